"""Writes of one item, in several regions, of which none knew of the other.

Which is told by version vectors: for each region, the time of its last write that a version rests on. DynamoDB keeps no
such thing, or at least tells nobody; it keeps the version that was written last.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tfgen.emulator.dynamodb.groups import Key, Replica, Stamp

Seen = Mapping[str, int]
"""By region, the time of its last write that a version rests on."""

_REMEMBERED = 1000


@dataclass(frozen=True)
class Version:
    """An item as a write left it; None if it was deleted."""

    stamp: Stamp
    item: Any


@dataclass(frozen=True)
class Conflict:
    """Two versions of an item of which one is kept."""

    table: str
    key: Key
    kept: Version
    lost: Version


class Conflicts:
    """Tells of each conflict once, in whichever region it shows first."""

    def __init__(self) -> None:
        self.tell: Callable[[Conflict], None] = lambda _: None
        """Is called while all other requests for items wait."""
        self._told: deque[tuple[str, Key, frozenset[Stamp]]] = deque(maxlen=_REMEMBERED)

    def compare(self, target: Replica, key: Key, stamp: Stamp, seen: Seen, item: Any) -> None:
        """Looks whether a version that arrives and the one that is there knew of each other; both are seen then."""
        known, before = target.stamps.get(key), target.seen.get(key, {})
        target.seen[key] = merged(merged(before, seen), {stamp.region: stamp.time})
        if known is None or known == stamp:
            return
        is_news = before.get(stamp.region, 0) < stamp.time
        knew_not = seen.get(known.region, 0) < known.time
        told = (target.name, key, frozenset((known, stamp)))
        if is_news and knew_not and told not in self._told:
            self._told.append(told)
            there = target.table.get_item(*key)
            kept, lost = sorted((Version(known, there), Version(stamp, item)), key=_newest_first)
            self.tell(Conflict(target.name, key, kept, lost))


def merged(one: Seen, other: Seen) -> dict[str, int]:
    """What rests on both."""
    return {region: max(one.get(region, 0), other.get(region, 0)) for region in {**one, **other}}


def _newest_first(version: Version) -> tuple[int, str]:
    return -version.stamp.time, version.stamp.region
