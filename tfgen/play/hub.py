"""What a play tells: every event goes to all pages that are open, and who comes later is told how things stand."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Any

from tfgen.play.frames import Reader, frame
from tfgen.play.timeline import Timeline

MOST_READERS = 4
"""A browser opens six connections to a server at most: with more pages, none could ask for anything."""
_KEPT_REQUESTS = 100
_KEPT_CONFLICTS = 50
_OF_ITS_KIND: dict[str, tuple[str, ...]] = {
    "model": (),
    "progress": (),
    "region": ("name",),
    "client": ("id",),
    "dns": ("client",),
    "counts": (),
    "replication": ("table", "from", "to"),
}
"""What events replace an earlier one of their name: those that say the same of these. In the order of retelling."""


class Hub:
    """Safe to use from any thread."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self._timeline = Timeline()
        self._lock = threading.Lock()
        self._number = 0
        self._readers: list[Reader] = []
        self._standing: dict[str, dict[tuple[Any, ...], dict[str, Any]]] = {name: {} for name in _OF_ITS_KIND}
        self._requests: deque[dict[str, Any]] = deque(maxlen=_KEPT_REQUESTS)
        self._conflicts: deque[dict[str, Any]] = deque(maxlen=_KEPT_CONFLICTS)

    def now(self) -> int:
        """Milliseconds since the play began."""
        return round((time.monotonic() - self.began) * 1000)

    def tell(self, name: str, /, **data: Any) -> None:
        """An event, now if it does not say when."""
        with self._lock:
            event = {"at": self.now(), **data}
            self._keep(name, event)
            self._timeline.add(name, event)
            self._number += 1
            told = frame(name, event, self._number)
            for reader in self._readers:
                reader.give(told)

    def act(self, action: dict[str, Any]) -> None:
        """An action that was taken."""
        with self._lock:
            self._timeline.act(action)

    def told(self) -> dict[str, Any]:
        """The timeline."""
        with self._lock:
            return self._timeline.told()

    def open(self) -> Reader:
        """A reader, who is told how things stand. Where there are too many, the first of them is told that it ends."""
        with self._lock:
            reader = Reader([frame(name, event, self._number) for name, event in self._state()])
            self._readers.append(reader)
            while len(self._readers) > MOST_READERS:
                self._readers.pop(0).end(frame("elsewhere", {"at": self.now()}, self._number))
            return reader

    def close(self, reader: Reader) -> None:
        """A reader that has gone."""
        with self._lock:
            if reader in self._readers:
                self._readers.remove(reader)

    def end(self) -> None:
        """The play is over: readers read to the end."""
        with self._lock:
            for reader in self._readers:
                reader.end()
            self._readers.clear()

    def standing(self, name: str) -> list[dict[str, Any]]:
        """The events of a name that no later one has replaced."""
        with self._lock:
            return list(self._standing[name].values())

    def _keep(self, name: str, event: dict[str, Any]) -> None:
        if name in _OF_ITS_KIND:
            key = tuple(event[each] for each in _OF_ITS_KIND[name])
            self._standing[name][key] = event
            if event.get("gone"):
                self._standing["dns"].pop(key, None)
                del self._standing[name][key]
        elif name == "requests":
            self._requests.extend(event["list"])
        elif name == "conflict":
            self._conflicts.append(event)

    def _state(self) -> list[tuple[str, dict[str, Any]]]:
        found = [(name, event) for name, known in self._standing.items() for event in known.values()]
        if self._requests:
            found.append(("requests", {"at": self.now(), "list": list(self._requests)}))
        return [*found, *(("conflict", event) for event in self._conflicts), ("now", {"at": self.now()})]
