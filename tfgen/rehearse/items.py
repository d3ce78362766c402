"""Items for tables of any keys, written and read through the SDK as a function would.

`client` is the SDK's of a region, `called` the table's name in AWS. What the SDK raises, these functions raise.
"""

from __future__ import annotations

import zlib
from typing import Any

from tfgen.stack.kinds.table import Table

Item = dict[str, dict[str, str | bytes]]


def item(table: Table, token: str) -> Item:
    """An item that has every key attribute of the table and of its indexes."""
    return {name: _value(kind, token) for name, kind in table.attributes().items()}


def key(table: Table, token: str) -> Item:
    """The key of the item of a token."""
    return {name: _value(kind, token) for name, kind in table.key.items()}


def _value(kind: str, token: str) -> dict[str, str | bytes]:
    values: dict[str, str | bytes] = {
        "S": token,
        "N": str(zlib.crc32(token.encode())),
        "B": token.encode(),
    }
    return {kind: values[kind]}


def put(client: Any, called: str, table: Table, token: str) -> None:
    """Writes the item of a token."""
    client.put_item(TableName=called, Item=item(table, token))


def clear(client: Any, called: str, table: Table) -> None:
    """Deletes every item."""
    for page in client.get_paginator("scan").paginate(TableName=called):
        for found in page["Items"]:
            client.delete_item(TableName=called, Key={name: found[name] for name in table.key})


def has(client: Any, called: str, table: Table, token: str) -> bool:
    """Whether the item of a token is there."""
    answer = client.get_item(TableName=called, Key=key(table, token), ConsistentRead=True)
    found = answer.get("Item", {})  # of version 2017.11.29 it has more attributes than were written
    return all(found.get(name) == value for name, value in item(table, token).items())
