"""Conditions on the keys of a query: what they may be, and what they choose.

moto wants the attribute on the left, and takes filters on keys.
Sources: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html, messages
recorded in https://github.com/nubo-db/dynamodb-conformance and https://github.com/architect/dynalite.
"""

from __future__ import annotations

from typing import Any, cast

from tfgen.emulator.dynamodb.errors import invalid, invalid_value
from tfgen.emulator.dynamodb.expressions.nodes import (
    Between,
    Both,
    Call,
    Comparison,
    Condition,
    In,
    Literal,
    Not,
    Path,
    paths_of,
)
from tfgen.emulator.dynamodb.expressions.parser import parse_condition
from tfgen.emulator.dynamodb.expressions.tokens import Scope
from tfgen.emulator.dynamodb.expressions.values import type_of
from tfgen.emulator.dynamodb.items import keys, legacy
from tfgen.emulator.dynamodb.items.request import Body

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
KeyConditions = dict[str, Condition]
"""The condition on each attribute of a key."""


def key_conditions(body: Body, names: Scope, schema: list[dict[str, str]], table: Any) -> KeyConditions:
    """The conditions of a query. Raises a ValidationException if they do not choose one partition."""
    text = body.get("KeyConditionExpression")
    if text is not None:
        found = _by_attribute(parse_condition("KeyConditionExpression", text, names))
    elif body.get("KeyConditions"):
        found = {
            name: _simple(
                legacy.compared(name, said["ComparisonOperator"], said.get("AttributeValueList") or [])
            )[1]
            for name, said in body["KeyConditions"].items()
        }
    else:
        raise invalid(
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request."
        )
    _check(found, schema, table)
    return found


def _by_attribute(condition: Condition) -> KeyConditions:
    found: KeyConditions = {}
    for part in _parts(condition):
        name, simple = _simple(part)
        if name in found:
            raise _wrong("KeyConditionExpressions must only contain one condition per key")
        found[name] = simple
    return found


def _wrong(message: str) -> Exception:
    return invalid(f"Invalid KeyConditionExpression: {message}")


def _parts(condition: Condition) -> list[Condition]:
    if isinstance(condition, Both) and condition.operator == "AND":
        return _parts(condition.left) + _parts(condition.right)
    return [condition]


def _simple(part: Condition) -> tuple[str, Condition]:
    """A condition with its attribute, which comes first."""
    if isinstance(part, Comparison) and part.operator != "<>":
        if isinstance(part.left, Literal):
            part = Comparison(_MIRRORED.get(part.operator, part.operator), part.right, part.left)
        first, values = part.left, (part.right,)
    elif isinstance(part, Between):
        first, values = part.operand, (part.low, part.high)  # type: ignore[assignment]
    elif isinstance(part, Call) and part.name == "begins_with":
        first, values = part.operands[0], (part.operands[1],)
    else:
        raise _wrong(f"Invalid operator used in KeyConditionExpression: {_operator(part)}")
    if isinstance(first, Path) and len(first.elements) > 1:
        raise _wrong("KeyConditionExpressions cannot have conditions on nested attributes")
    if not isinstance(first, Path) or not all(isinstance(value, Literal) for value in values):
        raise _wrong("KeyConditionExpressions must have the form of an attribute and a value")
    return str(first.elements[0]), part


def _operator(part: Condition) -> str:
    if isinstance(part, Not):
        return "NOT"
    if isinstance(part, In):
        return "IN"
    if isinstance(part, Call):
        return part.name
    return "BETWEEN" if isinstance(part, Between) else part.operator


def _check(found: KeyConditions, schema: list[dict[str, str]], table: Any) -> None:
    hashes, ranges = keys.names(schema, "HASH"), keys.names(schema, "RANGE")
    for name in hashes:
        if name not in found:
            raise invalid(f"Query condition missed key schema element: {name}")
    for name in hashes:
        condition = found[name]
        if not isinstance(condition, Comparison) or condition.operator != "=":
            raise invalid("Query key condition not supported")
    rest = [name for name in found if name not in hashes]
    for name, given in zip(ranges, rest + [""] * len(ranges), strict=False):
        if given and name not in found:
            raise invalid(f"Query condition missed key schema element: {name}")
    if any(name not in ranges for name in rest):
        raise invalid("Query key condition not supported")
    expected = keys.types(table)
    for name, condition in found.items():
        for value in values_of(condition):
            keys.check_empty({name: value}, [name] if not isinstance(condition, Call) else [])
            if type_of(value) != expected[name]:
                raise invalid_value("Condition parameter type does not match schema type")


def values_of(condition: Condition) -> list[Any]:
    """The values of a condition on a key."""
    if isinstance(condition, Comparison):
        operands = (condition.left, condition.right)
    elif isinstance(condition, Between):
        operands = (condition.low, condition.high)
    else:
        operands = cast(Call, condition).operands  # type: ignore[assignment]
    return [operand.value for operand in operands if isinstance(operand, Literal)]


def filter_of(body: Body, names: Scope, older: str, schema: list[dict[str, str]] | None) -> Condition | None:
    """The filter of a query or a scan; that of a query, which has a schema, may not be on keys."""
    text = body.get("FilterExpression")
    if text is not None:
        found, told = parse_condition("FilterExpression", text, names), "Filter Expression"
    else:
        found, told = legacy.filtered(body.get(older), body.get("ConditionalOperator")), older  # type: ignore[assignment]
    if found and schema:
        for path in paths_of(found):
            if path.elements[0] in keys.names(schema):
                raise invalid(
                    f"{told} can only contain non-primary key attributes: "
                    f"Primary key attribute: {path.elements[0]}"
                )
    return found
