"""Which replica updates AWS refuses, in which words.

They were recorded on AWS in October 2026 (ack-api-quirks, services/dynamodb, DDB-TABLE-203, 222 to 228, 265 to 267,
288 to 297, 305 to 313).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from moto.dynamodb.models import dynamodb_backends

from tfgen.emulator.dynamodb import scaling, settings
from tfgen.emulator.dynamodb.errors import invalid, invalid_value, unsupported_region
from tfgen.emulator.dynamodb.groups import Group, Replica, Version, is_region

_KEY_MISSING = "KMSMasterKeyId must be specified for each replica."
_KEYS_DIFFER = "All replica keys must either be Customer Managed CMK or AWS Managed CMK."
_NO_ACTION = "There are no actions specified in the Replica Update Action of the request."

Said = Mapping[str, Any]


def check_number(updates: list[Said]) -> None:
    """One replica is created or deleted at a time; what names one and the same twice counts once."""
    if any(len(update) > 1 for update in updates):
        raise invalid("Update table operation with more than one type of replica actions not allowed")
    if not all(updates):
        raise invalid(_NO_ACTION)
    actions = [(action, said["RegionName"]) for update in updates for action, said in update.items()]
    if len({(action, region) for action, region in actions if action != "Update"}) > 1:
        raise invalid(
            "Update table operation with more than one create or delete replica actions not allowed"
        )


def check_replica(table: Any, group: Group | None, action: str, said: Said, with_key: bool) -> None:
    """One replica update of an UpdateTable, which changes keys or not."""
    region = said["RegionName"]
    if region == table.region_name:
        raise invalid(
            "Cannot add or delete the local region through ReplicaUpdates."
            " Use CreateTable, DeleteTable, or UpdateTable as required."
        )
    if group and group.version is Version.legacy:
        raise invalid_value(f"Table {table.name} belongs to a global table of version {group.version}.")
    if not is_region(table.account_id, region):
        raise unsupported_region(region, dynamodb_backends[table.account_id].regions)
    if action == "Create":
        _check_addition(table, group, said)
    elif not group or not group.is_global:
        # the provider deletes a table with the replicas that it remembers, and takes these words for their absence
        raise invalid(
            "Replica specified in the Replica Update or Replica Delete action of the request was not found"
        )
    elif region not in group.replicas:
        raise invalid(
            "Update global table operation failed because one or more replicas were not part of the global table."
            f" Please retry the request without these replicas: [{region}]."
        )
    elif action == "Delete":
        check_removal(group, region)
    else:
        _check_change(said, with_key)


def _check_addition(table: Any, group: Group | None, said: Said) -> None:
    check_writes_scale(table, group)
    if Replica(table.account_id, said["RegionName"], table.name).table is not None:
        raise invalid(
            f"Failed to create a the new replica of table with name: '{table.name}' because one or more"
            " replicas already existed as tables."
        )
    _check_key(table, said)


def _check_key(table: Any, said: Said) -> None:
    key, region = str(said.get("KMSMasterKeyId", "")), said["RegionName"]
    if bool(settings.customer_key(table)) != bool(key):
        if not (key and settings.is_encrypted(table)):
            raise invalid_value(_KEY_MISSING)
        if key != "alias/aws/dynamodb":
            raise invalid_value(_KEYS_DIFFER)
    elif key == "alias/aws/dynamodb":
        raise invalid_value(_KEYS_DIFFER)
    if key.startswith("arn:") and key.split(":")[3] != region:
        raise invalid(
            f"KMS validation error for region {region}:"
            f" com.amazonaws.services.kms.model.NotFoundException: Invalid arn {key.split(':')[3]}"
        )


def _check_change(said: Said, with_key: bool) -> None:
    changed = {name for name, value in said.items() if value} - {"RegionName"}
    indexes = said.get("GlobalSecondaryIndexes") or []
    if not changed or (changed == {"GlobalSecondaryIndexes"} and all(len(each) == 1 for each in indexes)):
        raise invalid(_NO_ACTION)
    if "KMSMasterKeyId" in changed and not with_key:
        raise invalid_value(_KEY_MISSING)


def check_removal(group: Group, region: str) -> None:
    """A replica, or the table from which replicas come, is deleted."""
    replica = group.replicas[region]
    if replica.table.deletion_protection_enabled:
        raise invalid(
            f"Cannot delete table {replica.name} in region {region} because it has deletion protection enabled."
            " Disable deletion protection first."
        )
    # 24 hours are more than an emulator lives
    if any(other.source == region for other in group.replicas.values()):
        raise invalid(
            "Replica cannot be deleted because it has acted as a source region for new replica(s) being added"
            " to the table in the last 24 hours."
        )


def check_keys(table: Any, group: Group, body: Said) -> None:
    """A customer's key of a global table is changed in all regions at once.

    Source: https://github.com/hashicorp/terraform-provider-aws/issues/21726
    """
    if not (body.get("SSESpecification") or {}).get("KMSMasterKeyId"):
        return
    updates = [said for update in body.get("ReplicaUpdates") or [] for said in update.values()]
    if not updates:
        raise invalid(
            f"Invalid operation: Customer Managed CMKs on Global Table Version {group.version} replicas cannot be"
            " updated through SSESpecification parameter and can only be updated through ReplicaUpdates parameter"
        )
    keyed = {said["RegionName"] for said in updates if said.get("KMSMasterKeyId")}
    if any(replica.region not in keyed for replica in group.others(table.region_name)):
        raise invalid_value(_KEY_MISSING)


def check_writes_scale(table: Any, group: Group | None) -> None:
    """Writes of a provisioned table with replicas, and of its indexes, scale."""
    if settings.is_on_demand(table):
        return
    regions: Collection[str] = group.replicas if group else [table.region_name]
    scaled = scaling.scaled(table, regions)
    if (f"table/{table.name}", f"dynamodb:table:{scaling.WRITE}") not in scaled:
        raise invalid("Table write capacity should either be Pay-Per-Request or AutoScaled.")
    check_index_writes_scale(table, scaled)


def check_index_writes_scale(table: Any, scaled: set[tuple[str, str]]) -> None:
    """An index is added to a provisioned global table when all that it has scale."""
    for index in table.global_indexes:
        if (f"table/{table.name}/index/{index.name}", f"dynamodb:index:{scaling.WRITE}") not in scaled:
            raise invalid("GSI write capacity should either be Pay-Per-Request or AutoScaled.")
