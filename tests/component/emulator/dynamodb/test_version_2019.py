"""Replicas that UpdateTable adds: what they are described as, share and refuse."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.component.emulator.dynamodb.conftest import EAST, HOME, REGIONS, STREAM, WEST, Dynamo, until
from tfgen.emulator.chaos import Part

CAPACITY = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 10}
INDEX: dict[str, Any] = {
    "IndexName": "by-group",
    "KeySchema": [{"AttributeName": "group", "KeyType": "HASH"}],
    "Projection": {"ProjectionType": "ALL"},
}
ATTRIBUTES = [
    {"AttributeName": "key", "AttributeType": "S"},
    {"AttributeName": "group", "AttributeType": "S"},
]
PROVISIONED: dict[str, Any] = {
    "BillingMode": "PROVISIONED",
    "ProvisionedThroughput": CAPACITY,
    "AttributeDefinitions": ATTRIBUTES,
    "GlobalSecondaryIndexes": [{**INDEX, "ProvisionedThroughput": CAPACITY}],
}


def _scale(dynamo: Dynamo, name: str, *indexes: str, region: str = HOME) -> None:
    """Makes the writes of a table and indexes scale."""
    client = dynamo.client("application-autoscaling", region)
    targets = [(f"table/{name}", "table"), *((f"table/{name}/index/{index}", "index") for index in indexes)]
    for resource, kind in targets:
        said = {
            "ServiceNamespace": "dynamodb",
            "ResourceId": resource,
            "ScalableDimension": f"dynamodb:{kind}:WriteCapacityUnits",
        }
        client.register_scalable_target(**said, MinCapacity=1, MaxCapacity=40)
        client.put_scaling_policy(
            **said,
            PolicyName="utilisation",
            PolicyType="TargetTrackingScaling",
            TargetTrackingScalingPolicyConfiguration={
                "TargetValue": 50.0,
                "PredefinedMetricSpecification": {"PredefinedMetricType": "DynamoDBWriteCapacityUtilization"},
            },
        )


def _provisioned(dynamo: Dynamo, **said: Any) -> str:
    name = dynamo.create_table(**{**PROVISIONED, **said})
    _scale(dynamo, name, "by-group")
    return name


def _refused(dynamo: Dynamo, name: str, action: str, source: str = HOME, **said: Any) -> str:
    with pytest.raises(ClientError) as error:
        dynamo.change_replica(name, action, source, **said)
    return _code(error.value)


def _code(error: ClientError) -> str:
    return f"{error.response['Error']['Code']}: {error.response['Error']['Message']}"


def _throughput(description: Any) -> tuple[int, int]:
    throughput = description["ProvisionedThroughput"]
    return throughput["ReadCapacityUnits"], throughput["WriteCapacityUnits"]


# --- descriptions


def test_every_replica_describes_the_others(dynamo: Dynamo) -> None:
    name = dynamo.create_global_table()
    for region in REGIONS:
        description = dynamo.describe(name, region)
        assert description["GlobalTableVersion"] == "2019.11.21"
        assert description["TableStatus"] == "ACTIVE"
        assert {
            replica["RegionName"]: replica["ReplicaStatus"] for replica in description["Replicas"]
        } == dict.fromkeys({*REGIONS} - {region}, "ACTIVE")


def test_a_table_without_replicas_says_nothing_of_them(dynamo: Dynamo) -> None:
    description = dynamo.describe(dynamo.create_table())
    assert not description.keys() & {"Replicas", "GlobalTableVersion"}


def test_a_replica_is_created_and_deleted_in_time(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    dynamo.tables.lag = 3600
    answer = dynamo.change_replica(name, "Create", RegionName=WEST)["TableDescription"]
    assert answer["TableStatus"] == "UPDATING"
    assert answer["Replicas"] == [{"RegionName": WEST, "ReplicaStatus": "CREATING"}]
    assert dynamo.describe(name, WEST)["TableStatus"] == "CREATING"
    assert dynamo.replicas(name, WEST)[HOME]["ReplicaStatus"] == "ACTIVE"
    dynamo.tables.lag = 0
    dynamo.settle()
    assert dynamo.replicas(name)[WEST]["ReplicaStatus"] == "ACTIVE"
    assert dynamo.describe(name)["TableStatus"] == dynamo.describe(name, WEST)["TableStatus"] == "ACTIVE"

    dynamo.tables.lag = 3600
    answer = dynamo.change_replica(name, "Delete", RegionName=WEST)["TableDescription"]
    assert answer["Replicas"] == [{"RegionName": WEST, "ReplicaStatus": "DELETING"}]
    assert dynamo.describe(name, WEST)["TableStatus"] == "DELETING"
    dynamo.tables.lag = 0
    dynamo.settle()
    assert not dynamo.describe(name).keys() & {"Replicas", "GlobalTableVersion"}
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        dynamo.describe(name, WEST)


def test_any_replica_adds_and_deletes_others(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    dynamo.add_replica(name, WEST)
    dynamo.add_replica(name, EAST, source=WEST)
    for source, region in ((EAST, HOME), (HOME, WEST)):
        assert "acted as a source region for new replica(s)" in _refused(
            dynamo, name, "Delete", source, RegionName=region
        )
    dynamo.change_replica(name, "Delete", WEST, RegionName=EAST)
    until(lambda: dynamo.replicas(name, WEST).keys() == {HOME})
    dynamo.change_replica(name, "Delete", RegionName=WEST)
    until(lambda: not dynamo.replicas(name))


def test_a_replica_that_was_deleted_can_come_back(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    dynamo.add_replica(name, WEST)
    dynamo.put(name, WEST, "k")
    dynamo.settle()
    dynamo.change_replica(name, "Delete", RegionName=WEST)
    dynamo.settle()
    dynamo.delete(name, HOME, "k")
    dynamo.put(name, HOME, "other")
    dynamo.add_replica(name, WEST)
    assert dynamo.items(name, WEST).keys() == {"other"}


def test_deleting_a_table_leaves_the_other_replicas(dynamo: Dynamo) -> None:
    name = dynamo.create_global_table()
    with pytest.raises(ClientError, match="acted as a source region"):
        dynamo.at(HOME).delete_table(TableName=name)
    dynamo.at(EAST).delete_table(TableName=name)
    assert dynamo.replicas(name).keys() == {WEST}
    dynamo.at(WEST).delete_table(TableName=name)
    assert dynamo.replicas(name) == {}
    dynamo.at(HOME).delete_table(TableName=name)
    dynamo.create_table(TableName=name)
    dynamo.add_replica(name, WEST)


# --- settings


def test_a_replica_is_like_its_source(dynamo: Dynamo) -> None:
    local = {
        "IndexName": "local",
        "KeySchema": [
            {"AttributeName": "key", "KeyType": "HASH"},
            {"AttributeName": "group", "KeyType": "RANGE"},
        ],
        "Projection": {"ProjectionType": "KEYS_ONLY"},
    }
    name = _provisioned(
        dynamo,
        KeySchema=[
            {"AttributeName": "key", "KeyType": "HASH"},
            {"AttributeName": "group", "KeyType": "RANGE"},
        ],
        LocalSecondaryIndexes=[local],
        SSESpecification={"Enabled": True},
        DeletionProtectionEnabled=True,
        Tags=[{"Key": "a", "Value": "b"}],
    )
    home, west = dynamo.at(HOME), dynamo.at(WEST)
    home.update_time_to_live(
        TableName=name, TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"}
    )
    home.update_continuous_backups(
        TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    dynamo.add_replica(name, WEST)

    one, other = dynamo.describe(name), dynamo.describe(name, WEST)
    for same in (
        "AttributeDefinitions",
        "KeySchema",
        "BillingModeSummary",
        "GlobalSecondaryIndexes",
        "LocalSecondaryIndexes",
        "StreamSpecification",
    ):
        assert one[same] == other[same], same
    assert _throughput(one) == _throughput(other) == (5, 10)
    ttl = west.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    assert ttl == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"}
    key = other["SSEDescription"]["KMSMasterKeyArn"]
    assert f":{WEST}:" in key
    assert dynamo.replicas(name)[WEST]["KMSMasterKeyId"] == key

    assert other["DeletionProtectionEnabled"] is False
    assert west.list_tags_of_resource(ResourceArn=other["TableArn"])["Tags"] == []
    backups = west.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "DISABLED"


def test_replicas_turn_the_stream_on(dynamo: Dynamo) -> None:
    name = dynamo.create_table(StreamSpecification=None)
    dynamo.put(name, HOME, "before")
    dynamo.add_replica(name, WEST)
    dynamo.put(name, HOME, "after")
    dynamo.settle()
    for region in (HOME, WEST):
        assert dynamo.describe(name, region)["StreamSpecification"] == STREAM
        assert dynamo.items(name, region).keys() == {"before", "after"}


@pytest.mark.parametrize("changed", [HOME, WEST])
def test_indexes_are_shared(dynamo: Dynamo, changed: str) -> None:
    name = dynamo.create_global_table()
    dynamo.at(changed).update_table(
        TableName=name,
        AttributeDefinitions=ATTRIBUTES,
        GlobalSecondaryIndexUpdates=[{"Create": INDEX}],
    )
    for region in REGIONS:
        (index,) = dynamo.describe(name, region)["GlobalSecondaryIndexes"]
        assert (index["IndexName"], index["IndexStatus"]) == ("by-group", "ACTIVE")
    dynamo.at(changed).update_table(
        TableName=name, GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "by-group"}}]
    )
    assert all("GlobalSecondaryIndexes" not in dynamo.describe(name, region) for region in REGIONS)


def test_write_capacity_is_shared_and_read_capacity_may_be_of_one_replica(dynamo: Dynamo) -> None:
    name = _provisioned(dynamo)
    dynamo.add_replica(
        name,
        WEST,
        ProvisionedThroughputOverride={"ReadCapacityUnits": 7},
        GlobalSecondaryIndexes=[
            {"IndexName": "by-group", "ProvisionedThroughputOverride": {"ReadCapacityUnits": 8}}
        ],
    )
    assert _throughput(dynamo.describe(name, WEST)) == (7, 10)
    assert _throughput(dynamo.describe(name, WEST)["GlobalSecondaryIndexes"][0]) == (8, 10)
    override = {"ReadCapacityUnits": 7}
    assert dynamo.replicas(name)[WEST]["ProvisionedThroughputOverride"] == override

    capacity = {"ReadCapacityUnits": 1, "WriteCapacityUnits": 20}
    dynamo.at(HOME).update_table(TableName=name, ProvisionedThroughput=capacity)
    assert _throughput(dynamo.describe(name)) == (1, 20)
    assert _throughput(dynamo.describe(name, WEST)) == (7, 20)

    dynamo.change_replica(
        name, "Update", RegionName=WEST, ProvisionedThroughputOverride={"ReadCapacityUnits": 9}
    )
    assert _throughput(dynamo.describe(name, WEST)) == (9, 20)
    assert _throughput(dynamo.describe(name)) == (1, 20)

    capacity = {"ReadCapacityUnits": 9, "WriteCapacityUnits": 30}
    dynamo.at(WEST).update_table(TableName=name, ProvisionedThroughput=capacity)
    assert _throughput(dynamo.describe(name, WEST)) == (9, 30)
    assert _throughput(dynamo.describe(name)) == (1, 30)


def test_read_capacity_follows_unless_it_was_said(dynamo: Dynamo) -> None:
    name = _provisioned(dynamo)
    dynamo.add_replica(name, WEST)
    capacity = {"ReadCapacityUnits": 3, "WriteCapacityUnits": 20}
    dynamo.at(HOME).update_table(TableName=name, ProvisionedThroughput=capacity)
    assert _throughput(dynamo.describe(name, WEST)) == (3, 20)


def test_the_billing_mode_is_shared(dynamo: Dynamo) -> None:
    name = _provisioned(dynamo)
    dynamo.add_replica(name, WEST)
    dynamo.at(HOME).update_table(TableName=name, BillingMode="PAY_PER_REQUEST")
    for region in (HOME, WEST):
        description = dynamo.describe(name, region)
        assert description["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
        assert _throughput(description) == (0, 0)
        assert _throughput(description["GlobalSecondaryIndexes"][0]) == (0, 0)
    dynamo.at(WEST).update_table(
        TableName=name,
        BillingMode="PROVISIONED",
        ProvisionedThroughput=CAPACITY,
        GlobalSecondaryIndexUpdates=[
            {"Update": {"IndexName": "by-group", "ProvisionedThroughput": CAPACITY}}
        ],
    )
    for region in (HOME, WEST):
        description = dynamo.describe(name, region)
        assert _throughput(description) == _throughput(description["GlobalSecondaryIndexes"][0]) == (5, 10)


def test_time_to_live_is_shared(dynamo: Dynamo) -> None:
    name = dynamo.create_global_table()
    dynamo.at(EAST).update_time_to_live(
        TableName=name, TimeToLiveSpecification={"Enabled": True, "AttributeName": "expires"}
    )
    for region in REGIONS:
        found = dynamo.at(region).describe_time_to_live(TableName=name)["TimeToLiveDescription"]
        assert found == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"}


def test_protection_recovery_tags_and_class_are_of_one_replica(dynamo: Dynamo) -> None:
    name = dynamo.create_global_table()
    west = dynamo.at(WEST)
    west.update_table(TableName=name, DeletionProtectionEnabled=True)
    west.update_table(TableName=name, TableClass="STANDARD_INFREQUENT_ACCESS")
    west.update_continuous_backups(
        TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    description = dynamo.describe(name, WEST)
    west.tag_resource(ResourceArn=description["TableArn"], Tags=[{"Key": "a", "Value": "b"}])
    assert description["TableClassSummary"] == {"TableClass": "STANDARD_INFREQUENT_ACCESS"}
    assert description["DeletionProtectionEnabled"] is True

    other = dynamo.describe(name)
    assert other["DeletionProtectionEnabled"] is False
    assert "TableClassSummary" not in other
    assert dynamo.at(HOME).list_tags_of_resource(ResourceArn=other["TableArn"])["Tags"] == []
    backups = dynamo.at(HOME).describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "DISABLED"


def test_the_class_of_a_replica_is_said_where_it_is_added(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    dynamo.add_replica(name, WEST, TableClassOverride="STANDARD_INFREQUENT_ACCESS")
    infrequent = {"TableClass": "STANDARD_INFREQUENT_ACCESS"}
    assert dynamo.replicas(name)[WEST]["ReplicaTableClassSummary"] == infrequent
    assert dynamo.describe(name, WEST)["TableClassSummary"] == infrequent


def test_the_type_of_encryption_is_shared(dynamo: Dynamo) -> None:
    name = dynamo.create_global_table()
    dynamo.at(HOME).update_table(TableName=name, SSESpecification={"Enabled": True})
    for region in REGIONS:
        assert f":{region}:" in dynamo.describe(name, region)["SSEDescription"]["KMSMasterKeyArn"]
    dynamo.at(HOME).update_table(TableName=name, SSESpecification={"Enabled": False})
    assert all("SSEDescription" not in dynamo.describe(name, region) for region in REGIONS)


def test_customer_keys_are_said_for_every_replica(dynamo: Dynamo) -> None:
    keys = {
        region: dynamo.client("kms", region).create_key()["KeyMetadata"]["Arn"] for region in (HOME, WEST)
    }
    name = dynamo.create_table(SSESpecification={"Enabled": True, "KMSMasterKeyId": keys[HOME]})
    assert _refused(dynamo, name, "Create", RegionName=WEST) == (
        "ValidationException: One or more parameter values were invalid:"
        " KMSMasterKeyId must be specified for each replica."
    )
    dynamo.add_replica(name, WEST, KMSMasterKeyId=keys[WEST])
    assert dynamo.replicas(name)[WEST]["KMSMasterKeyId"] == keys[WEST]
    assert dynamo.describe(name, WEST)["SSEDescription"]["KMSMasterKeyArn"] == keys[WEST]
    others = {
        region: dynamo.client("kms", region).create_key()["KeyMetadata"]["Arn"] for region in (HOME, WEST)
    }
    said = {"SSESpecification": {"Enabled": True, "KMSMasterKeyId": others[HOME]}, "TableName": name}
    with pytest.raises(ClientError, match="can only be updated through ReplicaUpdates parameter"):
        dynamo.at(HOME).update_table(**said)
    update = {"Update": {"RegionName": WEST, "KMSMasterKeyId": others[WEST]}}
    assert "must be specified for each replica" in _refused(dynamo, name, "Update", **update["Update"])
    dynamo.at(HOME).update_table(**said, ReplicaUpdates=[update])
    for region, key in others.items():
        assert dynamo.describe(name, region)["SSEDescription"]["KMSMasterKeyArn"] == key


# --- what AWS refuses


def test_a_missing_table(dynamo: Dynamo) -> None:
    assert _refused(dynamo, "missing", "Create", RegionName=WEST).startswith("ResourceNotFoundException")


@pytest.mark.parametrize("action", ["Create", "Update", "Delete"])
def test_the_local_region(dynamo: Dynamo, action: str) -> None:
    name = dynamo.create_table()
    assert _refused(dynamo, name, action, RegionName=HOME).startswith(
        "ValidationException: Cannot add or delete the local region through ReplicaUpdates."
    )


def test_a_region_that_does_not_exist(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    assert _refused(dynamo, name, "Create", RegionName="mars-west-1").startswith("ValidationException")


@pytest.mark.parametrize("action", ["Update", "Delete"])
def test_a_replica_that_does_not_exist(dynamo: Dynamo, action: str) -> None:
    name = dynamo.create_table()
    assert _refused(dynamo, name, action, RegionName=EAST) == (
        "ValidationException: Replica specified in the Replica Update or Replica Delete action of the request was"
        " not found"
    )
    dynamo.add_replica(name, WEST)
    for source in (HOME, WEST):
        assert _refused(dynamo, name, action, source, RegionName=EAST) == (
            "ValidationException: Update global table operation failed because one or more replicas were not part"
            f" of the global table. Please retry the request without these replicas: [{EAST}]."
        )


def test_a_replica_that_exists(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    dynamo.add_replica(name, WEST)
    assert _refused(dynamo, name, "Create", RegionName=WEST).startswith("ValidationException: Failed to")


def test_a_table_of_that_name_in_the_other_region(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    dynamo.create_table(WEST, TableName=name)
    assert _refused(dynamo, name, "Create", RegionName=WEST).startswith("ValidationException: Failed to")
    assert dynamo.replicas(name) == {}


def test_several_replicas_at_once(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    updates = [{"Create": {"RegionName": region}} for region in (WEST, EAST)]
    with pytest.raises(ClientError, match="ValidationException"):
        dynamo.at(HOME).update_table(TableName=name, ReplicaUpdates=updates)
    assert dynamo.replicas(name) == {}


def test_a_change_while_another_goes_on(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    dynamo.chaos.lose(WEST, [Part.tables])
    dynamo.change_replica(name, "Create", RegionName=WEST)
    assert _refused(dynamo, name, "Create", RegionName=EAST).startswith("ResourceInUseException")
    with pytest.raises(ClientError, match="ResourceInUseException"):
        dynamo.at(HOME).update_table(TableName=name, DeletionProtectionEnabled=True)
    for region in (HOME, WEST):
        with pytest.raises(ClientError, match="ResourceInUseException"):
            dynamo.at(region).delete_table(TableName=name)


@pytest.mark.parametrize("view", ["NEW_IMAGE", "OLD_IMAGE", "KEYS_ONLY"])
def test_a_stream_without_both_images_is_the_replicas_too(dynamo: Dynamo, view: str) -> None:
    stream = {"StreamEnabled": True, "StreamViewType": view}
    name = dynamo.create_table(StreamSpecification=stream)
    dynamo.add_replica(name, WEST)
    assert dynamo.describe(name, WEST)["StreamSpecification"] == stream


def test_provisioned_capacity_that_does_not_scale(dynamo: Dynamo) -> None:
    name = dynamo.create_table(**PROVISIONED)
    assert _refused(dynamo, name, "Create", RegionName=WEST) == (
        "ValidationException: Table write capacity should either be Pay-Per-Request or AutoScaled."
    )
    _scale(dynamo, name)
    assert _refused(dynamo, name, "Create", RegionName=WEST) == (
        "ValidationException: GSI write capacity should either be Pay-Per-Request or AutoScaled."
    )
    _scale(dynamo, name, "by-group")
    dynamo.add_replica(name, WEST)
    dynamo.add_replica(name, EAST, source=WEST)


def test_a_replica_that_is_protected(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    dynamo.add_replica(name, WEST)
    dynamo.at(WEST).update_table(TableName=name, DeletionProtectionEnabled=True)
    words = f"Cannot delete table {name} in region {WEST} because it has deletion protection enabled."
    assert words in _refused(dynamo, name, "Delete", RegionName=WEST)
    with pytest.raises(ClientError, match=words):
        dynamo.at(WEST).delete_table(TableName=name)
    dynamo.at(WEST).update_table(TableName=name, DeletionProtectionEnabled=False)
    dynamo.change_replica(name, "Delete", RegionName=WEST)


def test_turning_the_stream_of_a_replica_off(dynamo: Dynamo) -> None:
    name = dynamo.create_table()
    dynamo.add_replica(name, WEST)
    off = {"StreamEnabled": False}
    for region in (HOME, WEST):
        with pytest.raises(ClientError) as error:
            dynamo.at(region).update_table(TableName=name, StreamSpecification=off)
        assert _code(error.value) == (
            "ValidationException: One or more parameter values were invalid:"
            " Disabling Stream is not allowed for a Global Table replica."
        )
    dynamo.change_replica(name, "Delete", RegionName=WEST)
    dynamo.settle()
    dynamo.at(HOME).update_table(TableName=name, StreamSpecification=off)
    dynamo.put(name, HOME, "k")
    assert "StreamSpecification" not in dynamo.describe(name)


@pytest.mark.parametrize(
    "said",
    [
        {"MultiRegionConsistency": "STRONG", "ReplicaUpdates": [{"Create": {"RegionName": WEST}}]},
        {"GlobalTableWitnessUpdates": [{"Create": {"RegionName": WEST}}]},
    ],
    ids=["strong", "witness"],
)
def test_strong_consistency_is_not_emulated(dynamo: Dynamo, said: dict[str, Any]) -> None:
    with pytest.raises(ClientError, match="not emulated"):
        dynamo.at(HOME).update_table(TableName=dynamo.create_table(), **said)


def test_a_table_of_version_2017(dynamo: Dynamo) -> None:
    name = dynamo.create_legacy_table()
    assert "2017.11.29" in _refused(dynamo, name, "Create", RegionName="eu-west-1")
