"""Global tables of version 2017.11.29: tables that exist, put together by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from moto.core.responses import ActionResult
from moto.utilities.utils import get_partition

from tfgen.emulator.dynamodb import settings
from tfgen.emulator.dynamodb.errors import invalid_value, refused, unknown_region
from tfgen.emulator.dynamodb.groups import Group, Groups, Replica, Status, Version, is_region

_REFUSED = (
    "DynamoDB global tables version 2017.11.29 is not supported. We recommend using DynamoDB global tables"
    " version 2019.11.21, instead of version 2017.11.29 (Legacy)."
)


class LegacyTables:
    """The operations on global tables of version 2017.11.29.

    Their tables are empty when they join, so that nothing is copied and they are active at once: only the
    answers to requests that change them say CREATING, UPDATING or DELETING.
    """

    def __init__(self, groups: Groups) -> None:
        self.refuses = False
        """Whether none is created any more, as AWS does since 2026."""
        self._groups = groups

    def operations(self) -> dict[str, Callable[[Any], ActionResult]]:
        """The methods that moto's handler lacks, by name."""
        return {
            "create_global_table": lambda handler: self._create(handler),
            "update_global_table": lambda handler: self._update(handler),
            "describe_global_table": lambda handler: self._describe(handler),
            "list_global_tables": lambda handler: self._list(handler),
            "describe_global_table_settings": lambda handler: self._describe_settings(handler),
            "update_global_table_settings": lambda handler: self._update_settings(handler),
        }

    def _create(self, handler: Any) -> ActionResult:
        account, name = handler.current_account, handler.body["GlobalTableName"]
        regions = [replica["RegionName"] for replica in handler.body["ReplicationGroup"]]
        if self.refuses:
            raise invalid_value(_REFUSED)
        if name in self._groups.legacy(account):
            raise refused(
                "GlobalTableAlreadyExistsException", f"Global table with name: '{name}' already exists."
            )
        if not regions or len(set(regions)) < len(regions):
            raise invalid_value("ReplicationGroup must name every Region once.")
        group = Group(account, name, Version.legacy)
        self._check([Replica(account, region, name) for region in regions])
        for region in regions:
            self._groups.join(group, Replica(account, region, name))
        return ActionResult({"GlobalTableDescription": _description(group, "CREATING", set(regions))})

    def _update(self, handler: Any) -> ActionResult:
        group = self._group(handler)
        updates = [next(iter(update.items())) for update in handler.body["ReplicaUpdates"]]
        added = [said["RegionName"] for action, said in updates if action == "Create"]
        removed = [said["RegionName"] for action, said in updates if action == "Delete"]
        for region in added:
            if region in group.replicas:
                raise refused("ReplicaAlreadyExistsException", f"Replica already exists in Region {region}.")
        for region in removed:
            if region not in group.replicas:
                raise refused("ReplicaNotFoundException", f"Replica not found in Region {region}.")
        new = [Replica(group.account, region, group.name) for region in added]
        if new:
            self._check([*group.replicas.values(), *new])
        for replica in new:
            self._groups.join(group, replica)
        answer = _description(group, "UPDATING", set(added), set(removed))
        for region in removed:
            self._groups.leave(group, region)
        return ActionResult({"GlobalTableDescription": answer})

    def _describe(self, handler: Any) -> ActionResult:
        return ActionResult({"GlobalTableDescription": _description(self._group(handler))})

    def _list(self, handler: Any) -> ActionResult:
        body = handler.body
        start, region = body.get("ExclusiveStartGlobalTableName", ""), body.get("RegionName")
        limit = body.get("Limit", 100)
        groups = [
            group
            for name, group in sorted(self._groups.legacy(handler.current_account).items())
            if name > start and (not region or region in group.replicas)
        ]
        answer: dict[str, Any] = {
            "GlobalTables": [
                {
                    "GlobalTableName": group.name,
                    "ReplicationGroup": [{"RegionName": region} for region in group.replicas],
                }
                for group in groups[:limit]
            ]
        }
        if len(groups) > limit:
            answer["LastEvaluatedGlobalTableName"] = groups[limit - 1].name
        return ActionResult(answer)

    def _describe_settings(self, handler: Any) -> ActionResult:
        return ActionResult(_settings(self._group(handler)))

    def _update_settings(self, handler: Any) -> ActionResult:
        body, group = handler.body, self._group(handler)
        if "AutoScalingSettings" in str(body):
            raise invalid_value("autoscaling through UpdateGlobalTableSettings is not emulated")
        said = {update["RegionName"]: update for update in body.get("ReplicaSettingsUpdate", [])}
        for region in said.keys() - group.replicas.keys():
            raise refused("ReplicaNotFoundException", f"Replica not found in Region {region}.")
        for region, replica in group.replicas.items():
            _change_settings(replica.table, body, said.get(region, {}))
        return ActionResult(_settings(group))

    def _group(self, handler: Any) -> Group:
        name = handler.body["GlobalTableName"]
        group = self._groups.legacy(handler.current_account).get(name)
        if not group:
            raise refused(
                "GlobalTableNotFoundException",
                f"Global table not found: Global table with name: '{name}' does not exist.",
            )
        return group

    def _check(self, replicas: list[Replica]) -> None:
        """Raises an error unless the tables can be put together.

        Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateGlobalTable.html
        """
        for replica in replicas:
            if not is_region(replica.account, replica.region):
                raise unknown_region(replica.region)
            table, where = replica.table, f"table '{replica.name}' in region '{replica.region}'"
            if table is None:
                raise refused(
                    "TableNotFoundException",
                    f"Table not found: Table: '{replica.name}' not found in region: '{replica.region}'.",
                )
            group = self._groups.of(table)
            if group and group.version is Version.current and group.is_global:
                raise invalid_value(f"The {where} belongs to a global table of version {group.version}.")
            if not settings.has_stream(table) or table.stream_specification != settings.STREAM:
                raise invalid_value(f"The {where} needs a stream with StreamViewType NEW_AND_OLD_IMAGES.")
            if len(table):
                raise invalid_value(f"The {where} must be empty.")
            if _layout(table) != _layout(replicas[0].table):
                raise invalid_value(f"The {where} has other keys, indexes or write capacity than the others.")


def _layout(table: Any) -> object:
    """What the tables of a global table have in common."""
    indexes = [*table.global_indexes, *table.indexes]
    return (
        _keys(table),
        sorted((index.name, _keys(index)) for index in indexes),
        table.billing_mode,
        sorted((index.name, index.throughput["WriteCapacityUnits"]) for index in table.global_indexes),
        table.throughput["WriteCapacityUnits"],
    )


def _keys(owner: Any) -> list[tuple[str, str]]:
    return sorted((key["KeyType"], key["AttributeName"]) for key in owner.schema)


def _description(
    group: Group, status: str = "ACTIVE", added: Iterable[str] = (), removed: Iterable[str] = ()
) -> dict[str, Any]:
    def replica_status(region: str) -> str:
        return str(
            Status.creating if region in added else Status.deleting if region in removed else Status.active
        )

    home = next(iter(group.replicas), "us-east-1")
    return {
        "ReplicationGroup": [
            {"RegionName": region, "ReplicaStatus": replica_status(region)} for region in group.replicas
        ],
        "GlobalTableArn": f"arn:{get_partition(home)}:dynamodb::{group.account}:global-table/{group.name}",
        "CreationDateTime": group.created,
        "GlobalTableStatus": status,
        "GlobalTableName": group.name,
    }


def _settings(group: Group) -> dict[str, Any]:
    return {
        "GlobalTableName": group.name,
        "ReplicaSettings": [_replica_settings(replica) for replica in group.replicas.values()],
    }


def _replica_settings(replica: Replica) -> dict[str, Any]:
    table = replica.table
    answer: dict[str, Any] = {
        "RegionName": replica.region,
        "ReplicaStatus": str(replica.status),
        "ReplicaBillingModeSummary": {"BillingMode": table.billing_mode},
        "ReplicaProvisionedReadCapacityUnits": table.throughput["ReadCapacityUnits"],
        "ReplicaProvisionedWriteCapacityUnits": table.throughput["WriteCapacityUnits"],
    }
    if table.global_indexes:
        answer["ReplicaGlobalSecondaryIndexSettings"] = [_index_settings(i) for i in table.global_indexes]
    if hasattr(table, "table_class"):
        answer["ReplicaTableClassSummary"] = {"TableClass": table.table_class}
    return answer


def _index_settings(index: Any) -> dict[str, Any]:
    answer = {"IndexName": index.name, "IndexStatus": index.status}
    if index.throughput["WriteCapacityUnits"]:
        answer["ProvisionedReadCapacityUnits"] = index.throughput["ReadCapacityUnits"]
        answer["ProvisionedWriteCapacityUnits"] = index.throughput["WriteCapacityUnits"]
    return answer


def _change_settings(table: Any, shared: dict[str, Any], own: dict[str, Any]) -> None:
    """Applies an UpdateGlobalTableSettings to one table: write capacity for all, read capacity for each."""
    table.billing_mode = shared.get("GlobalTableBillingMode", table.billing_mode)
    _set(table, "WriteCapacityUnits", shared.get("GlobalTableProvisionedWriteCapacityUnits"))
    _set(table, "ReadCapacityUnits", own.get("ReplicaProvisionedReadCapacityUnits"))
    indexes = {index.name: index for index in table.global_indexes}
    for update in shared.get("GlobalTableGlobalSecondaryIndexSettingsUpdate", []):
        _set(_index(indexes, update), "WriteCapacityUnits", update.get("ProvisionedWriteCapacityUnits"))
    for update in own.get("ReplicaGlobalSecondaryIndexSettingsUpdate", []):
        _set(_index(indexes, update), "ReadCapacityUnits", update.get("ProvisionedReadCapacityUnits"))
    if "ReplicaTableClass" in own:
        table.table_class = own["ReplicaTableClass"]
    settings.release_capacity(table)


def _index(indexes: dict[str, Any], update: dict[str, Any]) -> Any:
    try:
        return indexes[update["IndexName"]]
    except KeyError:
        raise refused("IndexNotFoundException", f"Index not found: {update['IndexName']}") from None


def _set(owner: Any, unit: str, value: int | None) -> None:
    if value is not None:
        owner.throughput[unit] = value
