"""What goes wrong on purpose: regions that are lost or slow, in whole or in part."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from enum import StrEnum


class Part(StrEnum):
    """A part of a region that can be lost alone."""

    api = "api"
    """What its API and its functions answer."""
    tables = "tables"
    """Its tables: requests for items, and replication from and to it."""
    queues = "queues"
    """Its queues: requests for messages, and their delivery to functions."""
    buckets = "buckets"
    """Its buckets: requests for objects, and their replication."""
    control = "control"
    """Its control plane: all other requests to AWS."""


EVERY_PART = frozenset(Part)


class Chaos:
    """Which parts of which regions are lost, and how late regions answer. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lost: dict[str, frozenset[Part]] = {}
        self._delays: dict[str, float] = {}
        self._listeners: list[Callable[[], None]] = []

    def put(self, region: str, lost: Iterable[Part], delay: float) -> None:
        """Makes a region lost in these parts and late by so many seconds, at once; without both, whole."""
        parts = frozenset(lost)
        with self._lock:
            self._lost.pop(region, None)
            self._delays.pop(region, None)
            if parts:
                self._lost[region] = parts
            if delay:
                self._delays[region] = delay
        self._tell()

    def lose(self, region: str, parts: Iterable[Part] = EVERY_PART) -> None:
        """Loses parts of a region, besides those that are lost already."""
        with self._lock:
            self._lost[region] = self._lost.get(region, frozenset()) | frozenset(parts)
        self._tell()

    def slow(self, region: str, seconds: float) -> None:
        """Makes every answer of a region late by so many seconds."""
        with self._lock:
            self._delays[region] = seconds
        self._tell()

    def heal(self, region: str) -> None:
        """Gives a region back as it was."""
        self.put(region, (), 0.0)

    def is_lost(self, region: str, part: Part) -> bool:
        """Whether a part of a region is lost."""
        return part in self._lost.get(region, frozenset())

    def delay(self, region: str) -> float:
        """Seconds that a region's answers are late."""
        return self._delays.get(region, 0.0)

    def state(self) -> dict[str, dict[str, object]]:
        """What is wrong by region: {"eu-west-1": {"lost": ["api"], "delay": 0.0}}."""
        with self._lock:
            return {
                region: {"lost": sorted(self._lost.get(region, ())), "delay": self._delays.get(region, 0.0)}
                for region in sorted(self._lost.keys() | self._delays.keys())
            }

    def on_change(self, listener: Callable[[], None]) -> None:
        """Calls a listener, from the thread that made the change, whenever anything changes."""
        self._listeners.append(listener)

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()
