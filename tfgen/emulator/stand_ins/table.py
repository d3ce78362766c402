"""Tables that were made before, and their replicas.

Alike are keys, indexes, how capacity is paid for and customer keys, which AWS cannot change at once or at all; and the
deletion protection of tables, which it changes by itself alone.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

from tfgen.emulator.stand_ins.clients import Clients, everywhere
from tfgen.stack import names
from tfgen.stack.kinds.table import TABLE, V2017, ExistingTable, Index, Table
from tfgen.stack.stack import Stack

_PAUSE_SECONDS = 0.02
_STREAM = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
_UNITS = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}
_PROJECTIONS = {"all": "ALL", "keys": "KEYS_ONLY"}


def make(stack: Stack, client: Clients) -> None:
    """Makes those that exist: without recovery, expiry or tags."""
    for name, other in stack.existing(TABLE).items():
        _make_existing(names.of(stack, TABLE, name), other, everywhere(stack), client)
    for name, table in stack.all(TABLE).items():
        regions = _there(table, stack)
        called = names.of(stack, TABLE, name)
        if table.global_table == V2017:
            _make_group(called, table, regions, client)
        elif table.replicate and regions:
            _make_replicated(called, table, regions, client)
        else:
            for region in regions:
                _make_replicated(called, table, [region], client)


def _there(table: Table, stack: Stack) -> list[str]:
    """Where it exists: where it is adopted; and, while home moves, everywhere."""
    moves = stack.home_was and table.replicate
    return [region.name for region in stack.regions if moves or region.name in table.adopt]


def _make_existing(called: str, table: ExistingTable, regions: list[str], client: Clients) -> None:
    """A global table of home and the other regions, or one in each region for itself."""
    like = Table(
        key=table.key, indexes=table.indexes, encryption=_keys(table.encryption, regions), protect=False
    )
    if table.replicate and "{region}" not in called:
        _make_replicated(called, like, regions, client)
        return
    for region in regions:
        _make_replicated(names.filled(called, region), like, [region], client)


def _keys(encryption: str | Mapping[str, str], regions: list[str]) -> str | dict[str, str]:
    """The customer key of each region; one that the spec does not tell is called as home's."""
    if isinstance(encryption, str):
        return encryption
    home = regions[0]
    return {region: encryption.get(region, encryption[home].replace(home, region)) for region in regions}


def _make_group(called: str, table: Table, regions: list[str], client: Clients) -> None:
    for region in regions:
        client("dynamodb", region).create_table(
            **_layout(called, table), **_key(table, region), StreamSpecification=_STREAM
        )
    if len(regions) > 1:
        group = [{"RegionName": region} for region in regions]
        client("dynamodb", regions[0]).create_global_table(GlobalTableName=called, ReplicationGroup=group)


def _make_replicated(called: str, table: Table, regions: list[str], client: Clients) -> None:
    home, *others = regions
    dynamodb = client("dynamodb", home)
    stream = {"StreamSpecification": _STREAM} if others else {}
    dynamodb.create_table(**_layout(called, table), **_key(table, home), **stream)
    if others and table.capacity:
        _scale_writes(called, table, client("application-autoscaling", home))
    for region in others:
        key = _key(table, region).get("SSESpecification", {}).get("KMSMasterKeyId")
        replica = {"RegionName": region, **({"KMSMasterKeyId": key} if key else {})}
        _wait_for(called, dynamodb)
        dynamodb.update_table(TableName=called, ReplicaUpdates=[{"Create": replica}])


def _wait_for(called: str, dynamodb: Any) -> None:
    """AWS changes no table that is still changing."""
    while dynamodb.describe_table(TableName=called)["Table"]["TableStatus"] != "ACTIVE":
        time.sleep(_PAUSE_SECONDS)


def _layout(called: str, table: Table) -> dict[str, Any]:
    types = table.attributes().items()
    found: dict[str, Any] = {
        "TableName": called,
        "DeletionProtectionEnabled": table.protect,
        "AttributeDefinitions": [{"AttributeName": name, "AttributeType": kind} for name, kind in types],
        "KeySchema": _schema(table.key),
        "BillingMode": "PROVISIONED" if table.capacity else "PAY_PER_REQUEST",
    }
    units = {"ProvisionedThroughput": _UNITS} if table.capacity else {}
    local = [_index(*each) for each in table.local_indexes().items()]
    others = [{**_index(*each), **units} for each in table.global_indexes().items()]
    return {
        **found,
        **units,
        **({"LocalSecondaryIndexes": local} if local else {}),
        **({"GlobalSecondaryIndexes": others} if others else {}),
    }


def _schema(key: Mapping[str, str]) -> list[dict[str, str]]:
    kinds = zip(key, ("HASH", "RANGE"), strict=False)
    return [{"AttributeName": name, "KeyType": kind} for name, kind in kinds]


def _index(name: str, index: Index) -> dict[str, Any]:
    if isinstance(index.project, str):
        projection: dict[str, Any] = {"ProjectionType": _PROJECTIONS[index.project]}
    else:
        projection = {"ProjectionType": "INCLUDE", "NonKeyAttributes": list(index.project)}
    return {"IndexName": name, "KeySchema": _schema(index.key), "Projection": projection}


def _key(table: Table, region: str) -> dict[str, Any]:
    if isinstance(table.encryption, str):
        return {}
    key = table.encryption[region]
    return {"SSESpecification": {"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key}}


def _scale_writes(called: str, table: Table, autoscaling: Any) -> None:
    """Without it, DynamoDB adds no replica to a table of provisioned capacity. Policies are called as the console does."""
    for resource, dimension in _scaled(called, table):
        target = {
            "ServiceNamespace": "dynamodb",
            "ResourceId": resource,
            "ScalableDimension": f"dynamodb:{dimension}:WriteCapacityUnits",
        }
        metric = {"PredefinedMetricType": "DynamoDBWriteCapacityUtilization"}
        autoscaling.register_scalable_target(**target, MinCapacity=5, MaxCapacity=100)
        autoscaling.put_scaling_policy(
            **target,
            PolicyName=f"DynamoDBWriteCapacityUtilization:{resource}",
            PolicyType="TargetTrackingScaling",
            TargetTrackingScalingPolicyConfiguration={
                "TargetValue": 70,
                "PredefinedMetricSpecification": metric,
            },
        )


def _scaled(called: str, table: Table) -> Iterator[tuple[str, str]]:
    yield f"table/{called}", "table"
    for index in table.global_indexes():
        yield f"table/{called}/index/{index}", "index"
