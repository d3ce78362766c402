"""Items in moto's tables: as values of requests, and as moto keeps them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.dynamo_type import Item as Stored

from tfgen.emulator.dynamodb.expressions.values import Item, Value, rank


def find(table: Any, key: Item) -> Item | None:
    """The item of a key, if there is one."""
    stored = _stored(table, key)
    return plain_item(stored) if stored else None


def _stored(table: Any, key: Item) -> Any:
    partition, sort = _key(table, key)
    if not table.has_range_key:
        return table.items.get(partition)
    return table.items[partition].get(sort) if partition in table.items else None


def _key(table: Any, key: Item) -> tuple[Any, Any]:
    sort = DynamoType(key[table.range_key_attr]) if table.has_range_key else None
    return DynamoType(key[table.hash_key_attr]), sort


def put(table: Any, item: Item) -> None:
    """Stores an item, and tells the table's stream."""
    before = _stored(table, item)
    partition, sort = _key(table, item)
    stored = Stored(partition, sort, {})
    # moto's mapping measures all of itself for every attribute that is set
    dict.update(stored.attrs, {name: DynamoType(value) for name, value in item.items()})
    if table.has_range_key:
        table.items[partition][sort] = stored
    else:
        table.items[partition] = stored
    if table.stream_shard is not None:
        table.stream_shard.add(before, stored)


def delete(table: Any, key: Item) -> None:
    """Deletes an item, if there is one, and tells the table's stream."""
    table.delete_item(*_key(table, key))


def plain_item(stored: Any) -> Item:
    """An item of moto as values of a request."""
    return {name: _plain(value) for name, value in stored.attrs.items()}


def _plain(value: Any) -> Value:
    kind, content = value.type, value.value
    if kind == "M":
        return {kind: {name: _plain(member) for name, member in content.items()}}
    if kind == "L":
        return {kind: [_plain(member) for member in content]}
    if kind == "B" and isinstance(content, bytes):
        return {kind: base64.b64encode(content).decode()}
    return {kind: content}


def partition_of(table: Any, key: Value) -> list[Item]:
    """The items of a table with one partition key."""
    found = table.items.get(DynamoType(key))
    if found is None:
        return []
    return [plain_item(stored) for stored in found.values()] if table.has_range_key else [plain_item(found)]


def all_items(table: Any) -> list[Item]:
    """Every item of a table, in no order."""
    partitions = table.items.values()
    stored = (item for each in partitions for item in each.values()) if table.has_range_key else partitions
    return [plain_item(item) for item in stored]


def place(item: Item, hashes: Sequence[str], ranges: Iterable[str]) -> tuple[Any, ...]:
    """Where an item stands among others: partitions by a hash, as in DynamoDB, and in each by the sort key."""
    return (hash_of(item, hashes), *(rank(item[name]) for name in ranges))


def hash_of(item: Item, names: Iterable[str]) -> int:
    """The hash of a partition key, from 0 to 2^128."""
    told = "\0".join(repr(sorted(item[name].items())) for name in names)
    return int.from_bytes(hashlib.md5(told.encode(), usedforsecurity=False).digest(), "big")
