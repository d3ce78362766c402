"""Writes on their way from region to region."""

from __future__ import annotations

import copy
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from tfgen.emulator.chaos import Chaos, Part
from tfgen.emulator.dynamodb.conflicts import Conflicts, Seen
from tfgen.emulator.dynamodb.groups import Groups, Key, Replica, Stamp, Status


@dataclass(frozen=True)
class Change:
    """An item as a write left it; None if it was deleted."""

    key: Key
    item: Any
    stamp: Stamp
    seen: Seen


class Lane(NamedTuple):
    """The way of a table's writes from one region to another."""

    table: str
    source: str
    target: str


@dataclass
class Traffic:
    """What is on a lane."""

    pending: int = 0
    lag: float | None = None
    """Seconds that the last write to arrive was on its way."""


@dataclass(frozen=True)
class _Delivery:
    sent: float
    """Seconds of the monotonic clock."""
    target: Replica
    change: Change | None
    """None for the end of a copy: whatever was sent before has arrived."""


class Replicator:
    """Delivers writes to other replicas, in order from region to region, some time after they were made.

    While the tables of a region are lost, what comes from it and what goes to it waits; so does what is between two
    regions while it is stopped.
    """

    def __init__(
        self,
        groups: Groups,
        chaos: Chaos,
        stream: Callable[[Any, Any, Any], None],
        arrived: Callable[[Lane, float], None] = lambda *_: None,
    ) -> None:
        """`arrived` is told of each write that arrives, and how many seconds it took."""
        self._arrived = arrived
        self._groups = groups
        self._chaos = chaos
        self._stream = stream
        self._lag = 0.0
        self._routes: dict[tuple[str, str], deque[_Delivery]] = {}
        self._news = threading.Condition(groups.lock)
        self._running = False
        self._stopped: set[tuple[str, str]] = set()
        self._traffic: defaultdict[Lane, Traffic] = defaultdict(Traffic)
        self.conflicts = Conflicts()
        chaos.on_change(self._tell)

    @property
    def lag(self) -> float:
        """Seconds from a write to its arrival."""
        return self._lag

    @lag.setter
    def lag(self, seconds: float) -> None:
        self._lag = seconds
        self._tell()

    def hold(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Delivers nothing from the first to the second region of each pair, and everything else."""
        with self._news:
            self._stopped = set(pairs)
            self._news.notify_all()

    def traffic(self) -> dict[Lane, Traffic]:
        """What is on each lane that something was ever on."""
        with self._news:
            return {lane: replace(traffic) for lane, traffic in self._traffic.items()}

    def send(self, source: str, target: Replica, change: Change | None) -> None:
        """Sends a change, or the end of a copy, from a region; the caller holds the lock."""
        route = self._routes.setdefault((source, target.region), deque())
        route.append(_Delivery(time.monotonic(), target, change))
        if change:
            self._traffic[Lane(target.name, source, target.region)].pending += 1
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
            self._traffic.clear()
            self._news.notify_all()

    def clear(self) -> None:
        """Forgets what is on its way."""
        with self._news:
            self._routes.clear()
            self._traffic.clear()

    def wait_until_quiet(self, timeout: float) -> bool:
        """Waits until nothing is on its way but what waits for a lost region; says whether that came true."""
        with self._news:
            return self._news.wait_for(self._is_quiet, timeout)

    def _is_quiet(self) -> bool:
        return not any(route and not self._is_held(regions) for regions, route in self._routes.items())

    def _is_held(self, regions: tuple[str, str]) -> bool:
        return regions in self._stopped or any(self._chaos.is_lost(region, Part.tables) for region in regions)

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
                delivery = route.popleft()
                self._arrive(delivery)
                if delivery.change:
                    self._note(Lane(delivery.target.name, *regions), delivery)
        return min(waits, default=None)

    def _note(self, lane: Lane, delivery: _Delivery) -> None:
        traffic = self._traffic[lane]
        traffic.pending -= 1
        traffic.lag = time.monotonic() - delivery.sent
        self._arrived(lane, traffic.lag)

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
        self.conflicts.compare(target, change.key, change.stamp, change.seen, change.item)
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
