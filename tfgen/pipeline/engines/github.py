"""GitHub Actions."""

from __future__ import annotations

from collections.abc import Mapping

from tfgen.pipeline import roles
from tfgen.pipeline.engines.pins import PINS
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

_SAME_REPOSITORY = "github.event.pull_request.head.repo.full_name == github.repository"
"""A fork's pull request is given no credentials. Source:
https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#pull_request"""


def files(pipeline: Pipeline) -> dict[str, str]:
    """Workflows, the action that sets them up, and Dependabot's settings."""
    workflows = ".github/workflows/tfgen"
    found = {
        ".github/actions/tfgen/action.yaml": _render("action", pipeline),
        ".github/dependabot.yml": _render("dependabot", pipeline),
        f"{workflows}-review.yaml": _render("review", pipeline),
        f"{workflows}-comment.yaml": _render("comment", pipeline),
        f"{workflows}-apply.yaml": _render("apply", pipeline),
        f"{workflows}-drift.yaml": _render("drift", pipeline),
    }
    for target in pipeline.targets:
        jobs = _jobs(target.stages)
        told = {"target": target, "after": _after(target.stages), "jobs": jobs}
        found[f"{workflows}-apply-{target.label}.yaml"] = _render("apply_environment", pipeline, **told)
    return {**found, **roles.files(pipeline, _issuer(pipeline))}


def _issuer(pipeline: Pipeline) -> roles.Issuer:
    """https://docs.github.com/en/actions/reference/security/oidc

    A repository of before July 2026 is OWNER/NAME in a subject, one made, renamed or moved since has its ids with it.
    """
    repository = "repo:{repository}"
    main = f"{repository}:ref:refs/heads/{pipeline.place.branch}"  # health and drift are asked for from there
    return roles.Issuer(
        "token.actions.githubusercontent.com",
        "sts.amazonaws.com",
        plan=roles.Trust(exactly=(f"{repository}:pull_request", main)),
        apply=roles.Trust(exactly=(f"{repository}:environment:{{label}}",)),
        form="OWNER/NAME; OWNER@ID/NAME@ID if GitHub made, renamed or moved it after 15 July 2026.",
    )


def _render(name: str, pipeline: Pipeline, **values: object) -> str:
    told = {
        "pins": PINS,
        "role": role,
        "lock_command": lock_command,
        "plan_name": _plan_name,
        "condition": _condition,
        "state_words": _state_words,
        "record": _record,
        "record_folder": _record_folder,
        "record_file": _record_file,
        "same_repository": _SAME_REPOSITORY,
        "has_roles": _all_have(pipeline, "plan", " && "),
        "condition_all": _all_have(pipeline, "plan"),
        "bake": BAKE,
        "lock_timeout": LOCK_TIMEOUT,
    }
    return render(f"github/{name}.yaml", pipeline, **told, **values)


def role(target: Target, does: str) -> str:
    """The role that plans or applies: where the spec says the account, its ARN, else a variable of the repository."""
    if target.stack.account:
        return f"arn:aws:iam::{target.stack.account}:role/{role_name(target, does)}"
    return f"${{{{ vars.{role_variable(target, does)} }}}}"


def _condition(target: Target) -> str:
    """Whether there is a role to apply with: a project begins without an account."""
    return "" if target.stack.account else f"vars.{role_variable(target, 'apply')} != ''"


def _all_have(pipeline: Pipeline, does: str, before: str = "") -> str:
    unknown = [target for target in pipeline.targets if not target.stack.account]
    told = " && ".join(f"vars.{role_variable(target, does)} != ''" for target in unknown)
    return f"{before}{told}" if told else ""


def _plan_name(target: Target, state: str) -> str:
    return "-".join(filter(None, ("plan", target.environment, state)))


def _state_words(stage: Stage) -> str:
    if len(stage.states) > 1:
        return ' --state "$STATE"'
    return f" --state {stage.states[0]}" if stage.states[0] else ""


_MATRIX = "${{ matrix.state }}"


def _record(target: Target, stage: Stage) -> str:
    """The artifact that tells how far an apply came."""
    state = _MATRIX if len(stage.states) > 1 else stage.states[0]
    return "-".join(filter(None, ("applied", target.environment, state)))


def _record_folder(target: Target, stage: Stage) -> str:
    state = _MATRIX if len(stage.states) > 1 else stage.states[0]
    return "/".join(filter(None, (target.folder, state)))


def _record_file(target: Target, stage: Stage) -> str:
    """The same for a shell."""
    return f"{_record_folder(target, stage)}/apply.json".replace(_MATRIX, "$STATE")


def _jobs(stages: tuple[Stage, ...]) -> list[str]:
    return [name for stage in stages for name in (stage.name, *([_health(stage)] if stage.regions else []))]


def _after(stages: tuple[Stage, ...]) -> Mapping[str, str]:
    """The job that each stage but the first waits for."""
    last = [_health(stage) if stage.regions else stage.name for stage in stages]
    return {stage.name: before for stage, before in zip(stages[1:], last, strict=False)}


def _health(stage: Stage) -> str:
    return f"{stage.name}-health"
