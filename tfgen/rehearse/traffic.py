"""Steady requests from one place, as clients send them while a region is lost and comes back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from tfgen.rehearse.client import Answer

_PAUSE_SECONDS = 0.05
_STEADY = 5


@dataclass(frozen=True, slots=True)
class Sent:
    """A request and its answer, by when it was answered."""

    at: float
    answer: Answer


class Traffic:
    """A client that asks again and again from a thread of its own, until it is stopped."""

    def __init__(self, send: Callable[[], Answer]) -> None:
        self._send = send
        self._stopping = threading.Event()
        self._sent: list[Sent] = []
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._stopping.wait(_PAUSE_SECONDS):
            answer = self._send()
            self._sent.append(Sent(time.monotonic(), answer))

    def stop(self) -> None:
        """Ends the thread after its request."""
        self._stopping.set()
        self._thread.join()

    def since(self, moment: float) -> list[Sent]:
        """What was answered since a moment, oldest first."""
        return [sent for sent in self._sent if sent.at >= moment]

    def wait_until_steady(
        self, moment: float, is_wanted: Callable[[Answer], bool], seconds: float
    ) -> float | None:
        """Seconds from a moment until answers became, and stayed, as wanted; None if they did not in time."""
        while time.monotonic() - moment < seconds:
            recent = self.since(moment)[-_STEADY:]
            if len(recent) == _STEADY and all(is_wanted(sent.answer) for sent in recent):
                return recent[0].at - moment
            time.sleep(_PAUSE_SECONDS)
        return None
