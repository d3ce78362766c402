"""Atlantis: https://www.runatlantis.io/docs/repo-level-atlantis-yaml and https://www.runatlantis.io/docs/server-side-repo-config"""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.frozen import frozen
from tfgen.pipeline import roles
from tfgen.pipeline.pipeline import BAKE, LOCK_TIMEOUT, Pipeline, Target
from tfgen.pipeline.templates import render


@frozen
class Workflow:
    """How the states of some projects are planned, reviewed and applied."""

    name: str
    target: Target
    regions: tuple[str, ...]
    """Those whose health is asked for after an apply."""


@frozen
class Project:
    """A state."""

    name: str
    folder: str
    modules: str
    """Where the modules are that it calls, from its folder."""
    order: int
    needs: tuple[str, ...]
    workflow: str


def files(pipeline: Pipeline) -> dict[str, str]:
    """The repository's side, and the server's."""
    found = list(_all(pipeline))
    workflows = {workflow.name: workflow for _, workflow in found}
    told = {
        "projects": [project for project, _ in found],
        "workflows": list(workflows.values()),
        "bake": BAKE,
        "lock_timeout": LOCK_TIMEOUT,
    }
    return {
        "atlantis.yaml": render("atlantis/atlantis.yaml", pipeline, **told),
        "atlantis-repos.yaml": render("atlantis/repos.yaml", pipeline, **told),
        **roles.files(pipeline, None),
    }


def _all(pipeline: Pipeline) -> Iterator[tuple[Project, Workflow]]:
    order = 0
    before: tuple[str, ...] = ()
    for target in pipeline.targets:
        for stage in target.stages:
            order += 1
            names = []
            for state in stage.states:
                regions = tuple(region for region in stage.regions if state in ("", region))
                name = "-".join(filter(None, (target.stack.called, state)))
                called = "-".join(filter(None, ("tfgen", target.environment, *(regions if state else ()))))
                workflow = Workflow(called, target, regions)
                folder = f"{target.folder}/{state}" if state else target.folder
                modules = "../modules/**" if state else "modules/**"
                yield Project(name, folder, modules, order, before, called), workflow
                names.append(name)
            before = tuple(names)
