"""An emulated DynamoDB with global tables, in three regions."""

from __future__ import annotations

import contextlib
import itertools
import time
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.config import Config
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from tests.component.emulator.dynamodb.shapes import validate
from tfgen.emulator.chaos import Chaos
from tfgen.emulator.dynamodb.global_tables import GlobalTables
from tfgen.emulator.serving import served

HOME, WEST, EAST = REGIONS = ("eu-central-1", "us-west-2", "us-east-1")
DEADLINE = 20.0
STREAM = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}


def until(condition: Callable[[], bool]) -> None:
    """Waits until something is so."""
    end = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.01)


class Clients:
    """Clients by service and region, those of DynamoDB hold answers against AWS's shapes."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self._session = boto3.Session("id", "secret")
        self._clients: dict[tuple[str, str], Any] = {}

    def client(self, service: str, region: str) -> Any:
        """A client that tries once, and sends whatever it is told to."""
        if (service, region) not in self._clients:
            config = Config(retries={"total_max_attempts": 1}, parameter_validation=False)
            client = self._session.client(
                service,  # type: ignore[call-overload]
                region_name=region,
                endpoint_url=self.endpoint,
                config=config,
            )
            if service == "dynamodb":
                validate(client)
            self._clients[service, region] = client
        return self._clients[service, region]


class Dynamo:
    """What tests do with tables."""

    def __init__(self, clients: Clients, chaos: Chaos, tables: GlobalTables) -> None:
        self.client = clients.client
        self.chaos = chaos
        self.tables = tables
        self._numbers = itertools.count()

    def at(self, region: str) -> Any:
        """The region's DynamoDB."""
        return self.client("dynamodb", region)

    def create_table(self, region: str = HOME, **said: Any) -> str:
        """Creates an on-demand table with a stream; gives its name."""
        said = {
            "TableName": f"table-{next(self._numbers)}",
            "KeySchema": [{"AttributeName": "key", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "key", "AttributeType": "S"}],
            "BillingMode": "PAY_PER_REQUEST",
            "StreamSpecification": STREAM,
            **said,
        }
        self.at(region).create_table(**{name: value for name, value in said.items() if value is not None})
        return str(said["TableName"])

    def add_replica(self, name: str, region: str, source: str = HOME, **said: Any) -> None:
        """Adds a replica of version 2019.11.21 and waits until it is active."""
        self.change_replica(name, "Create", source, RegionName=region, **said)
        until(lambda: self.replicas(name, source).get(region, {}).get("ReplicaStatus") == "ACTIVE")

    def change_replica(self, name: str, action: str, source: str = HOME, **said: Any) -> Any:
        """Sends one replica update."""
        return self.at(source).update_table(TableName=name, ReplicaUpdates=[{action: said}])

    def create_global_table(self, **said: Any) -> str:
        """Creates a table with replicas of version 2019.11.21 in every region."""
        name = self.create_table(**said)
        for region in REGIONS[1:]:
            self.add_replica(name, region)
        return name

    def create_legacy_table(self, **said: Any) -> str:
        """Creates a table of version 2017.11.29 in every region."""
        name = self.create_table(**said)
        for region in REGIONS[1:]:
            self.create_table(region, **{**said, "TableName": name})
        group = [{"RegionName": region} for region in REGIONS]
        self.at(HOME).create_global_table(GlobalTableName=name, ReplicationGroup=group)
        return name

    def describe(self, name: str, region: str = HOME) -> Any:
        """The description of a table."""
        return self.at(region).describe_table(TableName=name)["Table"]

    def replicas(self, name: str, region: str = HOME) -> dict[str, Any]:
        """What a table says of its replicas, by region."""
        return {replica["RegionName"]: replica for replica in self.describe(name, region).get("Replicas", [])}

    def put(self, name: str, region: str, key: str, **attributes: str) -> None:
        """Puts an item of strings."""
        item = {"key": {"S": key}, **{name: {"S": value} for name, value in attributes.items()}}
        self.at(region).put_item(TableName=name, Item=item)

    def delete(self, name: str, region: str, key: str) -> None:
        """Deletes an item."""
        self.at(region).delete_item(TableName=name, Key={"key": {"S": key}})

    def items(self, name: str, region: str) -> dict[str, Any]:
        """Every item of a table by its key, without what version 2017.11.29 adds."""
        items = self.at(region).scan(TableName=name)["Items"]
        return {
            item["key"]["S"]: {k: v for k, v in item.items() if not k.startswith("aws:rep:")}
            for item in items
        }

    def settle(self) -> None:
        """Waits until nothing is on its way."""
        assert self.tables.wait_until_quiet(DEADLINE)


@pytest.fixture(scope="session")
def clients() -> Iterator[Clients]:
    with served(DomainDispatcherApplication(create_backend_app)) as endpoint:
        yield Clients(endpoint)


@contextlib.contextmanager
def emulated(clients: Clients, lag: float) -> Iterator[Dynamo]:
    """Global tables for as long as the block runs, with nothing in them."""
    chaos = Chaos()
    tables = GlobalTables(chaos, lag=lag)
    with tables.installed():
        try:
            yield Dynamo(clients, chaos, tables)
        finally:
            reset(clients.endpoint)


@pytest.fixture
def dynamo(clients: Clients) -> Iterator[Dynamo]:
    with emulated(clients, lag=0.01) as dynamo:
        yield dynamo


def reset(endpoint: str) -> None:
    """Empties moto."""
    request = urllib.request.Request(f"{endpoint}/moto-api/reset", method="POST")  # noqa: S310  # our own server
    urllib.request.urlopen(request).close()  # noqa: S310  # our own server
