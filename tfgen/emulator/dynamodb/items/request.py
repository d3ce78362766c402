"""What the actions on items have in common: expressions and their names and values, and the older parameters."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

from moto.core.exceptions import JsonRESTError

from tfgen.emulator.dynamodb.errors import invalid
from tfgen.emulator.dynamodb.expressions.nodes import Condition, Path
from tfgen.emulator.dynamodb.expressions.parser import parse_condition, parse_projection
from tfgen.emulator.dynamodb.expressions.tokens import Scope
from tfgen.emulator.dynamodb.expressions.values import checked
from tfgen.emulator.dynamodb.items import legacy

Body = Mapping[str, Any]

EXPRESSIONS = (
    "UpdateExpression",
    "ConditionExpression",
    "KeyConditionExpression",
    "FilterExpression",
    "ProjectionExpression",
)
_OLDER = (
    "AttributesToGet",
    "AttributeUpdates",
    "ConditionalOperator",
    "Expected",
    "KeyConditions",
    "QueryFilter",
    "ScanFilter",
)


@contextlib.contextmanager
def counted() -> Iterator[None]:
    """Tells of errors as those of single writes are told: "1 validation error detected: …".

    Recorded on AWS: https://github.com/nubo-db/dynamodb-conformance, captures/2026-06-09-validation-rewording.json
    """
    try:
        yield
    except JsonRESTError as error:
        if not error.error_type.endswith("ValidationException"):
            raise
        raise invalid(f"1 validation error detected: {error.message}") from None


def scope(body: Body) -> Scope:
    """The names and values of a request. Raises a ValidationException if they are given without need."""
    older = [name for name in _OLDER if body.get(name) is not None]
    newer = [name for name in EXPRESSIONS if body.get(name) is not None]
    if older and newer:
        raise invalid(
            "Can not use both expression and non-expression parameters in the same request: "
            f"Non-expression parameters: {{{', '.join(older)}}} Expression parameters: {{{', '.join(newer)}}}"
        )
    for kind, sign in (("Names", "#"), ("Values", ":")):
        given = body.get(f"ExpressionAttribute{kind}")
        if given is None:
            continue
        if not newer or (sign == ":" and newer == ["ProjectionExpression"]):
            raise invalid(f"ExpressionAttribute{kind} can only be specified when using expressions")
        if not given:
            raise invalid(f"ExpressionAttribute{kind} must not be empty")
        for name in given:
            if not name.startswith(sign) or len(name) == 1:
                raise invalid(f'ExpressionAttribute{kind} contains invalid key: Syntax error; key: "{name}"')
    return Scope(body.get("ExpressionAttributeNames") or {}, _values(body))


def _values(body: Body) -> dict[str, Any]:
    found = {}
    for name, value in (body.get("ExpressionAttributeValues") or {}).items():
        try:
            found[name] = checked(value)
        except JsonRESTError as error:
            if not error.error_type.endswith("ValidationException"):
                raise
            raise invalid(
                f"ExpressionAttributeValues contains invalid value: {error.message} for key {name}"
            ) from None
    return found


def condition(body: Body, names: Scope) -> Condition | None:
    """The condition of a write."""
    text = body.get("ConditionExpression")
    if text is not None:
        return parse_condition("ConditionExpression", text, names)
    return legacy.expected(body.get("Expected"), body.get("ConditionalOperator"))


def projection(body: Body, names: Scope) -> list[Path] | None:
    """What is asked for of each item; None if it is everything."""
    text = body.get("ProjectionExpression")
    if text is not None:
        return parse_projection(text, names)
    wanted = body.get("AttributesToGet")
    return [Path((name,)) for name in wanted] if wanted is not None else None
