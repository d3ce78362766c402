"""What a kind costs: its part of the usage file, what it bills, and how its usage is measured."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tfgen.cost.quantity import Quantity
from tfgen.cost.scene import Scene
from tfgen.cost.usage.entry import Entry
from tfgen.cost.usage.measuring import Asked, Measured, Said
from tfgen.cost.usage.readings import Readings
from tfgen.cost.view import Starter, View
from tfgen.diagnostics import Diagnostic
from tfgen.frozen import frozen, unique
from tfgen.stack.stack import Stack


def _nothing(*_: Any) -> Iterator[Any]:
    yield from ()


@frozen
class Billed:
    """What a kind bills of a service."""

    service: str
    once: Callable[[Scene], Iterator[Quantity]] = _nothing
    """For all regions together."""
    each: Callable[[View], Iterator[Quantity]] = _nothing
    """In every region; the same in regions of which nothing differs."""
    named: Callable[[View, str], Iterator[Quantity]] | None = None
    """In a region, where its name matters."""


@unique
class Cost:
    """A kind as a bill knows it. What is left out, the kind does not have."""

    entries: tuple[Entry[Any], ...] = ()
    """What the usage file says of it."""
    starts: Starter | None = None
    """What starts functions beside the requests that usage tells of each."""
    billed: tuple[Billed, ...] = ()
    warnings: Callable[[Scene], Iterable[Diagnostic]] = _nothing
    """What is wrong with a usage."""
    asks: Callable[[Stack, Readings], Iterable[Asked]] = _nothing
    """The metrics of a running stack that tell its usage."""
    measured: Callable[[Measured], Iterable[Said]] = _nothing
    """What they tell."""
