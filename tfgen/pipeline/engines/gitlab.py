"""GitLab CI/CD."""

from __future__ import annotations

from tfgen.pipeline import roles
from tfgen.pipeline.pipeline import (
    BAKE,
    LOCK_TIMEOUT,
    Pipeline,
    Stage,
    Target,
    lock_command,
    role_name,
    role_variable,
)
from tfgen.pipeline.templates import render

TERRAFORM_SHA256 = "1ce994251c00281d6845f0f268637ba50c0005657eb3cf096b92f753b42ef4dc"
"""Of the zip for linux_amd64, as `requirements/terraform.sums` has it."""


def files(pipeline: Pipeline) -> dict[str, str]:
    """The pipeline, what its jobs begin with, and a child pipeline for the applies of each environment."""
    found = {
        ".gitlab-ci.yml": _render("pipeline", pipeline),
        ".gitlab/tfgen-setup.yml": _render("setup", pipeline),
    }
    for target in pipeline.targets:
        told = {"target": target, "jobs": _jobs(target.stages)}
        found[f".gitlab/tfgen-apply-{target.label}.yml"] = _render("apply", pipeline, **told)
    return {**found, **roles.files(pipeline, _issuer(pipeline))}


def _issuer(pipeline: Pipeline) -> roles.Issuer:
    """https://docs.gitlab.com/ci/cloud_services/aws/

    A subject names the branch that a job runs on: of a merge request, that which is to be merged, so any of the
    project's. It names no environment.
    """
    branch = "project_path:{repository}:ref_type:branch:ref:"
    return roles.Issuer(
        "gitlab.com",
        "https://gitlab.com",
        plan=roles.Trust(like=(f"{branch}*",)),
        apply=roles.Trust(exactly=(f"{branch}{pipeline.place.branch}",)),
        form="GROUP/PROJECT.",
    )


def _render(name: str, pipeline: Pipeline, **values: object) -> str:
    told = {
        "role": role,
        "has_role": _has_role,
        "lock_command": lock_command,
        "job": lambda *words: ":".join(_words(*words)),
        "file": lambda *words: f"{'-'.join(_words(*words))}.json",
        "state_words": lambda state: f" --state {state}" if state else "",
        "terraform_sha256": TERRAFORM_SHA256,
        "bake": BAKE,
        "lock_timeout": LOCK_TIMEOUT,
    }
    return render(f"gitlab/{name}.yaml", pipeline, **told, **values)


def role(target: Target, does: str) -> str:
    """The role that plans or applies: where the spec says the account, its ARN, else a variable of the project."""
    if target.stack.account:
        return f"arn:aws:iam::{target.stack.account}:role/{role_name(target, does)}"
    return f"${role_variable(target, does)}"


def _has_role(target: Target, does: str) -> str:
    return "" if target.stack.account else f" && ${role_variable(target, does)}"


def _words(name: str, target: Target, state: str) -> list[str]:
    return [each for each in (name, target.environment, state) if each]


def _jobs(stages: tuple[Stage, ...]) -> list[str]:
    return [
        name
        for stage in stages
        for name in (stage.name, *([f"{stage.name}-health"] if stage.regions else []))
    ]
