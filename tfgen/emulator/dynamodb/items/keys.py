"""What keys of tables and indexes may be. moto takes keys of most types, and empty ones.

Sources: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html, and the messages recorded
on AWS in the tests of https://github.com/nubo-db/dynamodb-conformance (tests/tier3/error-messages).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tfgen.emulator.dynamodb.errors import invalid, invalid_value
from tfgen.emulator.dynamodb.expressions.values import Item, Value, checked, size, type_of

MISMATCH = "The provided key element does not match the schema"
_NOT_VALID = "One or more parameter values are not valid. "
_CANNOT = "The AttributeValue for a key attribute cannot contain an empty {} value."
_MOST = {"HASH": 2048, "RANGE": 1024}


def types(table: Any) -> dict[str, str]:
    """The types of the attributes in keys of a table and of its indexes."""
    return {each["AttributeName"]: each["AttributeType"] for each in table.attr}


def indexes(table: Any) -> list[Any]:
    """Every index, in the order in which DynamoDB looks at them."""
    return sorted([*table.global_indexes, *table.indexes], key=lambda index: index.name)


def names(schema: list[dict[str, str]], kind: str = "") -> list[str]:
    """The attributes of a key, or those of HASH or RANGE."""
    return [each["AttributeName"] for each in schema if each["KeyType"] == kind or not kind]


def check_empty(key: Item, attributes: list[str]) -> None:
    """Raises a ValidationException if one of some attributes is empty."""
    for name in attributes:
        if name in key and (empty := _emptiness(key[name])):
            raise invalid(f"{_NOT_VALID}{_CANNOT.format(empty)} Key: {name}")


def _emptiness(value: Value) -> str:
    return next(({"S": "string", "B": "binary"}[kind] for kind in ("S", "B") if value.get(kind) == ""), "")


def key_of_request(table: Any, key: Item) -> Item:
    """A key by which an item is found, in the form in which it is kept. Raises a ValidationException if it is none."""
    found = {name: checked(value) for name, value in key.items()}
    wanted = names(table.schema)
    expected = types(table)
    check_empty(found, wanted)
    if found.keys() != set(wanted) or any(type_of(found[name]) != expected[name] for name in wanted):
        raise invalid(MISMATCH)
    check_sizes(table.schema, found)
    return found


def key_of_item(table: Any, item: Item, mismatch: str = "") -> Item:
    """The key of an item that is put. Raises a ValidationException if the item has none, or none of an index."""
    wanted, expected = names(table.schema), types(table)
    for name in wanted:
        if name not in item:
            raise invalid_value(f"Missing the key {name} in the item")
    check_empty(item, wanted)
    for name in wanted:
        if type_of(item[name]) != expected[name]:
            told = f"Type mismatch for key {name} expected: {expected[name]} actual: {type_of(item[name])}"
            raise invalid(mismatch) if mismatch else invalid_value(told)
    check_sizes(table.schema, item)
    check_indexes(table, item)
    return {name: item[name] for name in wanted}


def check_empty_of_indexes(table: Any, item: Item) -> None:
    """Raises a ValidationException if a key of an index is empty in an item that is put."""
    for index, name, empty in _empty_keys(table, item):
        raise invalid(
            f"{_NOT_VALID}A value specified for a secondary index key is not supported. "
            f"{_CANNOT.format(empty)} IndexName: {index.name}, IndexKey: {name}"
        )


def check_empty_updates(table: Any, item: Item) -> None:
    """Raises a ValidationException if an update leaves a key of an index empty."""
    for _, _, empty in _empty_keys(table, item):
        raise invalid(
            f"{_NOT_VALID}The update expression attempted to update a secondary index key to a value that "
            f"is not supported. {_CANNOT.format(empty)}"
        )


def _empty_keys(table: Any, item: Item) -> Iterator[tuple[Any, str, str]]:
    """Keys of indexes that are empty in an item: the index, the attribute, and what of it is empty."""
    for index in indexes(table):
        for name in names(index.schema):
            if name in item and (empty := _emptiness(item[name])):
                yield index, name, empty


def check_indexes(table: Any, item: Item) -> None:
    """Raises a ValidationException if an attribute that is a key of an index is not of its type, or empty, or long."""
    check_empty_of_indexes(table, item)
    expected = types(table)
    for index in indexes(table):
        for name in names(index.schema):
            if name in item and type_of(item[name]) != expected[name]:
                raise invalid_value(
                    f"Type mismatch for Index Key {name} Expected: {expected[name]} "
                    f"Actual: {type_of(item[name])} IndexName: {index.name}"
                )
        check_sizes(index.schema, item)


def check_sizes(schema: list[dict[str, str]], item: Item) -> None:
    """Raises a ValidationException if a part of a key is too long."""
    for each in schema:
        name, kind = each["AttributeName"], each["KeyType"]
        if name in item and size(item[name]) > _MOST[kind]:
            raise invalid_value(
                f"Size of hashkey has exceeded the maximum size limit of{_MOST[kind]} bytes"
                if kind == "HASH"
                else f"Aggregated size of all range keys has exceeded the size limit of {_MOST[kind]} bytes"
            )
