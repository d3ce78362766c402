"""What was done and what came of it, within bounds: a play may run for days."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

MOST_REQUESTS = 20_000
MOST_EVENTS = 20_000
MOST_ACTIONS = 2_000

_LEFT_OUT = ("model", "requests", "counts", "progress")
"""What is told elsewhere: requests one by one, sums by who adds them."""


class Timeline:
    """Actions, requests and all other events, the last ones of each. Not for several threads at once."""

    def __init__(self) -> None:
        self._actions: deque[dict[str, Any]] = deque(maxlen=MOST_ACTIONS)
        self._requests: deque[dict[str, Any]] = deque(maxlen=MOST_REQUESTS)
        self._events: deque[dict[str, Any]] = deque(maxlen=MOST_EVENTS)
        self._added = {"actions": 0, "requests": 0, "events": 0}

    def act(self, action: dict[str, Any]) -> None:
        """An action that was taken."""
        self._actions.append(action)
        self._added["actions"] += 1

    def add(self, name: str, event: dict[str, Any]) -> None:
        """An event."""
        if name == "requests":
            self._requests.extend(event["list"])
            self._added["requests"] += len(event["list"])
        elif name not in _LEFT_OUT:
            self._events.append({"event": name, **event})
            self._added["events"] += 1

    @property
    def actions(self) -> list[dict[str, Any]]:
        """Those that are kept, oldest first: the scenario of this play."""
        return list(self._actions)

    def told(self) -> dict[str, Any]:
        """The timeline's part of what is exported: actions, events in their order, and how many were dropped."""
        events = [*({"event": "request", **each} for each in self._requests), *self._events]
        kept = {
            "actions": len(self._actions),
            "requests": len(self._requests),
            "events": len(self._events),
        }
        return {
            "actions": self.actions,
            "events": sorted(events, key=lambda event: event["at"]),
            "dropped": dict(self._dropped(kept)),
        }

    def _dropped(self, kept: dict[str, int]) -> Iterator[tuple[str, int]]:
        return ((name, added - kept[name]) for name, added in self._added.items())
