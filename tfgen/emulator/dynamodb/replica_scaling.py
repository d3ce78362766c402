"""DescribeTableReplicaAutoScaling, which moto lacks: targets and policies of every replica, as they are registered.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTableReplicaAutoScaling.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.backends import get_backend
from moto.dynamodb.exceptions import ResourceNotFoundException
from moto.dynamodb.responses import DynamoResult

from tfgen.emulator.dynamodb.groups import Groups, Replica

_POLICY = ("DisableScaleIn", "ScaleInCooldown", "ScaleOutCooldown", "TargetValue")


def describing(groups: Groups) -> Callable[[Any], Any]:
    """The action, as a method of moto's handler."""

    def describe_table_replica_auto_scaling(handler: Any) -> Any:
        name = handler.body["TableName"]
        table = handler.dynamodb_backend.tables.get(name)
        if table is None:
            raise ResourceNotFoundException(table_name=name)
        group = groups.of(table)
        replicas = list(group.replicas.values()) if group else [_alone(table)]
        description = {
            "TableName": name,
            "TableStatus": table.describe()["TableDescription"]["TableStatus"],
            "Replicas": [_replica(replica) for replica in replicas],
        }
        return DynamoResult({"TableAutoScalingDescription": description})

    return describe_table_replica_auto_scaling


def _alone(table: Any) -> Replica:
    return Replica(table.account_id, table.region_name, table.name)


def _replica(replica: Replica) -> dict[str, Any]:
    table = replica.table
    resource = f"table/{replica.name}"
    return {
        "RegionName": replica.region,
        "ReplicaStatus": str(replica.status),
        "ReplicaProvisionedReadCapacityAutoScalingSettings": _settings(replica, resource, "table", "Read"),
        "ReplicaProvisionedWriteCapacityAutoScalingSettings": _settings(replica, resource, "table", "Write"),
        "GlobalSecondaryIndexes": [
            {
                "IndexName": index.name,
                "IndexStatus": index.status,
                **{
                    f"Provisioned{kind}CapacityAutoScalingSettings": _settings(
                        replica, f"{resource}/index/{index.name}", "index", kind
                    )
                    for kind in ("Read", "Write")
                },
            }
            for index in (table.global_indexes if table else ())
        ],
    }


def _settings(replica: Replica, resource: str, kind: str, capacity: str) -> dict[str, Any]:
    scaling: Any = get_backend("applicationautoscaling")[replica.account][replica.region]
    dimension = f"dynamodb:{kind}:{capacity}CapacityUnits"
    target = scaling.targets.get(dimension, {}).get(resource)
    if target is None:
        return {"AutoScalingDisabled": True}
    return {
        "MinimumUnits": target.min_capacity,
        "MaximumUnits": target.max_capacity,
        "AutoScalingDisabled": False,
        "AutoScalingRoleArn": target.role_arn,
        "ScalingPolicies": [
            {
                "PolicyName": policy.policy_name,
                "TargetTrackingScalingPolicyConfiguration": {
                    name: value
                    for name, value in (policy.target_tracking_scaling_policy_configuration or {}).items()
                    if name in _POLICY
                },
            }
            for policy in list(scaling.policies.values())
            if (policy.resource_id, policy.scalable_dimension) == (resource, dimension)
        ],
    }
