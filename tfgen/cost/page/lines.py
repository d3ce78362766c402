"""Lines of a bill before usage, as short as they can be told without a change of any sum."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from tfgen.cost.amount import Driver, Part
from tfgen.cost.bill import pool, quantities
from tfgen.cost.items import Item
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.scene import Scene


@dataclass(frozen=True, slots=True)
class Line:
    """Quantities of one item in one place, for one cause."""

    item: Item
    place: str
    """Where its price is looked up."""
    region: str
    cause: Cause
    what: str
    """What uses it, where that is told apart."""
    free: dict[Decimal, list[Driver]] = field(default_factory=dict)
    """The drivers of parts without bounds, by their factor."""
    bounded: list[Part] = field(default_factory=list)

    @property
    def parts(self) -> list[Part]:
        """All that its amount is the sum of."""
        return [*(Part(factor, tuple(driven)) for factor, driven in self.free.items()), *self.bounded]


def lines(scene: Scene, apart: Collection[Item]) -> list[Line]:
    """The lines of a bill. Items in `apart` keep what uses them.

    Prices that fall, and what is free, are taken in the order of lines. So two of them are joined where no other that
    shares either is between them.
    """
    found: list[Line] = []
    last: dict[tuple[str, str, str], Line] = {}
    for quantity in quantities(scene):
        item, place = quantity.item, quantity.priced_in
        what = quantity.what if item in apart else ""
        line = Line(item, place, quantity.region, quantity.cause, what)
        before = last.get(pool(item, place))
        if before is None or not _alike(before, line):
            found.append(line)
            last[pool(item, place)] = before = line
        _add(before, quantity)
    return found


def _alike(one: Line, other: Line) -> bool:
    return (one.item, one.place, one.region, one.cause, one.what) == (
        other.item,
        other.place,
        other.region,
        other.cause,
        other.what,
    )


def _add(line: Line, quantity: Quantity) -> None:
    for part in quantity.amount.parts:
        if part.least or part.most is not None:
            line.bounded.append(part)
        elif part.factor:
            line.free.setdefault(part.factor, []).extend(part.drivers)
