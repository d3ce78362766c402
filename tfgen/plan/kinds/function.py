"""Functions: the logs that go with them, and rights that go before the code that uses them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tfgen.diagnostics import Severity
from tfgen.plan.codes import DATA_LOST, GAP
from tfgen.plan.reviewed import Finding, Reviewed, has_new_code

_POLICY, _FUNCTION = "aws_iam_role_policy", "aws_lambda_function"


def review(plan: Reviewed) -> Iterator[Finding]:
    """Log groups and rights that go."""
    yield from _logs(plan)
    yield from _rights(plan)


def _logs(plan: Reviewed) -> Iterator[Finding]:
    for change in plan.of("aws_cloudwatch_log_group"):
        if change.deletes:
            name, region = change.before.get("name"), plan.region(change)
            message = f"the plan deletes the log group {name} in {region} with its logs"
            hint = "export the logs before, if they have to be kept"
            yield plan.finding(DATA_LOST, change, message, hint, severity=Severity.NOTE)


def _rights(plan: Reviewed) -> Iterator[Finding]:
    """The policy changes before the function: until its new version is published, the old one runs without them."""
    changed = {change.address for change in plan.of(_FUNCTION) if has_new_code(change)}
    for change in plan.of(_POLICY):
        function = change.address.replace(_POLICY, _FUNCTION).removesuffix('["own"]')
        known = change.updates and change.after.get("policy")
        if known and function in changed and _rights_of(change.before) - _rights_of(change.after):
            name, region = plan.name(change), plan.region(change)
            message = f"function `{name}` loses rights in {region} before its new code runs: requests may fail meanwhile"
            hint = "an apply with the new code first, and `access` taken away in the next"
            yield plan.finding(GAP, change, message, hint)


def _rights_of(policy: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Every action on every resource that a policy allows, whatever its conditions are and it denies."""
    found = set()
    for statement in json.loads(policy.get("policy") or "{}").get("Statement", ()):
        if statement.get("Effect") == "Deny":
            continue
        for action in _listed(statement["Action"]):
            found |= {(action, resource) for resource in _listed(statement["Resource"])}
    return found


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
