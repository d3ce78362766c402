"""IAM's policy language, as far as roles and resource policies of functions use it.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import lru_cache
from typing import Any

Statement = Mapping[str, Any]


class Verdict(Enum):
    """What policies say of an action on a resource."""

    allowed = "allowed"
    denied = "denied"
    """By a Deny statement."""
    silent = "silent"
    """No statement matches, which denies as well."""


class NotEvaluatedError(Exception):
    """A matching statement has a condition that is not evaluated here; the message names it."""


@lru_cache(maxsize=1024)
def statements(document: str) -> tuple[Statement, ...]:
    """The statements of a policy document."""
    found = json.loads(document).get("Statement", [])
    return tuple(found) if isinstance(found, list) else (found,)


def verdict(policy: Iterable[Statement], action: str, resource: str, context: Mapping[str, str]) -> Verdict:
    """What statements say, those with a principal left to the caller. Keys of the context are in lower case.

    Raises NotEvaluatedError.
    """
    found = Verdict.silent
    for statement in policy:
        if not (_names_action(statement, action) and _names_resource(statement, resource)):
            continue
        if not all(
            _holds(operator, key, values, context)
            for operator, wanted in statement.get("Condition", {}).items()
            for key, values in wanted.items()
        ):
            continue
        if statement["Effect"] == "Deny":
            return Verdict.denied
        found = Verdict.allowed
    return found


def _names_action(statement: Statement, action: str) -> bool:
    if "NotAction" in statement:
        return not _any(statement["NotAction"], action.lower(), lower=True)
    return _any(statement.get("Action", ()), action.lower(), lower=True)


def _names_resource(statement: Statement, resource: str) -> bool:
    if "NotResource" in statement:
        return not _any(statement["NotResource"], resource)
    return _any(statement.get("Resource", ()), resource)


def _any(patterns: str | Iterable[str], value: str, *, lower: bool = False) -> bool:
    return any(
        _pattern(pattern.lower() if lower else pattern).fullmatch(value) for pattern in _several(patterns)
    )


def _several(values: Any) -> list[str]:
    """JSON has one value where a list of one would do, and booleans and numbers where texts would."""
    return [
        value if isinstance(value, str) else json.dumps(value)
        for value in (values if isinstance(values, list | tuple) else [values])
    ]


@lru_cache(maxsize=4096)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(
        "".join({"*": ".*", "?": "."}.get(character, re.escape(character)) for character in text), re.DOTALL
    )


def _like(pattern: str, value: str) -> bool:
    return _pattern(pattern).fullmatch(value) is not None


def _arn_like(pattern: str, value: str) -> bool:
    """Each of the six parts by itself, so that no wildcard reaches over a colon before the last."""
    wanted, given = pattern.split(":", 5), value.split(":", 5)
    return len(wanted) == len(given) and all(map(_like, wanted, given))


_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "StringEquals": lambda wanted, given: wanted == given,
    "StringEqualsIgnoreCase": lambda wanted, given: wanted.lower() == given.lower(),
    "StringLike": _like,
    "ArnEquals": _arn_like,
    "ArnLike": _arn_like,
    "Bool": lambda wanted, given: wanted.lower() == given.lower(),
}
"""https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"""


def _holds(operator: str, key: str, values: Any, context: Mapping[str, str]) -> bool:
    given = context.get(key.lower())
    if operator == "Null":
        return _several(values) == [json.dumps(given is None)]
    if given is None and key.lower().startswith("dynamodb:"):  # AWS would know it
        raise NotEvaluatedError(f"the condition key {key}")
    base, optional = operator.removesuffix("IfExists"), operator.endswith("IfExists")
    positive = base.replace("Not", "", 1)
    compare = _OPERATORS.get(positive)
    if compare is None:
        raise NotEvaluatedError(f"the condition operator {operator}")
    negated = positive != base
    if given is None:  # a negated operator holds where the key is absent
        return optional or negated
    return negated != any(compare(wanted, given) for wanted in _several(values))
