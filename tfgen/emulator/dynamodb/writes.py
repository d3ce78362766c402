"""What requests change, seen where moto adds to a table's stream: every put, update and delete passes there."""

from __future__ import annotations

import contextlib
import copy
import time
from collections.abc import Iterator
from typing import Any

from moto.dynamodb.models.dynamo_type import DynamoType

from tfgen.emulator.dynamodb.conflicts import merged
from tfgen.emulator.dynamodb.groups import Group, Groups, Key, Replica, Stamp, Version
from tfgen.emulator.dynamodb.replication import Change, Replicator


class Writes:
    """Sends to the other replicas, at the end of each request, the items that it changed."""

    def __init__(self, groups: Groups, replicator: Replicator) -> None:
        self._groups = groups
        self._replicator = replicator
        self._written: dict[tuple[Replica, Key], Stamp] = {}
        self._depth = 0
        self._last_time = 0

    @contextlib.contextmanager
    def request(self) -> Iterator[None]:
        """Keeps all other requests and deliveries out."""
        with self._groups.lock:
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if not self._depth:
                    self._send()

    @contextlib.contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """A part of a request that, if it fails, leaves everything as it was."""
        with self._groups.lock:
            before = dict(self._written)
            try:
                yield
            except BaseException:
                self._written = before
                raise

    def note(self, table: Any, old: Any, new: Any) -> None:
        """Takes note of an item that is now stored in a table, or with None for the new one, is no longer."""
        with self.request():
            group = self._groups.of(table)
            if not group:
                return
            stamp, item = self.stamp(table.region_name), old if new is None else new
            if new is not None and group.version is Version.legacy:
                new.attrs.update(_legacy_attributes(stamp))
            self._written[group.replicas[table.region_name], (item.hash_key, item.range_key)] = stamp

    def stamp(self, region: str) -> Stamp:
        """The time, in the order in which it is asked for."""
        self._last_time = max(time.time_ns() // 1000, self._last_time + 1)
        return Stamp(self._last_time, region)

    def copy(self, group: Group, target: Replica) -> None:
        """Sends everything to a new replica, from every other: what is not yet everywhere is somewhere."""
        for source in group.others(target.region):
            for key in _keys(source.table):
                source.stamps.setdefault(key, self.stamp(source.region))
            for key, stamp in source.stamps.items():
                self._replicator.send(source.region, target, _change(source, key, stamp))

    def _send(self) -> None:
        written, self._written = self._written, {}
        for (replica, key), stamp in written.items():
            group = self._groups.find(replica.account, replica.region, replica.name)
            if group and replica.table is not None:
                replica.stamps[key] = stamp
                replica.seen[key] = merged(replica.seen.get(key, {}), {stamp.region: stamp.time})
                change = _change(replica, key, stamp)
                for other in group.others(replica.region):
                    self._replicator.send(replica.region, other, change)


def _change(replica: Replica, key: Key, stamp: Stamp) -> Change:
    return Change(key, copy.deepcopy(replica.table.get_item(*key)), stamp, replica.seen.get(key, {}))


def _keys(table: Any) -> Iterator[Key]:
    return ((item.hash_key, item.range_key) for item in table.all_items())


def _legacy_attributes(stamp: Stamp) -> dict[str, Any]:
    """What version 2017.11.29 adds to every item.

    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/globaltables_HowItWorks.html
    """
    seconds, microseconds = divmod(stamp.time, 1_000_000)
    return {
        "aws:rep:deleting": DynamoType({"BOOL": False}),
        "aws:rep:updatetime": DynamoType({"N": f"{seconds}.{microseconds:06d}"}),
        "aws:rep:updateregion": DynamoType({"S": stamp.region}),
    }
