"""What edges keep: a bounded number of bytes, of which what was asked for least recently goes first."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tfgen.emulator.edge.patterns import matches
from tfgen.emulator.front_door.answer import Answer

MOST_BYTES = 64 << 20
_OVERHEAD = 1_000
"""Bytes that an answer takes beside its body."""

Key = tuple[str, str, tuple[object, ...]]
"""Edge, distribution, and what the cache policy makes of the request: its second part is the path."""


class Clock:
    """The edges' own time. Safe to use from any thread."""

    def __init__(self) -> None:
        """Begins with the machine's."""
        self._ahead = 0.0

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time() + self._ahead

    def pass_time(self, seconds: float) -> None:
        """Lets caches grow older at once."""
        self._ahead += seconds


@dataclass(slots=True)
class Kept:
    """An answer of an origin's."""

    answer: Answer
    since: float
    until: float
    retry: float = field(default=0.0)
    """Until when an origin that fails is not asked again."""


class Cache:
    """Safe to use from any thread."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._lock = threading.Lock()
        self._most = most_bytes
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self.bytes = 0
        """That are kept."""

    def get(self, key: Key) -> Kept | None:
        """What is kept, fresh or not."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: Key, kept: Kept) -> None:
        """Keeps an answer, and lets go of what there is no room for."""
        size = _size(kept)
        with self._lock:
            self._drop(key)
            if size > self._most:
                return
            self._kept[key] = kept
            self.bytes += size
            while self.bytes > self._most:
                self._drop(next(iter(self._kept)))

    def forget(self, distribution: str, paths: Iterable[str] = ("*",)) -> None:
        """What an invalidation is for, at every edge: paths, of which the last character may be a wildcard."""
        wanted = list(paths)
        with self._lock:
            gone = [
                key
                for key in self._kept
                if key[1] == distribution and any(matches(path, str(key[2][1])) for path in wanted)
            ]
            for key in gone:
                self._drop(key)

    def _drop(self, key: Key) -> None:
        before = self._kept.pop(key, None)
        if before:
            self.bytes -= _size(before)


def _size(kept: Kept) -> int:
    return len(kept.answer.body) + _OVERHEAD
