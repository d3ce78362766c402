"""What kinds ask a running stack for, and what they find."""

from __future__ import annotations

from typing import Any

from tfgen.cost.usage.entry import Entry
from tfgen.cost.usage.readings import Metric, Readings
from tfgen.cost.usage.sums import Key, Sums
from tfgen.frozen import frozen
from tfgen.stack.stack import Stack

BY_HAND = "write the number by hand, if you know it"

Said = tuple[Entry[Any], Any]
"""An entry of the usage file, and what was measured of it."""


@frozen
class Asked:
    """A metric that regions are asked for."""

    key: Key
    metric: Metric
    region: str = ""
    """The region that is asked; all if left out."""
    is_missed: bool = True
    """Whether it is told where there is no data of it."""
    follows: Key | None = None
    """What there has to be data of before this is missed."""
    starts: tuple[str, ...] = ()
    """Functions of which what is counted starts calls, which are no requests."""


@frozen
class Measured:
    """What all regions answered."""

    stack: Stack
    asked: tuple[Asked, ...]
    sums: Sums
    readings: Readings
