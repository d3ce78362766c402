"""The parameters from before there were expressions, as the nodes of expressions.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from typing import Any

from tfgen.emulator.dynamodb.errors import invalid, invalid_value
from tfgen.emulator.dynamodb.expressions.nodes import (
    Action,
    Between,
    Both,
    Call,
    Comparison,
    Condition,
    In,
    Literal,
    Not,
    Path,
)
from tfgen.emulator.dynamodb.expressions.values import checked, type_of

_COMPARATORS = {"EQ": "=", "NE": "<>", "LE": "<=", "LT": "<", "GE": ">=", "GT": ">"}
_NUMBERS = {"NULL": (0, 0), "NOT_NULL": (0, 0), "BETWEEN": (2, 2), "IN": (1, 100)}
"""How many values an operator takes: one, if not said here."""


def expected(said: Mapping[str, Any] | None, operator: str | None) -> Condition | None:
    """Of Expected and ConditionalOperator."""
    return _joined([_expected(name, each) for name, each in (said or {}).items()], operator)


def filtered(said: Mapping[str, Any] | None, operator: str | None) -> Condition | None:
    """Of QueryFilter, ScanFilter or KeyConditions."""
    found = [
        compared(name, each["ComparisonOperator"], each.get("AttributeValueList") or [])
        for name, each in (said or {}).items()
    ]
    return _joined(found, operator)


def _joined(found: list[Condition], operator: str | None) -> Condition | None:
    if not found:
        return None
    return reduce(lambda left, right: Both(operator or "AND", left, right), found)


def _expected(name: str, said: Mapping[str, Any]) -> Condition:
    if "ComparisonOperator" in said:
        if "Exists" in said:
            raise invalid_value(
                f"Exists and ComparisonOperator cannot be used together for Attribute: {name}"
            )
        values = said.get("AttributeValueList") or ([said["Value"]] if "Value" in said else [])
        return compared(name, said["ComparisonOperator"], values)
    if "AttributeValueList" in said:
        raise invalid_value(
            f"AttributeValueList can only be used with a ComparisonOperator for Attribute: {name}"
        )
    exists = said.get("Exists")
    if exists is False:
        if "Value" in said:
            raise invalid_value(f"Value cannot be used when Exists is false for Attribute: {name}")
        return Call("attribute_not_exists", (Path((name,)),))
    if "Value" not in said:
        told = "null" if exists is None else "true"
        raise invalid_value(f"Value must be provided when Exists is {told} for Attribute: {name}")
    return compared(name, "EQ", [said["Value"]])


def compared(name: str, operator: str, values: list[Any]) -> Condition:
    """A ComparisonOperator with its values."""
    least, most = _NUMBERS.get(operator, (1, 1))
    if not least <= len(values) <= most:
        raise invalid_value(f"Invalid number of argument(s) for the {operator} ComparisonOperator")
    path, literals = Path((name,)), [Literal(checked(value)) for value in values]
    if operator in ("LE", "LT", "GE", "GT", "BETWEEN", "BEGINS_WITH"):
        allowed = ("S", "B") if operator == "BEGINS_WITH" else ("S", "N", "B")
        for literal in literals:
            if type_of(literal.value) not in allowed:
                raise invalid_value(
                    f"ComparisonOperator {operator} is not valid for {type_of(literal.value)} AttributeValue type"
                )
    if operator in _COMPARATORS:
        return Comparison(_COMPARATORS[operator], path, literals[0])
    if operator == "BETWEEN":
        return Between(path, *literals)
    if operator == "IN":
        return In(path, tuple(literals))
    calls: dict[str, Condition] = {
        "NULL": Call("attribute_not_exists", (path,)),
        "NOT_NULL": Call("attribute_exists", (path,)),
        "BEGINS_WITH": Call("begins_with", (path, *literals)),
        "CONTAINS": Call("contains", (path, *literals)),
        "NOT_CONTAINS": Not(Call("contains", (path, *literals))),
    }
    return calls[operator]


def updates(said: Mapping[str, Any]) -> list[Action]:
    """Of AttributeUpdates."""
    return [_update(name, each) for name, each in said.items()]


def _update(name: str, said: Mapping[str, Any]) -> Action:
    clause, path = said.get("Action", "PUT"), Path((name,))
    if "Value" not in said:
        if clause != "DELETE":
            raise invalid_value("Only DELETE action is allowed when no attribute value is specified")
        return Action("REMOVE", path)
    value = checked(said["Value"])
    kind = type_of(value)
    if clause == "ADD" and kind == "L":
        empty = Call("if_not_exists", (path, Literal({"L": []})))
        return Action("SET", path, Call("list_append", (empty, Literal(value))))
    if (clause == "ADD" and kind not in ("N", "SS", "NS", "BS")) or (
        clause == "DELETE" and kind not in ("SS", "NS", "BS")
    ):
        raise invalid(
            f"One or more parameter values were invalid: Action {clause} is not supported for the type {kind}"
        )
    return Action("SET" if clause == "PUT" else clause, path, Literal(value))
