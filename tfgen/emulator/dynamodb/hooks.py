"""Where global tables take part in what moto does."""

from __future__ import annotations

import copy
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from moto.applicationautoscaling.models import ApplicationAutoscalingBackend
from moto.dynamodb.exceptions import StreamAlreadyEnabledException
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.table import StreamRecord, StreamShard, Table
from moto.dynamodb.responses import DynamoHandler, DynamoResult
from moto.dynamodbstreams.responses import DynamoDBStreamsHandler

from tfgen.emulator.dynamodb import replica_scaling, scaling, settings
from tfgen.emulator.dynamodb.groups import Groups, Version
from tfgen.emulator.dynamodb.replication import put
from tfgen.emulator.dynamodb.updates import check_form, check_time_to_live, check_update
from tfgen.emulator.dynamodb.version_2017 import LegacyTables
from tfgen.emulator.dynamodb.version_2019 import Replicas
from tfgen.emulator.dynamodb.writes import Writes
from tfgen.emulator.patching import replaced

_ADD = StreamShard.add


class Hooks:
    """Replacements of moto's methods."""

    def __init__(
        self,
        groups: Groups,
        writes: Writes,
        replicas: Replicas,
        legacy: LegacyTables,
        forget: Callable[[], None],
    ) -> None:
        self._groups = groups
        self._writes = writes
        self._replicas = replicas
        self._legacy = legacy
        self._forget = forget

    def patches(self) -> list[AbstractContextManager[None]]:
        """What is in place for as long as these are entered."""
        backend = DynamoDBBackend
        return [
            replaced(
                DynamoHandler,
                call_action=self._one_at_a_time(DynamoHandler.call_action),
                update_table=self._update_table(DynamoHandler.update_table),
                describe_table_replica_auto_scaling=replica_scaling.describing(self._groups),
                **self._legacy.operations(),
            ),
            replaced(
                DynamoDBStreamsHandler, call_action=self._one_at_a_time(DynamoDBStreamsHandler.call_action)
            ),
            replaced(
                backend,
                delete_table=self._delete_table(backend.delete_table),
                reset=self._reset(backend.reset),
                transact_write_items=self._all_or_nothing(backend.transact_write_items),
                update_item=self._update_item(backend.update_item),
                update_table_streams=_update_streams,
                update_time_to_live=self._update_time_to_live(backend.update_time_to_live),
            ),
            replaced(StreamShard, add=self._add()),
            # a transaction copies its tables, with every record of their streams, which never change
            replaced(StreamRecord, __deepcopy__=lambda record, _: record),
            replaced(Table, describe=self._describe(Table.describe)),
            replaced(
                ApplicationAutoscalingBackend,
                register_scalable_target=self._register(
                    ApplicationAutoscalingBackend.register_scalable_target
                ),
            ),
        ]

    def _one_at_a_time(self, original: Any) -> Any:
        """moto iterates over what other requests change."""

        def call_action(handler: Any) -> Any:
            with self._writes.request():
                return original(handler)

        return call_action

    def _add(self) -> Any:
        def add(shard: Any, old: Any, new: Any) -> None:
            self._writes.note(shard.table, old, new)
            add_record(shard, old, new)

        return add

    def _all_or_nothing(self, original: Any) -> Any:
        def transact_write_items(backend: Any, items: Any) -> None:
            with self._writes.all_or_nothing():
                original(backend, items)

        return transact_write_items

    def _update_item(self, original: Any) -> Any:
        """moto leaves half of an update that fails."""

        def update_item(backend: Any, table_name: str, key: Any, *arguments: Any, **named: Any) -> Any:
            table = backend.get_table(table_name)
            values = backend.get_keys_value(table, key)
            before = copy.deepcopy(table.get_item(*values))
            shard = table.stream_shard
            records = len(shard.items) if shard else 0
            try:
                with self._writes.all_or_nothing():
                    return original(backend, table_name, key, *arguments, **named)
            except BaseException:
                put(table, values, before)
                if shard:
                    del shard.items[records:]
                raise

        return update_item

    def _update_table(self, original: Any) -> Any:
        def update_table(handler: Any) -> Any:
            body = handler.body
            table = handler.dynamodb_backend.get_table(body["TableName"])
            check_form(body)
            self._replicas.check(table, body)
            check_update(table, body)
            original(handler)
            if "SSESpecification" in body:
                settings.encrypt(table, body["SSESpecification"])
            if "TableClass" in body:
                table.table_class = body["TableClass"]
            settings.release_capacity(table)
            self._replicas.share(table, body)
            self._replicas.update(table, body)
            return DynamoResult(table.describe())

        return update_table

    def _delete_table(self, original: Any) -> Any:
        def delete_table(backend: Any, name: str) -> Any:
            self._replicas.check_deletion(backend.get_table(name))
            table = original(backend, name)
            self._replicas.deleted(table)
            return table

        return delete_table

    def _update_time_to_live(self, original: Any) -> Any:
        def update_time_to_live(backend: Any, table_name: str, specification: Any) -> None:
            if table_name in backend.tables:
                check_time_to_live(backend.tables[table_name], specification)
            original(backend, table_name, specification)
            table = backend.get_table(table_name)
            group = self._groups.of(table)
            if group and group.version is Version.current:
                for replica in group.others(table.region_name):
                    replica.table.ttl = dict(table.ttl)

        return update_time_to_live

    def _describe(self, original: Any) -> Any:
        def describe(table: Any, base_key: str = "TableDescription") -> Any:
            answer = original(table, base_key)
            description = answer[base_key]
            if hasattr(table, "table_class"):
                description["TableClassSummary"] = {"TableClass": table.table_class}
            self._replicas.describe(table, description)
            return answer

        return describe

    def _register(self, original: Any) -> Any:
        """moto registers what is not there, and leaves it as it is."""

        def register_scalable_target(
            backend: Any, namespace: str, r_id: str, *rest: Any, **named: Any
        ) -> Any:
            if namespace != "dynamodb":
                return original(backend, namespace, r_id, *rest, **named)
            with self._groups.lock:
                scaling.check_exists(backend, r_id)
                target = original(backend, namespace, r_id, *rest, **named)
                scaling.move(self._groups, backend, target)
                return target

        return register_scalable_target

    def _reset(self, original: Any) -> Any:
        def reset(backend: Any) -> None:
            with self._groups.lock:
                self._forget()
                original(backend)

        return reset


def add_record(shard: Any, old: Any, new: Any) -> None:
    """Adds a record to a stream that is on; moto's names one region for all, and fails if the stream is off."""
    if settings.has_stream(shard.table):
        _ADD(shard, old, new)
        for record in shard.items[-1:]:
            record.record["awsRegion"] = shard.table.region_name


def _update_streams(_: Any, table: Any, specification: dict[str, Any]) -> None:
    """moto takes a stream that is off for one that is on."""
    if specification.get("StreamEnabled") and settings.has_stream(table):
        raise StreamAlreadyEnabledException
    table.set_stream_specification(specification)
