"""Global tables of both versions, on top of moto's tables."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from moto.dynamodb.models import dynamodb_backends

from tfgen.emulator.chaos import Chaos
from tfgen.emulator.cloudwatch.metrics import Metrics
from tfgen.emulator.dynamodb import definitions
from tfgen.emulator.dynamodb.groups import Groups
from tfgen.emulator.dynamodb.hooks import Hooks, add_record
from tfgen.emulator.dynamodb.items import actions
from tfgen.emulator.dynamodb.items.transactions import Tokens
from tfgen.emulator.dynamodb.replication import Lane, Replicator
from tfgen.emulator.dynamodb.version_2017 import LegacyTables
from tfgen.emulator.dynamodb.version_2019 import Replicas
from tfgen.emulator.dynamodb.writes import Writes


class GlobalTables:
    """Gives moto's DynamoDB global tables, and takes one request after the other, as moto's tables need."""

    def __init__(
        self,
        chaos: Chaos,
        lag: float = 0.1,
        refuses_2017: bool = False,
        metrics: Metrics | None = None,
    ) -> None:
        self._groups = Groups()
        self._metrics = metrics or Metrics()
        self.replicator = Replicator(self._groups, chaos, add_record, self._measure)
        self._writes = Writes(self._groups, self.replicator)
        self._legacy = LegacyTables(self._groups)
        self._tokens: Tokens = {}
        replicas = Replicas(self._groups, self._writes, self.replicator)
        self._hooks = Hooks(self._groups, self._writes, replicas, self._legacy, self._forget)
        self.lag = lag
        self.refuses_2017 = refuses_2017

    @property
    def lag(self) -> float:
        """Seconds between a write and its arrival in other regions."""
        return self.replicator.lag

    @lag.setter
    def lag(self, seconds: float) -> None:
        self.replicator.lag = seconds

    @property
    def refuses_2017(self) -> bool:
        """Whether no global table of version 2017.11.29 is created any more, as AWS does since 2026."""
        return self._legacy.refuses

    @refuses_2017.setter
    def refuses_2017(self, refuses: bool) -> None:
        self._legacy.refuses = refuses

    def _measure(self, lane: Lane, seconds: float) -> None:
        values = {"ReplicationLatency": seconds * 1000}
        of = {"TableName": lane.table, "ReceivingRegion": lane.target}
        self._metrics.send(lane.source, "AWS/DynamoDB", values, **of)

    def wait_until_quiet(self, timeout: float) -> bool:
        """Waits until nothing is on its way but what waits for a lost region; says whether that came true."""
        return self.replicator.wait_until_quiet(timeout)

    def forget_records(self, most: int) -> None:
        """Keeps so many records of each table's stream, the newest: AWS keeps them for a day, moto for ever."""
        with self._groups.lock:
            shards = (
                table.stream_shard
                for account in list(dynamodb_backends.values())
                for backend in list(account.values())
                for table in list(backend.tables.values())
                if table.stream_shard
            )
            for shard in shards:
                old = max(0, len(shard.items) - most)
                del shard.items[:old]
                shard.starting_sequence_number += old  # by which moto finds records

    @contextlib.contextmanager
    def installed(self) -> Iterator[None]:
        """Replicates for as long as the block runs, and forgets everything at its end."""
        with contextlib.ExitStack() as patches:
            patches.enter_context(actions.patched(self._tokens))
            patches.enter_context(definitions.patched())
            for patch in self._hooks.patches():
                patches.enter_context(patch)
            thread = threading.Thread(target=self.replicator.run, name="replication", daemon=True)
            thread.start()
            try:
                yield
            finally:
                self.replicator.stop()
                thread.join()
                self._forget()

    def _forget(self) -> None:
        self._groups.clear()
        self._tokens.clear()
        self.replicator.clear()
