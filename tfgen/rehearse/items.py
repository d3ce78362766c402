"""Items for tables of any keys, written and read through the SDK as a function would."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable
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


class Tables:
    """The tables of a stack in every region, through the SDK."""

    def __init__(self, session: Any, endpoint: str) -> None:
        from botocore.config import Config

        self._session, self._endpoint = session, endpoint
        self._config = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=20)
        self._clients: dict[str, Any] = {}

    def client(self, region: str) -> Any:
        """The SDK's client of a region."""
        if region not in self._clients:
            self._clients[region] = self._session.client(
                "dynamodb", region_name=region, endpoint_url=self._endpoint, config=self._config
            )
        return self._clients[region]

    def put(self, region: str, name: str, table: Table, token: str) -> None:
        """Writes the item of a token. Raises what the SDK raises."""
        self.client(region).put_item(TableName=name, Item=item(table, token))

    def clear(self, region: str, name: str, table: Table) -> None:
        """Deletes every item. Raises what the SDK raises."""
        client = self.client(region)
        for page in client.get_paginator("scan").paginate(TableName=name):
            for found in page["Items"]:
                client.delete_item(
                    TableName=name, Key={attribute: found[attribute] for attribute in table.key}
                )

    def has(self, region: str, name: str, table: Table, token: str) -> bool:
        """Whether the item of a token is there. Raises what the SDK raises."""
        answer = self.client(region).get_item(TableName=name, Key=key(table, token), ConsistentRead=True)
        found = answer.get("Item", {})  # of version 2017.11.29 it has more attributes than were written
        return all(found.get(name) == value for name, value in item(table, token).items())


def wait_until(is_true: Callable[[], bool], seconds: float) -> bool:
    """Asks again and again; whether it became true in time."""
    end = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True
