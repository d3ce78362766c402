"""Evaluates expressions on an item."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Any, cast

from tfgen.emulator.dynamodb.expressions.nodes import (
    Between,
    Both,
    Call,
    Comparison,
    Condition,
    In,
    Literal,
    Not,
    Operand,
    Path,
)
from tfgen.emulator.dynamodb.expressions.values import Item, Value, equal, rank, type_of


def found_at(path: Path, item: Item) -> Value | None:
    """What is at a path."""
    value: Any = {"M": item}
    for element in path.elements:
        content = value.get("L" if isinstance(element, int) else "M")
        if isinstance(element, int):
            value = content[element] if content is not None and element < len(content) else None
        else:
            value = content.get(element) if content is not None else None
        if value is None:
            return None
    return value  # type: ignore[no-any-return]


def holds(condition: Condition, item: Item) -> bool:
    """Whether a condition is true of an item. What is not there is unequal to everything, and nothing else."""
    if isinstance(condition, Both):
        if condition.operator == "AND":
            return holds(condition.left, item) and holds(condition.right, item)
        return holds(condition.left, item) or holds(condition.right, item)
    if isinstance(condition, Not):
        return not holds(condition.condition, item)
    if isinstance(condition, Comparison):
        return _compare(condition.operator, _value(condition.left, item), _value(condition.right, item))
    if isinstance(condition, Between):
        value = _value(condition.operand, item)
        return _compare(">=", value, _value(condition.low, item)) and _compare(
            "<=", value, _value(condition.high, item)
        )
    if isinstance(condition, In):
        value = _value(condition.operand, item)
        return any(_compare("=", value, _value(option, item)) for option in condition.options)
    return _call(condition, item)


def _value(operand: Operand, item: Item) -> Value | None:
    if isinstance(operand, Literal):
        return operand.value
    if isinstance(operand, Path):
        return found_at(operand, item)
    return _length(_value(cast(Call, operand).operands[0], item))  # sums stand in updates only


def _length(value: Value | None) -> Value | None:
    if value is None or (kind := type_of(value)) in ("N", "BOOL", "NULL"):
        return None
    content = base64.b64decode(value["B"]) if kind == "B" else value[kind]
    return {"N": str(len(content))}


def _compare(operator: str, left: Value | None, right: Value | None) -> bool:
    if operator == "<>":
        return left is None or right is None or not equal(left, right)
    if left is None or right is None:
        return False
    if operator == "=":
        return equal(left, right)
    if type_of(left) != type_of(right) or (a := rank(left)) is None:
        return False
    b = rank(right)
    return bool({"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[operator])


def _call(call: Call, item: Item) -> bool:
    first = _value(call.operands[0], item)
    if call.name == "attribute_exists":
        return first is not None
    if call.name == "attribute_not_exists":
        return first is None
    second = _value(call.operands[1], item)
    if first is None or second is None:
        return False
    if call.name == "attribute_type":
        return bool(type_of(first) == second["S"])
    return begins_with(first, second) if call.name == "begins_with" else contains(first, second)


def begins_with(value: Value, start: Value) -> bool:
    """Whether a string or a binary value begins with another."""
    kind = type_of(value)
    return kind in ("S", "B") and kind == type_of(start) and bool(rank(value).startswith(rank(start)))


def contains(value: Value, part: Value) -> bool:
    """Whether a string or binary value has another in it, a set a member, a list a value."""
    kind = type_of(value)
    if kind == "L":
        return any(equal(member, part) for member in value["L"])
    if kind in ("SS", "NS", "BS"):
        return type_of(part) == kind[0] and part[kind[0]] in value[kind]
    return kind in ("S", "B") and kind == type_of(part) and rank(part) in rank(value)


def project(item: Item, paths: Iterable[Path]) -> Item:
    """The parts of an item at some paths. Of lists, the elements that are asked for stand together, in their order."""
    wanted: dict[Any, Any] = {}
    for path in paths:
        inner = wanted
        for element in path.elements:
            inner = inner.setdefault(element, {})
    return _project({"M": item}, wanted).get("M", {})  # type: ignore[no-any-return]


def _project(value: Value, wanted: dict[Any, Any]) -> Value:
    """An empty mapping where nothing of it is asked for."""
    if not wanted:
        return value
    content = value.get("M")
    if content is not None:
        members = {
            name: part
            for name, inner in wanted.items()
            if name in content and (part := _project(content[name], inner))
        }
        return {"M": members} if members else {}
    content = value.get("L")
    if content is not None:
        places = sorted(place for place in wanted if isinstance(place, int) and place < len(content))
        parts = [part for place in places if (part := _project(content[place], wanted[place]))]
        return {"L": parts} if parts else {}
    return {}
