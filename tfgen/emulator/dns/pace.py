"""Time as AWS would count it, where waits are shortened and requests take as long as they take."""

from __future__ import annotations

import time


class Pace:
    """A clock that runs at one rate while something waits, and at another while it works.

    One thread may change the rate; any may read.
    """

    def __init__(self) -> None:
        """Starts at 0 and at the rate of real time."""
        # one tuple, so that a reader never sees half of a change
        self._run = (0.0, time.monotonic(), 1.0)

    def now(self) -> float:
        """Seconds shown."""
        shown, at, rate = self._run
        return shown + (time.monotonic() - at) * rate

    def run(self, rate: float) -> None:
        """Runs on, so many times faster than real time."""
        self._run = (self.now(), time.monotonic(), rate)
