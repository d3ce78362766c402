"""What DynamoDB refuses of any table: what does not go together in an UpdateTable, and what changes nothing.

Left out is what time forbids: 2 changes of the table class in 30 days, 4 decreases of a capacity a day, 2 changes of
TTL within half an hour, 4 of encryption a day.

The texts were recorded on AWS in October 2026 (ack-api-quirks, services/dynamodb, DDB-TABLE-442 and DDB-TABLE-443).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tfgen.emulator.dynamodb import settings
from tfgen.emulator.dynamodb.errors import invalid, invalid_value, refused

Body = Mapping[str, Any]

_ALONE = {
    "TableClass": "TableClass modification",
    "DeletionProtectionEnabled": "DeletionProtection modification",
    "WarmThroughput": "WarmThroughput",
}
"""Members that allow no other, and how the error calls them."""
_FORM = {"TableName", "AttributeDefinitions", "MultiRegionConsistency", "GlobalTableWitnessUpdates"}
"""Members that change nothing by themselves, or that replicas need."""


def check_form(body: Body) -> None:
    """Raises the error with which AWS refuses an UpdateTable of any table for what it combines, if it does."""
    _check_alone(body)
    _check_combination(body)


def check_update(table: Any, body: Body) -> None:
    """Raises the error with which AWS refuses an UpdateTable of this table, if it does."""
    _check_indexes(table, body)
    _check_stream(table, body)
    _check_encryption(table, body)
    _check_throughput(table, body)


def _check_alone(body: Body) -> None:
    changed = {name for name, value in body.items() if value is not None} - _FORM
    updates = body.get("ReplicaUpdates") or []
    if updates and changed != {"ReplicaUpdates"} and not _changes_keys(changed, updates):
        raise invalid_value("Replica modification must be the only operation in the request")
    if "SSESpecification" in changed and not changed <= {"SSESpecification", "ReplicaUpdates"}:
        raise invalid_value("Server-Side Encryption modification must be the only operation in the request")
    for name, called in _ALONE.items():
        if name in changed and changed != {name}:
            raise invalid_value(f"{called} must be the only operation in the request")


def _changes_keys(changed: set[str], updates: list[Any]) -> bool:
    """A customer's key is changed for the table and all replicas at once.

    Source: https://github.com/hashicorp/terraform-provider-aws/pull/29102
    """
    return changed == {"SSESpecification", "ReplicaUpdates"} and all("Update" in update for update in updates)


def _check_combination(body: Body) -> None:
    capacity = body.get("ProvisionedThroughput") or body.get("BillingMode") == "PROVISIONED"
    made = any({"Create", "Delete"} & set(update) for update in body.get("GlobalSecondaryIndexUpdates") or [])
    stream = body.get("StreamSpecification")
    if capacity and stream:
        raise invalid_value("You cannot modify stream status while updating table IOPS")
    if capacity and made:
        raise invalid_value("You cannot create or delete index while updating table IOPS")
    if stream and made:
        raise invalid_value("You cannot create or delete index while changing stream status")


def _check_indexes(table: Any, body: Body) -> None:
    updates = [next(iter(update.items())) for update in body.get("GlobalSecondaryIndexUpdates") or []]
    if sum(action != "Update" for action, _ in updates) > 1:
        raise refused(
            "LimitExceededException",
            "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
        )
    own = {index.name for index in table.global_indexes}
    for action, said in updates:
        if action == "Create" and said["IndexName"] in own:
            raise invalid("Attempting to create an index which already exists")
        if action == "Delete" and said["IndexName"] not in own:
            raise refused("ResourceNotFoundException", "Requested resource not found")


def _check_stream(table: Any, body: Body) -> None:
    asked = body.get("StreamSpecification")
    if asked is None:
        return
    if asked.get("StreamEnabled") and settings.has_stream(table):
        raise invalid(f"Table already has an enabled stream: TableName: {table.name}")
    if not asked.get("StreamEnabled") and not settings.has_stream(table):
        raise invalid(f"Table has no stream to disable: TableName: {table.name}")


def _check_encryption(table: Any, body: Body) -> None:
    asked = body.get("SSESpecification")
    turned_off = asked is not None and not asked.get("Enabled") and not asked.get("SSEType")
    if turned_off and not settings.is_encrypted(table):
        raise invalid_value("Table is already encrypted by default")


def _check_throughput(table: Any, body: Body) -> None:
    asked, mode = body.get("ProvisionedThroughput"), body.get("BillingMode")
    on_demand = mode == "PAY_PER_REQUEST" if mode else settings.is_on_demand(table)
    if on_demand and asked:
        raise invalid_value(
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"
        )
    if mode == "PROVISIONED" and not asked:
        raise invalid_value("ProvisionedThroughput must be specified when BillingMode is PROVISIONED")
    if asked and settings.is_on_demand(table):
        _check_indexes_are_provisioned(table, body)
    elif asked and all(table.throughput.get(unit) == asked.get(unit) for unit in settings.UNITS):
        read, write = (asked[unit] for unit in settings.UNITS)
        raise invalid(
            "The provisioned throughput for the table will not change. The requested value equals the current value."
            f" Current ReadCapacityUnits provisioned for the table: {read}. Requested ReadCapacityUnits: {read}."
            f" Current WriteCapacityUnits provisioned for the table: {write}. Requested WriteCapacityUnits: {write}."
            " Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits."
        )


def _check_indexes_are_provisioned(table: Any, body: Body) -> None:
    """A table that becomes provisioned does so with all its indexes."""
    updates = body.get("GlobalSecondaryIndexUpdates") or []
    said = {each["IndexName"] for update in updates for action, each in update.items() if action == "Update"}
    for index in table.global_indexes:
        if index.name not in said:
            raise invalid_value(f"ProvisionedThroughput must be specified for index: {index.name}")


def check_time_to_live(table: Any, asked: Body) -> None:
    """Raises the error with which AWS refuses an UpdateTimeToLive, if it does."""
    enabled, current = table.ttl["TimeToLiveStatus"] == "ENABLED", table.ttl.get("AttributeName")
    if enabled and current != asked.get("AttributeName"):
        raise invalid(
            f"TimeToLive is active on a different AttributeName: current AttributeName is {current}"
        )
    if enabled == bool(asked.get("Enabled")):
        raise invalid(f"TimeToLive is already {'enabled' if enabled else 'disabled'}")
