"""Replicated tables: how long writes take to a region, and from it to the others.

The region that sends measures. Writes that wait are counted for global tables of version 2017.11.29 alone. Sources:
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_monitoring.html
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/globaltables_monitoring.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.cost.usage.readings import Metric
from tfgen.gate.codes import NOT_KNOWN, REPLICATION_LATE
from tfgen.gate.look import Look, State
from tfgen.gate.scene import Check, Scene
from tfgen.stack import names
from tfgen.stack.kinds.table import TABLE, V2017, is_replicated
from tfgen.stack.region import Region

_NAME = "replication"


def _metric(scene: Scene, table: str, target: str, name: str = "ReplicationLatency") -> Metric:
    of = (("TableName", names.of(scene.stack, TABLE, table)), ("ReceivingRegion", target))
    return Metric("AWS/DynamoDB", name, of, "Average")


def _pending(scene: Scene, table: str, target: str) -> Metric:
    return _metric(scene, table, target, "PendingReplicationCount")


def _lanes(scene: Scene, region: Region) -> Iterator[tuple[str, str]]:
    """From where to where writes of a region go."""
    for other in scene.stack.regions:
        if other.name != region.name:
            yield other.name, region.name
            yield region.name, other.name


def _replicated(scene: Scene) -> Iterator[str]:
    tables = scene.stack.all(TABLE).items()
    return (name for name, table in tables if is_replicated(table, scene.stack))


def _asks(scene: Scene, region: Region) -> Iterator[tuple[str, Metric]]:
    for table in _replicated(scene):
        for source, target in _lanes(scene, region):
            yield source, _metric(scene, table, target)
            if scene.stack.all(TABLE)[table].global_table == V2017:
                yield source, _pending(scene, table, target)


def _looks(scene: Scene, region: Region) -> Iterator[Look]:
    for table in _replicated(scene):
        state, says = _look(scene, region, table)
        code = REPLICATION_LATE if state is State.bad else NOT_KNOWN
        yield Look(_NAME, region.name, state, f"{table}: {says}", code, (TABLE.key, table))


def _look(scene: Scene, region: Region, table: str) -> tuple[State, str]:
    lanes = tuple(_lanes(scene, region))
    told = {lane: scene.last(lane[0], _metric(scene, table, lane[1])) for lane in lanes}
    seconds = {lane: each / 1000 for lane, each in told.items() if each is not None}
    waiting = {
        lane: count
        for lane in lanes
        if lane not in seconds and (count := scene.last(lane[0], _pending(scene, table, lane[1])))
    }
    if waiting:
        (source, target), count = max(waiting.items(), key=lambda item: item[1])
        return State.bad, f"{count:,.0f} writes from {source} wait, and none arrives in {target}"
    if not seconds:
        return State.unknown, f"nothing is known to have been written{_unasked(scene, region)}"
    (source, target), most = max(seconds.items(), key=lambda item: item[1])
    says = f"writes from {source} took {most:.1f} s to arrive in {target}"
    return (State.bad if most > scene.limits.lag else State.good), says


def _unasked(scene: Scene, region: Region) -> str:
    """The regions that could not be asked."""
    asked = {source for source, _ in _lanes(scene, region)}
    silent = sorted(asked & scene.asking.lost.keys())
    return f"; {', '.join(silent)} could not be asked" if silent else ""


CHECK = Check(_NAME, _asks, _looks)
