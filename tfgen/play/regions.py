"""How regions are: what of them is lost or slow, whether Route 53 leads clients to them, whether they replicate."""

from __future__ import annotations

import itertools
import threading
from typing import Any

from tfgen.emulator.chaos import Part
from tfgen.emulator.dns import zones
from tfgen.emulator.dynamodb.conflicts import Conflict, Version
from tfgen.emulator.dynamodb.replication import Lane
from tfgen.emulator.emulator import Emulator
from tfgen.play.hub import Hub
from tfgen.play.items import key_of, plain
from tfgen.stack import names
from tfgen.stack.kinds.routing import drained
from tfgen.stack.kinds.table import TABLE
from tfgen.stack.stack import Stack


class Regions:
    """Changes them, looks at them, and tells what is new. Safe to use from any thread."""

    def __init__(self, stack: Stack, aws: Emulator, hub: Hub, epoch: float) -> None:
        """`epoch` is when the play began, in seconds since 1970."""
        self._aws, self._hub, self._epoch = aws, hub, epoch
        self._names = [region.name for region in stack.regions]
        self._tables = {names.of(stack, TABLE, name): name for name in stack.all(TABLE)}
        self._keys = {name: list(table.key) for name, table in stack.all(TABLE).items()}
        self._lock = threading.RLock()
        self._stopped: set[str] = set()
        self._apart: set[tuple[str, str]] = set()
        self._catching_up: dict[str, int] = {}
        self._told: dict[Any, dict[str, Any]] = {}
        self.drained = set(drained(stack))
        self.draining: set[str] = set()
        aws.tables.replicator.conflicts.tell = self._conflict

    def lose(self, region: str, parts: list[str]) -> None:
        """Loses parts of a region, besides those that are lost."""
        self._aws.chaos.lose(region, map(Part, parts))
        self.look()

    def slow(self, region: str, seconds: float) -> None:
        """Makes a region answer late."""
        self._aws.chaos.slow(region, seconds)
        self.look()

    def heal(self, region: str) -> None:
        """Gives a region back as it was."""
        self._aws.chaos.heal(region)
        self.look()

    def stop_replication(self, regions: list[str]) -> None:
        """Nothing arrives from these regions, nor in them."""
        with self._lock:
            self._stopped |= set(regions)
            self._hold()
        self.look()

    def resume_replication(self, regions: list[str]) -> None:
        """What waits arrives, but where the other region is still stopped."""
        with self._lock:
            resumed = [region for region in regions if region in self._stopped]
            self._catching_up |= dict.fromkeys(resumed, self._hub.now())
            self._stopped -= set(regions)
            self._hold()
        self.look()

    def with_tables(self) -> list[str]:
        """Those whose tables are not lost."""
        return [name for name in self._names if not self._aws.chaos.is_lost(name, Part.tables)]

    def keep_apart(self, one: str, other: str) -> None:
        """Nothing arrives from one of two regions in the other, until `bring_together`."""
        with self._lock:
            self._apart |= {(one, other), (other, one)}
            self._hold()

    def bring_together(self, one: str, other: str) -> None:
        """Ends what `keep_apart` began."""
        with self._lock:
            self._apart -= {(one, other), (other, one)}
            self._hold()

    def look(self) -> None:
        """Tells of regions in which something is new."""
        checks = self._checks()
        state = self._aws.chaos.state()
        with self._lock:
            for name in self._names:
                wrong, (healthy, why) = state.get(name, {}), checks.get(name, (None, ""))
                before = self._told.get(name, {})
                self._tell(
                    name,
                    "region",
                    name=name,
                    lost=wrong.get("lost", []),
                    delay=wrong.get("delay", 0.0),
                    drained=name in self.drained,
                    draining=name in self.draining,
                    healthy=healthy,
                    replicating=name not in self._stopped,
                )
                if before.get("healthy") is not None and healthy is not None and before["healthy"] != healthy:
                    self._hub.tell("health", region=name, healthy=healthy, why=why)

    def look_at_replication(self) -> None:
        """Tells of lanes on which something is new, and of regions that have caught up."""
        traffic = self._aws.tables.replicator.traffic()
        for lane, each in traffic.items():
            if lane.table in self._tables:
                lag = None if each.lag is None else round(each.lag * 1000)
                table = self._tables[lane.table]
                said = {"table": table, "from": lane.source, "to": lane.target}
                self._tell(lane, "replication", **said, lag_ms=lag, pending=each.pending)
        with self._lock:
            for region, since in list(self._catching_up.items()):
                if not any(each.pending for lane, each in traffic.items() if self._is_open(lane, region)):
                    del self._catching_up[region]
                    seconds = (self._hub.now() - since) / 1000
                    self._hub.tell("note", text=f"{region} has caught up after {seconds:.1f} s")

    def _is_open(self, lane: Lane, region: str) -> bool:
        ends = {lane.source, lane.target}
        return region in ends and not ends & self._stopped and (lane.source, lane.target) not in self._apart

    def _hold(self) -> None:
        pairs = itertools.permutations(self._names, 2)
        self._aws.tables.replicator.hold(
            {*self._apart, *(pair for pair in pairs if self._stopped & set(pair))}
        )

    def _checks(self) -> dict[str, tuple[bool, str]]:
        """Whether the health check of each region's latency record passes, and why not."""
        states = self._aws.health.status()
        return {
            record.region: (states[record.health_check_id].healthy, states[record.health_check_id].reason)
            for zone in zones.public_zones()
            for record in tuple(zone.rrsets)
            if record.region and record.health_check_id in states
        }

    def _tell(self, key: object, event: str, /, **data: Any) -> None:
        with self._lock:
            if self._told.get(key) != data:
                self._told[key] = data
                self._hub.tell(event, **data)

    def _conflict(self, conflict: Conflict) -> None:
        table = self._tables.get(conflict.table)
        if table is None:
            return
        some = conflict.kept.item or conflict.lost.item
        self._hub.tell(
            "conflict",
            table=table,
            key=key_of(some, self._keys[table]) if some else {},
            versions=[self._version(each) for each in (conflict.kept, conflict.lost)],
            won=conflict.kept.stamp.region,
        )

    def _version(self, version: Version) -> dict[str, Any]:
        at = round(version.stamp.time / 1000 - self._epoch * 1000)
        return {"region": version.stamp.region, "at": at, "item": plain(version.item)}
