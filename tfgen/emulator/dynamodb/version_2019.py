"""Global tables of version 2019.11.21: replicas that UpdateTable adds, changes and deletes.

Two rules of AWS are left out. A region from which a replica was copied can be deleted at once, where AWS
waits for 24 hours: a rehearsal ends sooner. And there are no strongly consistent global tables: asking for
one is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from moto.backends import get_backend
from moto.dynamodb.exceptions import DeletionProtectedException

from tfgen.emulator.dynamodb import settings
from tfgen.emulator.dynamodb.errors import invalid, invalid_value, refused, unknown_region
from tfgen.emulator.dynamodb.groups import Group, Groups, Replica, Status, Version, is_region
from tfgen.emulator.dynamodb.replication import Replicator
from tfgen.emulator.dynamodb.writes import Writes

_KEY_MISSING = "KMSMasterKeyId must be specified for each replica."


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
        if group and group.is_changing:
            raise in_use(table)
        if group and group.is_global and _turns_stream_off(body):
            raise invalid_value("Disabling Stream is not allowed for a Global Table replica.")
        updates = body.get("ReplicaUpdates") or []
        if len(updates) > 1 and not all("Update" in update for update in updates):
            raise invalid_value("Only one replica can be created or deleted in one request.")
        for update in updates:
            self._check_update(table, group, update)
        if group and (body.get("SSESpecification") or {}).get("KMSMasterKeyId"):
            keyed = [said["RegionName"] for update in updates for said in update.values() if _has_key(said)]
            if any(replica.region not in keyed for replica in group.others(table.region_name)):
                raise invalid_value(_KEY_MISSING)

    def _check_update(self, table: Any, group: Group | None, update: dict[str, Any]) -> None:
        action, said = next(iter(update.items()))
        region = said["RegionName"]
        if region == table.region_name:
            raise invalid(
                "Cannot add, delete, or update the local region through ReplicaUpdates."
                " Use CreateTable, DeleteTable, or UpdateTable as required."
            )
        if group and group.version is Version.legacy:
            raise invalid_value(f"Table {table.name} belongs to a global table of version {group.version}.")
        if action == "Create":
            self._check_source(table)
            self._check_target(table, said)
            return
        if not group or region not in group.replicas:
            raise invalid(
                "Replica specified in the Replica Update or Replica Delete action of the request was not found"
            )
        if action == "Delete" and group.replicas[region].table.deletion_protection_enabled:
            raise DeletionProtectedException(table.name)

    def _check_source(self, table: Any) -> None:
        if settings.has_stream(table) and table.stream_specification != settings.STREAM:
            raise invalid_value("Replicas need a stream with StreamViewType NEW_AND_OLD_IMAGES.")
        if settings.is_on_demand(table):
            return
        group = self._groups.of(table)
        scaled = _scaled(table, group.replicas if group else [table.region_name])
        if (f"table/{table.name}", "dynamodb:table:WriteCapacityUnits") not in scaled:
            raise invalid("Table write capacity should either be Pay-Per-Request or AutoScaled.")
        for index in table.global_indexes:
            if (f"table/{table.name}/index/{index.name}", "dynamodb:index:WriteCapacityUnits") not in scaled:
                raise invalid(
                    f"Index {index.name} write capacity should either be Pay-Per-Request or AutoScaled."
                )

    @staticmethod
    def _check_target(table: Any, said: dict[str, Any]) -> None:
        if not is_region(table.account_id, said["RegionName"]):
            raise unknown_region(said["RegionName"])
        if Replica(table.account_id, said["RegionName"], table.name).table is not None:
            raise invalid(
                f"Failed to create a the new replica of table with name: '{table.name}' because one or more"
                " replicas already existed as tables."
            )
        if settings.customer_key(table) and not _has_key(said):
            raise invalid_value(_KEY_MISSING)

    def update(self, table: Any, body: dict[str, Any]) -> None:
        """Carries out the replica updates of an UpdateTable, once everything else in it is done."""
        for update in body.get("ReplicaUpdates") or []:
            action, said = next(iter(update.items()))
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
        settings.create_table(group.replicas[table.region_name], replica)
        self._groups.join(group, replica)
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

    def check_deletion(self, table: Any) -> None:
        """Raises the error with which AWS refuses a DeleteTable, if it does.

        Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html
        """
        group = self._groups.of(table)
        if not group:
            return
        if group.version is Version.legacy:
            raise invalid_value(f"Table {table.name} belongs to a global table of version {group.version}.")
        if group.is_changing:
            raise in_use(table)

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


def in_use(table: Any) -> Exception:
    """The error of a table that changes already."""
    return refused(
        "ResourceInUseException",
        f"Attempt to change a resource which is still in use: Table is being updated: {table.name}",
    )


def _has_key(said: dict[str, Any]) -> bool:
    return bool(said.get("KMSMasterKeyId"))


def _turns_stream_off(body: dict[str, Any]) -> bool:
    return (body.get("StreamSpecification") or {}).get("StreamEnabled") is False


def _scaled(table: Any, regions: Iterable[str]) -> set[tuple[str, str]]:
    """What has a scalable target, and a policy that moves it, in one of the regions: AWS shares them for writes."""
    backends = [get_backend("applicationautoscaling")[table.account_id][region] for region in regions]
    targets = {
        (target.resource_id, target.scalable_dimension)
        for backend in backends
        for dimension in list(backend.targets.values())
        for target in list(dimension.values())
    }
    policies = [policy for backend in backends for policy in list(backend.policies.values())]
    return targets & {(policy.resource_id, policy.scalable_dimension) for policy in policies}


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
