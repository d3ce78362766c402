"""Applies an update to an item: every operand is taken from the item as it was before."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from tfgen.emulator.dynamodb.errors import invalid
from tfgen.emulator.dynamodb.expressions.evaluation import found_at
from tfgen.emulator.dynamodb.expressions.nodes import Action, Call, Literal, Operand, Path, Sum
from tfgen.emulator.dynamodb.expressions.values import Item, Value, calculated, type_of


def updated(item: Item, actions: Iterable[Action]) -> Item:
    """The item after an update. Raises a ValidationException if it does not fit."""
    after = {name: _copied(value) for name, value in item.items()}
    removed: list[Path] = []
    placed: list[tuple[Path, Value]] = []
    for action in actions:
        if action.clause == "REMOVE":
            removed.append(action.path)
        else:
            value = _result(action, item)
            if value is None:
                removed.append(action.path)
            elif value is not _UNCHANGED:
                placed.append((action.path, value))
    for path, value in sorted(placed, key=lambda each: _place(each[0])):
        _put(after, path, value)
    for path in sorted(removed, key=_place, reverse=True):
        _remove(after, path)
    return after


_UNCHANGED: Value = {}


def _place(path: Path) -> tuple[tuple[bool, str | int], ...]:
    """Elements of lists are set from the first, and removed from the last, so that no other moves meanwhile."""
    return tuple((isinstance(element, int), element) for element in path.elements)


def _copied(value: Value) -> Value:
    ((kind, content),) = value.items()
    if kind == "M":
        return {"M": {name: _copied(member) for name, member in content.items()}}
    if kind == "L":
        return {"L": [_copied(member) for member in content]}
    return value


def _result(action: Action, item: Item) -> Value | None:
    """What is to stand at the action's path; None if nothing is."""
    if action.clause == "SET":
        return _copied(_value(cast(Operand, action.operand), item))
    old, given = found_at(action.path, item), cast(Literal, action.operand).value
    kind = type_of(given)
    if old is None:
        return given if action.clause == "ADD" else _UNCHANGED
    if type_of(old) != kind:
        raise invalid("An operand in the update expression has an incorrect data type")
    if kind == "N":
        return {"N": calculated(old["N"], "+", given["N"])}
    if action.clause == "ADD":
        return {kind: [*old[kind], *(member for member in given[kind] if member not in old[kind])]}
    rest = [member for member in old[kind] if member not in given[kind]]
    return {kind: rest} if rest else None


def _value(operand: Operand, item: Item) -> Value:
    if isinstance(operand, Literal):
        return operand.value
    if isinstance(operand, Path):
        found = found_at(operand, item)
        if found is None:
            raise invalid("The provided expression refers to an attribute that does not exist in the item")
        return found
    if isinstance(operand, Sum):
        left, right = _value(operand.left, item), _value(operand.right, item)
        return {"N": calculated(_typed(left, "N"), operand.operator, _typed(right, "N"))}
    return _called(operand, item)


def _called(call: Call, item: Item) -> Value:
    first, second = call.operands
    if call.name == "if_not_exists":
        found = found_at(cast(Path, first), item)
        return found if found is not None else _value(second, item)
    return {"L": [*_typed(_value(first, item), "L"), *_typed(_value(second, item), "L")]}


def _typed(value: Value, kind: str) -> Any:
    if kind not in value:
        raise invalid("An operand in the update expression has an incorrect data type")
    return value[kind]


def _container(item: Item, path: Path) -> Any:
    """The content of the map or list in which a path ends; None if there is none of its kind."""
    if len(path.elements) == 1:
        return item
    parent = found_at(Path(path.elements[:-1]), item)
    return (parent or {}).get("L" if isinstance(path.elements[-1], int) else "M")


def _put(item: Item, path: Path, value: Value) -> None:
    container, last = _container(item, path), path.elements[-1]
    if container is None:
        raise invalid("The document path provided in the update expression is invalid for update")
    if isinstance(last, int) and last >= len(container):
        container.append(value)
    else:
        container[last] = value


def _remove(item: Item, path: Path) -> None:
    container, last = _container(item, path), path.elements[-1]
    if container is None:
        raise invalid("The document path provided in the update expression is invalid for update")
    if isinstance(last, int):
        if last < len(container):
            del container[last]
    else:
        container.pop(last, None)
