"""What plain moto lacks: when one of these fails, what makes up for it here can go."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from botocore.exceptions import ClientError

from tests.component.emulator.dynamodb.conftest import HOME, WEST, Clients, Dynamo, reset
from tests.component.emulator.dynamodb.test_version_2019 import INDEX, PROVISIONED
from tfgen.emulator.chaos import Chaos
from tfgen.emulator.dynamodb.global_tables import GlobalTables


@pytest.fixture
def moto(clients: Clients) -> Iterator[Dynamo]:
    """moto as it is."""
    chaos = Chaos()
    yield Dynamo(clients, chaos, GlobalTables(chaos))
    reset(clients.endpoint)


def test_moto_has_no_replicas(moto: Dynamo) -> None:
    name = moto.create_table()
    moto.change_replica(name, "Create", RegionName=WEST)
    assert not moto.describe(name).keys() & {"Replicas", "GlobalTableVersion"}
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        moto.describe(name, WEST)


@pytest.mark.parametrize(
    "operation",
    [
        "create_global_table",
        "update_global_table",
        "describe_global_table",
        "list_global_tables",
        "describe_global_table_settings",
        "update_global_table_settings",
    ],
)
def test_moto_has_no_global_tables(moto: Dynamo, operation: str) -> None:
    said = {} if operation == "list_global_tables" else {"GlobalTableName": "items"}
    with pytest.raises(ClientError) as error:
        getattr(moto.at(HOME), operation)(**said)
    assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 500


def test_moto_ignores_the_key_of_an_update(moto: Dynamo) -> None:
    name = moto.create_table(SSESpecification={"Enabled": True})
    moto.at(HOME).update_table(TableName=name, SSESpecification={"Enabled": False})
    assert moto.describe(name)["SSEDescription"]["Status"] == "ENABLED"


def test_moto_ignores_the_class_of_a_table(moto: Dynamo) -> None:
    name = moto.create_table()
    moto.at(HOME).update_table(TableName=name, TableClass="STANDARD_INFREQUENT_ACCESS")
    assert "TableClassSummary" not in moto.describe(name)


def test_moto_leaves_an_on_demand_table_its_capacity(moto: Dynamo) -> None:
    name = moto.create_table(**PROVISIONED)
    moto.at(HOME).update_table(TableName=name, BillingMode="PAY_PER_REQUEST")
    assert moto.describe(name)["ProvisionedThroughput"]["WriteCapacityUnits"] == 10
    (index,) = moto.describe(name)["GlobalSecondaryIndexes"]
    assert (index["IndexName"], index["ProvisionedThroughput"]["WriteCapacityUnits"]) == (
        INDEX["IndexName"],
        10,
    )


def test_moto_leaves_half_of_an_update_that_fails(moto: Dynamo) -> None:
    name = moto.create_table()
    moto.put(name, HOME, "k", value="text")
    with pytest.raises(ClientError, match="incorrect data type"):
        moto.at(HOME).update_item(
            TableName=name,
            Key={"key": {"S": "k"}},
            UpdateExpression="SET note = :s ADD #v :one",
            ExpressionAttributeNames={"#v": "value"},
            ExpressionAttributeValues={":one": {"N": "1"}, ":s": {"S": "x"}},
        )
    assert moto.items(name, HOME)["k"]["note"] == {"S": "x"}


def test_moto_fails_once_a_stream_is_off(moto: Dynamo) -> None:
    name = moto.create_table()
    moto.at(HOME).update_table(TableName=name, StreamSpecification={"StreamEnabled": False})
    with pytest.raises(ClientError) as error:
        moto.put(name, HOME, "k")
    assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 500


def test_moto_does_not_turn_a_stream_on_again(moto: Dynamo) -> None:
    name = moto.create_table()
    stream = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    moto.at(HOME).update_table(TableName=name, StreamSpecification={"StreamEnabled": False})
    with pytest.raises(ClientError, match="ResourceInUseException"):
        moto.at(HOME).update_table(TableName=name, StreamSpecification=stream)


def test_moto_names_one_region_in_every_stream(moto: Dynamo) -> None:
    name = moto.create_table(WEST)
    moto.put(name, WEST, "k")
    streams = moto.client("dynamodbstreams", WEST)
    arn = moto.describe(name, WEST)["LatestStreamArn"]
    (shard,) = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
    iterator = streams.get_shard_iterator(
        StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
    )["ShardIterator"]
    (record,) = streams.get_records(ShardIterator=iterator)["Records"]
    assert record["awsRegion"] == "us-east-1"
