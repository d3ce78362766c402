"""The roles of a pipeline as a small root of Terraform: who may take each, and what each may do.

Somebody applies it once, with rights of their own: a pipeline that made its own roles could give itself any rights.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tfgen.frozen import frozen
from tfgen.pipeline.pipeline import Pipeline, Target, role_name, role_variable, roles_folder
from tfgen.pipeline.policies import apply_policy, plan_policy
from tfgen.pipeline.templates import render
from tfgen.render.hcl import Expression, literal
from tfgen.stack.kinds.module import MODULE


@frozen
class Trust:
    """Whose tokens a role takes."""

    exactly: Sequence[str] = ()
    """Subjects, with `{repository}` and `{label}` in them."""
    like: Sequence[str] = ()
    """Patterns of subjects."""


@frozen
class Issuer:
    """Who issues the tokens of jobs."""

    host: str
    audience: str
    plan: Trust
    apply: Trust
    form: str
    """How a repository is written."""


def files(pipeline: Pipeline, issuer: Issuer | None) -> dict[str, str]:
    """A root for each environment. Without an issuer, who trusts whom is left to whoever runs the engine."""
    return {f"{roles_folder(each)}/main.tf": _root(pipeline, each, issuer) for each in pipeline.targets}


def _root(pipeline: Pipeline, target: Target, issuer: Issuer | None) -> str:
    documents = {"plan": plan_policy(target.stack), "apply": apply_policy(target.stack)}
    told: dict[str, Any] = {
        "target": target,
        "names": {does: role_name(target, does) for does in documents},
        "policies": {
            f"{does}-{number}" if len(found) > 1 else does: literal(document, 4)
            for does, found in documents.items()
            for number, document in enumerate(found, 1)
        },
        "folder": roles_folder(target),
        "variables": {does: role_variable(target, does) for does in documents},
        "issuer": issuer,
        "trust": {does: _trust(issuer, target, does) for does in documents} if issuer else {},
        "has_modules": bool(target.stack.all(MODULE)),
    }
    return render("roles.tf", pipeline, **told)


def _trust(issuer: Issuer, target: Target, does: str) -> str:
    trust = issuer.plan if does == "plan" else issuer.apply
    exactly: dict[str, object] = {f"{issuer.host}:aud": issuer.audience}
    if trust.exactly:
        exactly[f"{issuer.host}:sub"] = [_subject(each, target) for each in trust.exactly]
    lines = {"StringEquals": exactly}
    if trust.like:
        lines["StringLike"] = {f"{issuer.host}:sub": [_subject(each, target) for each in trust.like]}
    return literal(lines, 6)


def _subject(form: str, target: Target) -> Expression:
    """A subject, which names the repository as the root's variable says it."""
    text = form.replace("{label}", target.label)
    return Expression('"' + text.replace("{repository}", "${var.repository}") + '"')
