"""Items fit tables of any keys, and are found again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from tests.component.emulator.patches.plain import credentials as credentials
from tests.specs import example, stack_of
from tfgen.rehearse.items import clear, has, item, key, put
from tfgen.rehearse.sdk import Clients
from tfgen.rehearse.waiting import wait_until
from tfgen.stack.kinds.table import TABLE, Table

REGION = "eu-west-1"
ATTRIBUTES = {"id": "S", "at": "N", "hash": "B"}


def _table() -> Table:
    spec: dict[str, Any] = {
        "key": {"id": "S", "at": "N"},
        "indexes": {"by-hash": {"key": {"hash": "B"}}},
        "protect": False,
    }
    return stack_of({**example("hello"), "tables": {"things": spec}}).all(TABLE)["things"]


@pytest.fixture
def client(credentials: None) -> Iterator[Any]:
    with mock_aws():
        found = Clients(boto3.Session(), f"https://dynamodb.{REGION}.amazonaws.com").of("dynamodb", REGION)
        found.create_table(
            TableName="things",
            BillingMode="PAY_PER_REQUEST",
            AttributeDefinitions=[
                {"AttributeName": name, "AttributeType": kind} for name, kind in ATTRIBUTES.items()
            ],
            KeySchema=[
                {"AttributeName": "id", "KeyType": "HASH"},
                {"AttributeName": "at", "KeyType": "RANGE"},
            ],
            GlobalSecondaryIndexes=[
                {
                    "IndexName": "by-hash",
                    "KeySchema": [{"AttributeName": "hash", "KeyType": "HASH"}],
                    "Projection": {"ProjectionType": "ALL"},
                }
            ],
        )
        yield found


def test_an_item_has_every_key_attribute_in_its_type() -> None:
    made = item(_table(), "one")
    assert {name: set(value) for name, value in made.items()} == {
        name: {kind} for name, kind in ATTRIBUTES.items()
    }
    assert key(_table(), "one") == {name: made[name] for name in ("id", "at")}
    assert all(made[name] != other for name, other in item(_table(), "two").items())


def test_an_item_is_there_when_it_was_put(client: Any) -> None:
    put(client, "things", _table(), "one")
    assert has(client, "things", _table(), "one")
    assert not has(client, "things", _table(), "two")


def test_an_item_with_other_values_is_another_one(client: Any) -> None:
    other: Any = {**item(_table(), "one"), "hash": {"B": b"other"}}
    client.put_item(TableName="things", Item=other)
    assert not has(client, "things", _table(), "one")


def test_what_dynamodb_adds_to_an_item_does_not_matter(client: Any) -> None:
    # as version 2017.11.29 does
    more: Any = {**item(_table(), "one"), "aws:rep:updateregion": {"S": REGION}}
    client.put_item(TableName="things", Item=more)
    assert has(client, "things", _table(), "one")


def test_a_cleared_table_is_empty(client: Any) -> None:
    for token in ("one", "two", "three"):
        put(client, "things", _table(), token)
    clear(client, "things", _table())
    assert client.scan(TableName="things")["Items"] == []


def test_waiting_ends_when_it_is_true_or_time_is_up() -> None:
    answers = iter([False, False, True])
    assert wait_until(lambda: next(answers), 60)
    assert not wait_until(lambda: False, 0)
