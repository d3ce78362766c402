"""What checks look at: a stack, the limits, and what AWS answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from tfgen.cost.usage.readings import Metric
from tfgen.frozen import frozen
from tfgen.gate.asking import Asking
from tfgen.gate.look import Look
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack


@frozen
class Limits:
    """What is still healthy."""

    errors: float = 1.0
    """Percent of calls, or of requests."""
    lag: float = 30.0
    """Seconds from a write to its arrival."""
    dead_letters: int = 0
    """Messages in a dead-letter queue."""
    alarms: tuple[str, ...] = ()
    """Names of alarms beside those that begin with the service's."""


@frozen
class Scene:
    """What checks look at."""

    stack: Stack
    limits: Limits
    asking: Asking
    since: datetime
    """When what is judged begins; before is for comparison."""

    def total(self, region: str, metric: Metric, before: bool = False) -> float | None:
        """A metric's sum since then, or before; None if the region could not be asked."""
        found = self.asking.points(region, metric)
        if found is None:
            return None
        return sum(value for time, value in found if (time < self.since) is before)

    def last(self, region: str, metric: Metric) -> float | None:
        """A metric's last value since then; None if there is none."""
        found = [point for point in self.asking.points(region, metric) or () if point[0] >= self.since]
        return max(found)[1] if found else None


@frozen
class Check:
    """Something that a region must be."""

    name: str
    asks: Callable[[Scene, Region], Iterator[tuple[str, Metric]]]
    """The metrics that it needs, with the region of each."""
    looks: Callable[[Scene, Region], Iterator[Look]]


def share(part: float, whole: float) -> str:
    """`3 of 340 calls` is 0.9 %."""
    return f"{100 * part / whole:.1f} %" if whole else "nothing"
