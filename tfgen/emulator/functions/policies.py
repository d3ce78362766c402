"""IAM's policy language.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import lru_cache
from typing import Any

from tfgen.emulator.functions import conditions
from tfgen.emulator.functions.conditions import NotEvaluatedError as NotEvaluatedError
from tfgen.emulator.functions.conditions import several
from tfgen.emulator.functions.policy_variables import Context, UnresolvedError, arn_like, like

Statement = Mapping[str, Any]
"""As in the document, with the document's Version: 2012-10-17 has variables, what has none said does not."""

_WITH_VARIABLES = "2012-10-17"


class Verdict(Enum):
    """What policies say of an action on a resource, in the words of the policy simulator."""

    allowed = "allowed"
    denied = "explicitDeny"
    """By a Deny statement."""
    silent = "implicitDeny"
    """No statement matches, which denies as well."""


@lru_cache(maxsize=1024)
def statements(document: str) -> tuple[Statement, ...]:
    """The statements of a policy document."""
    content = json.loads(document)
    found = content.get("Statement", [])
    version = {"Version": content["Version"]} if "Version" in content else {}
    return tuple({**statement, **version} for statement in (found if isinstance(found, list) else [found]))


def verdict(policy: Iterable[Statement], action: str, resource: str, context: Context) -> Verdict:
    """What statements say, those with a principal left to the caller.

    Raises NotEvaluatedError.
    """
    found = Verdict.silent
    for statement in policy:
        if _matches(statement, action, resource, context):
            if statement["Effect"] == "Deny":
                return Verdict.denied
            found = Verdict.allowed
    return found


def verdict_on_any(policy: Iterable[Statement], action: str) -> Verdict:
    """What statements say of an action on a resource that is not known, at best.

    A Deny counts only where it is for every resource, without condition.
    """
    found = Verdict.silent
    for statement in policy:
        if not _names_action(statement, action):
            continue
        if statement["Effect"] == "Allow":
            found = Verdict.allowed
        elif "*" in several(statement.get("Resource", ())) and not statement.get("Condition"):
            return Verdict.denied
    return found


def _matches(statement: Statement, action: str, resource: str, context: Context) -> bool:
    variables = statement.get("Version") == _WITH_VARIABLES
    return (
        _names_action(statement, action)
        and _names_resource(statement, resource, context if variables else None)
        and conditions.holds(statement.get("Condition", {}), context, variables=variables)
    )


def _names_action(statement: Statement, action: str) -> bool:
    is_not = "NotAction" in statement
    patterns = several(statement["NotAction" if is_not else "Action"])
    return is_not != any(like(pattern.lower(), action.lower(), None) for pattern in patterns)


def _names_resource(statement: Statement, resource: str, context: Context | None) -> bool:
    is_not = "NotResource" in statement
    patterns = several(statement.get("NotResource" if is_not else "Resource", ()))
    return is_not != any(_is_like(pattern, resource, context) for pattern in patterns)


def _is_like(pattern: str, resource: str, context: Context | None) -> bool:
    try:
        return arn_like(pattern, resource, context)
    except UnresolvedError:
        return False
