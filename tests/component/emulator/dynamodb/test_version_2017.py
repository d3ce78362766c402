"""Global tables that are put together by name."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.component.emulator.dynamodb.conftest import EAST, HOME, REGIONS, WEST, Dynamo
from tests.component.emulator.dynamodb.test_version_2019 import ATTRIBUTES, INDEX, PROVISIONED

NORTH = "eu-north-1"


def _group(*regions: str) -> list[dict[str, str]]:
    return [{"RegionName": region} for region in regions]


def _created(dynamo: Dynamo, name: str, *regions: str) -> Any:
    return dynamo.at(HOME).create_global_table(GlobalTableName=name, ReplicationGroup=_group(*regions))


def _refused(dynamo: Dynamo, operation: str, **said: Any) -> str:
    with pytest.raises(ClientError) as error:
        getattr(dynamo.at(HOME), operation)(**said)
    return str(error.value.response["Error"]["Code"])


def _statuses(description: Any) -> dict[str, str]:
    return {replica["RegionName"]: replica["ReplicaStatus"] for replica in description["ReplicationGroup"]}


def _two(dynamo: Dynamo, **said: Any) -> str:
    """A global table in two regions."""
    name = dynamo.create_table(**said)
    dynamo.create_table(WEST, **{**said, "TableName": name})
    _created(dynamo, name, HOME, WEST)
    return name


def test_create_and_describe(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    dynamo.create_table(WEST, TableName=name)
    answer = _created(dynamo, name, HOME, WEST)["GlobalTableDescription"]
    assert answer["GlobalTableStatus"] == "CREATING"
    assert _statuses(answer) == {HOME: "CREATING", WEST: "CREATING"}
    for region in (HOME, WEST):
        found = dynamo.at(region).describe_global_table(GlobalTableName=name)["GlobalTableDescription"]
        assert found["GlobalTableStatus"] == "ACTIVE"
        assert found["GlobalTableArn"].endswith(f"::123456789012:global-table/{name}")
        assert _statuses(found) == {HOME: "ACTIVE", WEST: "ACTIVE"}
        assert "Replicas" not in dynamo.describe(name, region)


def test_replicas_come_and_go(dynamo: Dynamo) -> None:
    name = _two(dynamo)
    dynamo.create_table(EAST, TableName=name)
    client = dynamo.at(HOME)
    answer = client.update_global_table(
        GlobalTableName=name,
        ReplicaUpdates=[{"Create": {"RegionName": EAST}}, {"Delete": {"RegionName": WEST}}],
    )["GlobalTableDescription"]
    assert answer["GlobalTableStatus"] == "UPDATING"
    assert _statuses(answer) == {HOME: "ACTIVE", WEST: "DELETING", EAST: "CREATING"}
    dynamo.put(name, HOME, "k")
    dynamo.settle()
    assert dynamo.items(name, EAST).keys() == {"k"}
    assert dynamo.items(name, WEST) == {}
    deletes = [{"Delete": {"RegionName": region}} for region in (HOME, EAST)]
    client.update_global_table(GlobalTableName=name, ReplicaUpdates=deletes)
    assert _refused(dynamo, "describe_global_table", GlobalTableName=name) == "GlobalTableNotFoundException"
    assert dynamo.items(name, EAST).keys() == {"k"}
    dynamo.at(EAST).delete_table(TableName=name)


def test_list(dynamo: Dynamo) -> None:
    names = sorted(_two(dynamo) for _ in range(3))
    client = dynamo.at(HOME)
    first = client.list_global_tables(Limit=2)
    assert [table["GlobalTableName"] for table in first["GlobalTables"]] == names[:2]
    rest = client.list_global_tables(ExclusiveStartGlobalTableName=first["LastEvaluatedGlobalTableName"])
    assert rest["GlobalTables"] == [{"GlobalTableName": names[2], "ReplicationGroup": _group(HOME, WEST)}]
    assert "LastEvaluatedGlobalTableName" not in rest
    assert len(client.list_global_tables(RegionName=WEST)["GlobalTables"]) == 3
    assert client.list_global_tables(RegionName=EAST)["GlobalTables"] == []


def test_settings(dynamo: Dynamo) -> None:
    name = _two(dynamo, **PROVISIONED)
    client = dynamo.at(HOME)
    answer = client.update_global_table_settings(
        GlobalTableName=name,
        GlobalTableProvisionedWriteCapacityUnits=40,
        GlobalTableGlobalSecondaryIndexSettingsUpdate=[
            {"IndexName": "by-group", "ProvisionedWriteCapacityUnits": 30}
        ],
        ReplicaSettingsUpdate=[
            {
                "RegionName": WEST,
                "ReplicaProvisionedReadCapacityUnits": 20,
                "ReplicaGlobalSecondaryIndexSettingsUpdate": [
                    {"IndexName": "by-group", "ProvisionedReadCapacityUnits": 21}
                ],
                "ReplicaTableClass": "STANDARD_INFREQUENT_ACCESS",
            }
        ],
    )
    found = client.describe_global_table_settings(GlobalTableName=name)
    assert answer["ReplicaSettings"] == found["ReplicaSettings"]
    home, west = found["ReplicaSettings"]
    assert (home["RegionName"], west["RegionName"]) == (HOME, WEST)
    for settings, read, index_read in ((home, 5, 5), (west, 20, 21)):
        assert settings["ReplicaBillingModeSummary"]["BillingMode"] == "PROVISIONED"
        assert settings["ReplicaProvisionedReadCapacityUnits"] == read
        assert settings["ReplicaProvisionedWriteCapacityUnits"] == 40
        (index,) = settings["ReplicaGlobalSecondaryIndexSettings"]
        assert index["ProvisionedReadCapacityUnits"] == index_read
        assert index["ProvisionedWriteCapacityUnits"] == 30
    assert west["ReplicaTableClassSummary"] == {"TableClass": "STANDARD_INFREQUENT_ACCESS"}
    client.update_global_table_settings(GlobalTableName=name, GlobalTableBillingMode="PAY_PER_REQUEST")
    for region in (HOME, WEST):
        summary = dynamo.describe(name, region)["BillingModeSummary"]
        assert summary["BillingMode"] == "PAY_PER_REQUEST"


def test_settings_that_are_refused(dynamo: Dynamo) -> None:
    name = _two(dynamo, **PROVISIONED)
    for expected, said in (
        ("GlobalTableNotFoundException", {"GlobalTableName": "missing"}),
        (
            "ReplicaNotFoundException",
            {"GlobalTableName": name, "ReplicaSettingsUpdate": [{"RegionName": EAST}]},
        ),
        (
            "IndexNotFoundException",
            {
                "GlobalTableName": name,
                "GlobalTableGlobalSecondaryIndexSettingsUpdate": [
                    {"IndexName": "missing", "ProvisionedWriteCapacityUnits": 1}
                ],
            },
        ),
        (
            "ValidationException",
            {
                "GlobalTableName": name,
                "GlobalTableProvisionedWriteCapacityAutoScalingSettingsUpdate": {"MinimumUnits": 1},
            },
        ),
    ):
        assert _refused(dynamo, "update_global_table_settings", **said) == expected


def test_settings_are_of_each_table(dynamo: Dynamo) -> None:
    name = _two(dynamo)
    dynamo.at(HOME).update_time_to_live(
        TableName=name, TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"}
    )
    dynamo.at(HOME).update_table(
        TableName=name, AttributeDefinitions=ATTRIBUTES, GlobalSecondaryIndexUpdates=[{"Create": INDEX}]
    )
    found = dynamo.at(WEST).describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    assert found["TimeToLiveStatus"] == "DISABLED"
    assert "GlobalSecondaryIndexes" not in dynamo.describe(name, WEST)


@pytest.mark.parametrize(
    "operation", ["describe_global_table", "describe_global_table_settings", "update_global_table"]
)
def test_a_missing_global_table(dynamo: Dynamo, operation: str) -> None:
    said: dict[str, Any] = {"GlobalTableName": dynamo.create_table()}
    if operation == "update_global_table":
        said["ReplicaUpdates"] = [{"Create": {"RegionName": WEST}}]
    assert _refused(dynamo, operation, **said) == "GlobalTableNotFoundException"


def test_creating_is_refused_since_2026(dynamo: Dynamo) -> None:
    name = _two(dynamo)
    dynamo.tables.refuses_2017 = True
    other = dynamo.create_table()
    with pytest.raises(ClientError) as error:
        _created(dynamo, other, HOME)
    assert error.value.response["Error"] == {
        "Code": "ValidationException",
        "Message": "One or more parameter values were invalid: DynamoDB global tables version 2017.11.29 is"
        " not supported. We recommend using DynamoDB global tables version 2019.11.21, instead of version"
        " 2017.11.29 (Legacy).",
    }
    dynamo.create_table(EAST, TableName=name)
    updates = [{"Create": {"RegionName": EAST}}]
    dynamo.at(HOME).update_global_table(GlobalTableName=name, ReplicaUpdates=updates)


def test_a_global_table_that_exists(dynamo: Dynamo) -> None:
    name = _two(dynamo)
    said = {"GlobalTableName": name, "ReplicationGroup": _group(HOME)}
    assert _refused(dynamo, "create_global_table", **said) == "GlobalTableAlreadyExistsException"


def test_replicas_that_exist_or_do_not(dynamo: Dynamo) -> None:
    name = _two(dynamo)
    for action, region, expected in (
        ("Create", WEST, "ReplicaAlreadyExistsException"),
        ("Delete", EAST, "ReplicaNotFoundException"),
        ("Create", EAST, "TableNotFoundException"),
        ("Create", "mars-west-1", "ValidationException"),
    ):
        said = {"GlobalTableName": name, "ReplicaUpdates": [{action: {"RegionName": region}}]}
        assert _refused(dynamo, "update_global_table", **said) == expected


@pytest.mark.parametrize(
    "said",
    [
        {"StreamSpecification": None},
        {"StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}},
        {
            "KeySchema": [{"AttributeName": "other", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "other", "AttributeType": "S"}],
        },
        {"AttributeDefinitions": ATTRIBUTES, "GlobalSecondaryIndexes": [INDEX]},
        {
            "BillingMode": "PROVISIONED",
            "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1},
        },
    ],
    ids=["no stream", "half a stream", "other keys", "other indexes", "other billing mode"],
)
def test_tables_that_do_not_fit(dynamo: Dynamo, said: dict[str, Any]) -> None:
    name = dynamo.create_table()
    dynamo.create_table(WEST, **{**said, "TableName": name})
    group = _group(HOME, WEST)
    refused = _refused(dynamo, "create_global_table", GlobalTableName=name, ReplicationGroup=group)
    assert refused == "ValidationException"
    assert dynamo.at(HOME).list_global_tables()["GlobalTables"] == []


def test_write_capacity_that_differs(dynamo: Dynamo) -> None:
    name = dynamo.create_table(**PROVISIONED)
    capacity = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 11}
    dynamo.create_table(WEST, **{**PROVISIONED, "TableName": name, "ProvisionedThroughput": capacity})
    group = _group(HOME, WEST)
    refused = _refused(dynamo, "create_global_table", GlobalTableName=name, ReplicationGroup=group)
    assert refused == "ValidationException"


def test_a_missing_table(dynamo: Dynamo) -> None:
    group = _group(HOME, WEST)
    name = dynamo.create_table()
    refused = _refused(dynamo, "create_global_table", GlobalTableName=name, ReplicationGroup=group)
    assert refused == "TableNotFoundException"


@pytest.mark.parametrize("group", [[], _group(HOME, HOME)], ids=["none", "twice"])
def test_a_group_without_sense(dynamo: Dynamo, group: list[dict[str, str]]) -> None:
    name = dynamo.create_table()
    refused = _refused(dynamo, "create_global_table", GlobalTableName=name, ReplicationGroup=group)
    assert refused == "ValidationException"


def test_tables_that_are_not_empty(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    dynamo.create_table(WEST, TableName=name)
    dynamo.put(name, WEST, "k")
    group = _group(HOME, WEST)
    refused = _refused(dynamo, "create_global_table", GlobalTableName=name, ReplicationGroup=group)
    assert refused == "ValidationException"
    dynamo.delete(name, WEST, "k")
    _created(dynamo, name, HOME, WEST)
    dynamo.put(name, HOME, "k")
    dynamo.create_table(EAST, TableName=name)
    updates = [{"Create": {"RegionName": EAST}}]
    refused = _refused(dynamo, "update_global_table", GlobalTableName=name, ReplicaUpdates=updates)
    assert refused == "ValidationException"


def test_a_table_of_version_2019(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    dynamo.add_replica(name, WEST)
    group = _group(HOME, WEST)
    refused = _refused(dynamo, "create_global_table", GlobalTableName=name, ReplicationGroup=group)
    assert refused == "ValidationException"


def test_a_table_leaves_before_it_is_deleted(dynamo: Dynamo) -> None:
    name = dynamo.create_legacy_table()
    with pytest.raises(ClientError, match="ValidationException"):
        dynamo.at(WEST).delete_table(TableName=name)
    updates = [{"Delete": {"RegionName": WEST}}]
    dynamo.at(HOME).update_global_table(GlobalTableName=name, ReplicaUpdates=updates)
    dynamo.at(WEST).delete_table(TableName=name)
    dynamo.put(name, HOME, "k")
    dynamo.settle()
    assert dynamo.items(name, EAST).keys() == {"k"}


def test_the_stream_of_a_replica_stays_on(dynamo: Dynamo) -> None:
    name = _two(dynamo)
    with pytest.raises(ClientError, match="Disabling Stream is not allowed"):
        dynamo.at(WEST).update_table(TableName=name, StreamSpecification={"StreamEnabled": False})


def test_regions_are_kept_apart(dynamo: Dynamo) -> None:
    name = dynamo.create_legacy_table()
    dynamo.create_table(NORTH, TableName=name)
    dynamo.put(name, HOME, "k")
    dynamo.settle()
    assert all(dynamo.items(name, region) for region in REGIONS)
    assert dynamo.items(name, NORTH) == {}
