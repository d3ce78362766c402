"""Items of tables as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

_MOST = 2000
"""Characters of a text."""
_MOST_MEMBERS = 50


def plain(item: Any) -> dict[str, Any] | None:
    """moto's item as JSON without DynamoDB's types, cut where it is long; None for one that was deleted."""
    return None if item is None else _members(item.to_json()["Attributes"])


def key_of(item: Any, names: Iterable[str]) -> dict[str, Any]:
    """The key attributes of an item."""
    attributes = item.to_json()["Attributes"]
    return {name: _value(attributes[name]) for name in names if name in attributes}


def _members(attributes: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    shown = list(attributes.items())[:_MOST_MEMBERS]
    return {name[:_MOST]: _value(value) for name, value in shown}


def _value(attribute: Mapping[str, Any]) -> Any:
    """Of an attribute such as {"S": "a"}; numbers stay texts, which have more digits than JSON's readers keep."""
    kind, value = next(iter(attribute.items()))
    if kind == "M":
        return _members(value)
    if kind == "L":
        return [_value(each) for each in value[:_MOST_MEMBERS]]
    if kind == "NULL":
        return None
    if kind == "BOOL":
        return bool(value)
    if isinstance(value, str):
        return value[:_MOST]
    return (
        [str(each)[:_MOST] for each in list(value)[:_MOST_MEMBERS]]
        if isinstance(value, list)
        else str(value)[:_MOST]
    )
