"""Global tables come and go with the block that installs them."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from botocore.exceptions import ClientError
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.table import StreamRecord, StreamShard, Table
from moto.dynamodb.responses import DynamoHandler
from moto.dynamodbstreams.responses import DynamoDBStreamsHandler

from tests.component.emulator.dynamodb.conftest import HOME, STREAM, WEST, Clients, Dynamo, reset
from tfgen.emulator.chaos import Chaos
from tfgen.emulator.dynamodb.global_tables import GlobalTables

PATCHED = (DynamoDBBackend, StreamRecord, StreamShard, Table, DynamoHandler, DynamoDBStreamsHandler)


def _methods() -> list[dict[str, Any]]:
    return [dict(vars(owner)) for owner in PATCHED]


def _threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "replication"]


def test_everything_is_undone(clients: Clients) -> None:
    before = _methods()
    with GlobalTables(Chaos()).installed():
        assert _methods() != before
        assert _threads() == ["replication"]
    assert _methods() == before
    assert _threads() == []


def test_everything_is_undone_after_an_error() -> None:
    before = _methods()
    with pytest.raises(ZeroDivisionError), GlobalTables(Chaos()).installed():
        raise ZeroDivisionError
    assert _methods() == before
    assert _threads() == []


def test_installing_again_starts_from_nothing(clients: Clients) -> None:
    chaos = Chaos()
    tables = GlobalTables(chaos, lag=0.01)
    for _ in range(2):
        with tables.installed():
            dynamo = Dynamo(clients, chaos, tables)
            name = dynamo.create_global_table()
            dynamo.put(name, HOME, "k")
            dynamo.settle()
            assert dynamo.items(name, WEST).keys() == {"k"}
            reset(clients.endpoint)


def test_a_reset_of_moto_forgets_global_tables(dynamo: Dynamo, clients: Clients) -> None:
    dynamo.tables.lag = 3600
    legacy, current = dynamo.create_legacy_table(), dynamo.create_table()
    dynamo.change_replica(current, "Create", RegionName=WEST)
    dynamo.put(legacy, HOME, "k")
    dynamo.put(current, HOME, "k")
    reset(clients.endpoint)
    assert dynamo.tables.wait_until_quiet(0)
    assert dynamo.at(HOME).list_global_tables()["GlobalTables"] == []
    for name in (legacy, current):
        dynamo.create_table(TableName=name)
        dynamo.create_table(WEST, TableName=name)
        assert dynamo.replicas(name) == {}


def test_a_stream_goes_off_and_on(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    dynamo.at(HOME).update_table(TableName=name, StreamSpecification={"StreamEnabled": False})
    dynamo.put(name, HOME, "k")
    dynamo.at(HOME).update_table(TableName=name, StreamSpecification=STREAM)
    assert dynamo.describe(name)["StreamSpecification"] == STREAM
    with pytest.raises(ClientError, match=f"Table already has an enabled stream: TableName: {name}"):
        dynamo.at(HOME).update_table(TableName=name, StreamSpecification=STREAM)
