"""Global tables of version 2019.11.21: replicas that UpdateTable adds, changes and deletes.

There are no strongly consistent global tables: asking for one is refused.
"""

from __future__ import annotations

from typing import Any

from tfgen.emulator.dynamodb import scaling, settings
from tfgen.emulator.dynamodb.errors import invalid, invalid_value, refused
from tfgen.emulator.dynamodb.groups import Group, Groups, Replica, Status, Version
from tfgen.emulator.dynamodb.replica_updates import (
    check_index_writes_scale,
    check_keys,
    check_number,
    check_removal,
    check_replica,
)
from tfgen.emulator.dynamodb.replication import Replicator
from tfgen.emulator.dynamodb.writes import Writes


class Replicas:
    """What UpdateTable, DeleteTable and DescribeTable do about replicas."""

    def __init__(self, groups: Groups, writes: Writes, replicator: Replicator) -> None:
        self._groups = groups
        self._writes = writes
        self._replicator = replicator

    def check(self, table: Any, body: dict[str, Any]) -> None:
        """Raises the error with which AWS refuses an UpdateTable, if it does."""
        group = self._groups.of(table)
        if body.get("MultiRegionConsistency") == "STRONG" or body.get("GlobalTableWitnessUpdates"):
            raise invalid_value("strongly consistent global tables are not emulated")
        if group and group.is_global and _turns_stream_off(body):
            raise invalid_value("Disabling Stream is not allowed for a Global Table replica.")
        if group and group.is_changing:
            raise in_use()
        updates = body.get("ReplicaUpdates") or []
        check_number(updates)
        for update in updates:
            for action, said in update.items():
                check_replica(table, group, action, said, "SSESpecification" in body)
        if group and group.is_global and group.version is Version.current:
            check_keys(table, group, body)
            if _new_indexes(body) and not settings.is_on_demand(table):
                check_index_writes_scale(table, scaling.scaled(table, group.replicas))

    def update(self, table: Any, body: dict[str, Any]) -> None:
        """Carries out the replica updates of an UpdateTable, once everything else in it is done."""
        named = {
            (action, said["RegionName"]): said
            for update in body.get("ReplicaUpdates") or []
            for action, said in update.items()
        }
        for (action, _), said in named.items():
            if action == "Create":
                self._create(table, said)
            elif action == "Update":
                self._update(table, said)
            else:
                self._delete(table, said["RegionName"])

    def _create(self, table: Any, said: dict[str, Any]) -> None:
        group = self._groups.of(table) or self._found(table)
        if not settings.has_stream(table):
            table.set_stream_specification(dict(settings.STREAM))
        overrides = {name: value for name, value in said.items() if name != "RegionName"}
        replica = Replica(table.account_id, said["RegionName"], table.name, Status.creating, overrides)
        replica.source = table.region_name
        settings.create_table(group.replicas[table.region_name], replica)
        self._groups.join(group, replica)
        scaling.copy_to(replica, table.region_name)
        self._writes.copy(group, replica)
        self._replicator.send(table.region_name, replica, None)

    def _found(self, table: Any) -> Group:
        group = Group(table.account_id, table.name, Version.current)
        self._groups.join(group, Replica(table.account_id, table.region_name, table.name))
        return group

    def _update(self, table: Any, said: dict[str, Any]) -> None:
        group = self._groups[table.account_id, table.region_name, table.name]
        replica = group.replicas[said["RegionName"]]
        replica.overrides.update({name: value for name, value in said.items() if name != "RegionName"})
        if "KMSMasterKeyId" in said:
            key = said["KMSMasterKeyId"]
            settings.encrypt(replica.table, {"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key})
        settings.override(replica)

    def _delete(self, table: Any, region: str) -> None:
        group = self._groups[table.account_id, table.region_name, table.name]
        group.replicas[region].status = Status.deleting
        self._replicator.send(table.region_name, group.replicas[region], None)

    def share(self, table: Any, body: dict[str, Any]) -> None:
        """Brings the settings of an UpdateTable to the other replicas."""
        group = self._groups.of(table)
        if not group or group.version is not Version.current:
            return
        for replica in group.others(table.region_name):
            settings.share(group.replicas[table.region_name], replica)
            specification = body.get("SSESpecification")
            if specification and "KMSMasterKeyId" not in specification:
                settings.encrypt(replica.table, specification)
        if not settings.is_on_demand(table) and group.is_global:
            for name in _new_indexes(body):
                scaling.scale_index(group, name)

    def check_deletion(self, table: Any) -> None:
        """Raises the error with which AWS refuses a DeleteTable, if it does.

        Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html
        """
        group = self._groups.of(table)
        if not group or not group.is_global:
            if table.deletion_protection_enabled:
                raise invalid(
                    "Resource cannot be deleted as it is currently protected against deletion."
                    " Disable deletion protection first."
                )
            return
        if group.version is Version.legacy:
            raise invalid_value(f"Table {table.name} belongs to a global table of version {group.version}.")
        if group.is_changing:
            raise in_use()
        check_removal(group, table.region_name)

    def deleted(self, table: Any) -> None:
        """Takes a deleted table out of its global table; the other replicas stay."""
        group = self._groups.of(table)
        if group:
            self._groups.leave(group, table.region_name)

    def describe(self, table: Any, description: dict[str, Any]) -> None:
        """Adds to the description of a table what it says of replicas."""
        group = self._groups.of(table)
        if not group or group.version is not Version.current or not group.is_global:
            return
        status = group.replicas[table.region_name].status
        description["TableStatus"] = (
            "UPDATING" if status is Status.active and group.is_changing else str(status)
        )
        description["GlobalTableVersion"] = str(group.version)
        description["Replicas"] = [_describe(replica) for replica in group.others(table.region_name)]


def in_use() -> Exception:
    """The error of a global table that changes already."""
    return refused("ResourceInUseException", "The resource which you are attempting to change is in use.")


def _new_indexes(body: dict[str, Any]) -> list[str]:
    updates = body.get("GlobalSecondaryIndexUpdates") or []
    return [update["Create"]["IndexName"] for update in updates if "Create" in update]


def _turns_stream_off(body: dict[str, Any]) -> bool:
    return (body.get("StreamSpecification") or {}).get("StreamEnabled") is False


def _describe(replica: Replica) -> dict[str, Any]:
    table, said = replica.table, replica.overrides
    description: dict[str, Any] = {"RegionName": replica.region, "ReplicaStatus": str(replica.status)}
    for name in ("ProvisionedThroughputOverride", "OnDemandThroughputOverride", "GlobalSecondaryIndexes"):
        if name in said:
            description[name] = said[name]
    if settings.is_encrypted(table):
        description["KMSMasterKeyId"] = table.sse_specification["KMSMasterKeyId"]
    if "TableClassOverride" in said:
        description["ReplicaTableClassSummary"] = {"TableClass": said["TableClassOverride"]}
    return description
