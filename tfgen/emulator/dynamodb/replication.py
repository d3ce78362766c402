"""Writes on their way from region to region."""

from __future__ import annotations

import copy
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tfgen.emulator.chaos import Chaos, Part
from tfgen.emulator.dynamodb.groups import Groups, Key, Replica, Stamp, Status


@dataclass(frozen=True)
class Change:
    """An item as a write left it; None if it was deleted."""

    key: Key
    item: Any
    stamp: Stamp


@dataclass(frozen=True)
class _Delivery:
    sent: float
    """Seconds of the monotonic clock."""
    target: Replica
    change: Change | None
    """None for the end of a copy: whatever was sent before has arrived."""


class Replicator:
    """Delivers writes to other replicas, in order from region to region, some time after they were made.

    While the tables of a region are lost, what comes from it and what goes to it waits.
    """

    def __init__(self, groups: Groups, chaos: Chaos, stream: Callable[[Any, Any, Any], None]) -> None:
        self._groups = groups
        self._chaos = chaos
        self._stream = stream
        self._lag = 0.0
        self._routes: dict[tuple[str, str], deque[_Delivery]] = {}
        self._news = threading.Condition(groups.lock)
        self._running = False
        chaos.on_change(self._tell)

    @property
    def lag(self) -> float:
        """Seconds from a write to its arrival."""
        return self._lag

    @lag.setter
    def lag(self, seconds: float) -> None:
        self._lag = seconds
        self._tell()

    def send(self, source: str, target: Replica, change: Change | None) -> None:
        """Sends a change, or the end of a copy, from a region; the caller holds the lock."""
        route = self._routes.setdefault((source, target.region), deque())
        route.append(_Delivery(time.monotonic(), target, change))
        if len(route) == 1:
            self._news.notify_all()

    def run(self) -> None:
        """Delivers until told to stop."""
        with self._news:
            self._running = True
            while self._running:
                wait = self._deliver()
                self._news.notify_all()
                self._news.wait(wait)

    def stop(self) -> None:
        """Ends `run`, and forgets what is on its way."""
        with self._news:
            self._running = False
            self._routes.clear()
            self._news.notify_all()

    def clear(self) -> None:
        """Forgets what is on its way."""
        with self._news:
            self._routes.clear()

    def wait_until_quiet(self, timeout: float) -> bool:
        """Waits until nothing is on its way but what waits for a lost region; says whether that came true."""
        with self._news:
            return self._news.wait_for(self._is_quiet, timeout)

    def _is_quiet(self) -> bool:
        return not any(route and not self._is_held(regions) for regions, route in self._routes.items())

    def _is_held(self, regions: tuple[str, str]) -> bool:
        return any(self._chaos.is_lost(region, Part.tables) for region in regions)

    def _tell(self) -> None:
        with self._news:
            self._news.notify_all()

    def _deliver(self) -> float | None:
        """Delivers what is due; gives the seconds until something else is."""
        waits = []
        for regions, route in list(self._routes.items()):
            while route and not self._is_held(regions):
                wait = route[0].sent + self._lag - time.monotonic()
                if wait > 0:
                    waits.append(wait)
                    break
                self._arrive(route.popleft())
        return min(waits, default=None)

    def _arrive(self, delivery: _Delivery) -> None:
        target = delivery.target
        if not self._groups.holds(target):
            return
        if delivery.change:
            self._apply(target, delivery.change)
        else:
            self._settle(target)

    def _apply(self, target: Replica, change: Change) -> None:
        """The last writer wins; the stamp of a deleted item stays, and so it stays deleted.

        Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
        """
        known = target.stamps.get(change.key)
        if known and known > change.stamp:
            return
        target.stamps[change.key] = change.stamp
        table = target.table
        old = table.get_item(*change.key)
        new = copy.deepcopy(change.item)
        put(table, change.key, new)
        if old or new:
            self._stream(table.stream_shard, old, new)

    def _settle(self, replica: Replica) -> None:
        if replica.status is Status.creating:
            replica.status = Status.active
        elif replica.status is Status.deleting:
            group = self._groups[replica.account, replica.region, replica.name]
            self._groups.leave(group, replica.region)
            replica.drop_table()


def put(table: Any, key: Key, item: Any) -> None:
    """Stores an item in moto's table, or with None deletes it, past moto's own stream."""
    partition, sort = key
    items = table.items[partition] if table.has_range_key else table.items
    slot = sort if table.has_range_key else partition
    if item is None:
        items.pop(slot, None)
    else:
        items[slot] = item
