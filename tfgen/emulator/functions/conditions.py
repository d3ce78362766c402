"""IAM's condition operators.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html and
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
"""

from __future__ import annotations

import ipaddress
import json
import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from tfgen.emulator.functions.policy_variables import (
    Context,
    UnresolvedError,
    arn_equals,
    like,
    resolved,
)

Compare = Callable[[str, str, Context | None], bool]
"""Whether a value of the policy holds for one of the request, with the context if the policy has variables.

Raises ValueError if a value is not of the type.
"""


class NotEvaluatedError(Exception):
    """A condition cannot be evaluated here; the message names it."""


def holds(conditions: Mapping[str, Mapping[str, Any]], context: Context, *, variables: bool) -> bool:
    """Whether all conditions of a statement hold; variables are those of policy version 2012-10-17.

    Raises NotEvaluatedError.
    """
    return all(
        _holds(said, key.lower(), several(values), context, variables)
        for said, wanted in conditions.items()
        for key, values in wanted.items()
    )


def several(values: Any) -> list[str]:
    """JSON has one value where a list of one would do, and booleans and numbers where texts would."""
    return [
        value if isinstance(value, str) else json.dumps(value)
        for value in (values if isinstance(values, list | tuple) else [values])
    ]


def _holds(said: str, key: str, wanted: list[str], context: Context, variables: bool) -> bool:
    quantifier, _, name = said.lower().rpartition(":")
    given = context.get(key)
    if name == "null":
        return json.dumps(given is None) in [value.lower() for value in wanted]
    base, is_optional = name.removesuffix("ifexists"), name.endswith("ifexists")
    positive = base.replace("not", "", 1)
    compare = _OPERATORS.get(positive)
    if compare is None or quantifier not in ("", "forallvalues", "foranyvalue"):
        raise NotEvaluatedError(f"the condition operator {said}")
    is_negated = positive != base

    def matches(value: str) -> bool:
        found = [_compare(compare, each, value, context if variables else None) for each in wanted]
        return all(each is False for each in found) if is_negated else any(found)

    if given is None:
        return is_optional or quantifier == "forallvalues" or (is_negated and not quantifier)
    values = [given] if isinstance(given, str) else list(given)
    if quantifier == "forallvalues":
        return all(map(matches, filter(None, values)))
    if quantifier == "foranyvalue":
        return any(map(matches, values))
    return isinstance(given, str) and matches(given)


def _compare(compare: Compare, wanted: str, given: str, context: Context | None) -> bool | None:
    """None where there is nothing to compare: a variable has no value, or a value is not of the type."""
    try:
        is_pattern = compare in _PATTERNS
        return compare(wanted if is_pattern or context is None else resolved(wanted, context), given, context)
    except (UnresolvedError, ValueError):
        return None


def _typed(convert: Callable[[str], Any], compare: Callable[[Any, Any], bool]) -> Compare:
    return lambda wanted, given, _: compare(convert(given), convert(wanted))


def _boolean(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError(text)
    return text.lower() == "true"


def _seconds(text: str) -> float:
    """Of a date in the forms of ISO 8601, or of seconds since 1970."""
    try:
        return float(text)
    except ValueError:
        date = datetime.fromisoformat(text)
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()


def _in_network(wanted: str, given: str, _: Context | None) -> bool:
    return ipaddress.ip_address(given) in ipaddress.ip_network(wanted, strict=False)


_PATTERNS: Sequence[Compare] = (like, arn_equals)
"""These replace variables themselves: what one stands for is no pattern."""

_ORDER = {
    "equals": operator.eq,
    "lessthan": operator.lt,
    "lessthanequals": operator.le,
    "greaterthan": operator.gt,
    "greaterthanequals": operator.ge,
}
_OPERATORS: dict[str, Compare] = {
    "stringequals": lambda wanted, given, _: wanted == given,
    "stringequalsignorecase": lambda wanted, given, _: wanted.lower() == given.lower(),
    "stringlike": like,
    "binaryequals": lambda wanted, given, _: wanted == given,
    "arnequals": arn_equals,
    "arnlike": arn_equals,
    "bool": _typed(_boolean, operator.eq),
    "ipaddress": _in_network,
    **{f"numeric{name}": _typed(float, compare) for name, compare in _ORDER.items()},
    **{f"date{name}": _typed(_seconds, compare) for name, compare in _ORDER.items()},
}
"""By name in lower case, without Not."""
