"""Bills: the quantities of a Stack, priced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Set
from dataclasses import field
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from tfgen.cost.expression import ZERO, Evaluator, Input
from tfgen.cost.items import SERVICES, Item
from tfgen.cost.prices import Price
from tfgen.cost.quantity import EACH_OTHER, Cause
from tfgen.cost.survey import Placed
from tfgen.frozen import frozen


class Line(NamedTuple):
    """A line of a bill, or the sum of lines that follow one another."""

    placed: Placed
    item: Item
    region: str
    """The region, or `global`."""
    place: str
    """Where its price is looked up."""
    amount: Decimal
    """What is known of the quantity, in the item's unit."""
    lacks: tuple[Input, ...]
    """What it depends on beyond that, and nobody has said."""
    price: Price | None
    usd: Decimal | None
    """What the amount costs; None if the price is not known."""
    start: Decimal
    """How many units were paid before it, of which prices may depend."""
    free: Decimal
    """How many were left before it of those that are free."""

    @property
    def cause(self) -> Cause:
        """What it does when regions are added."""
        return self.placed.run.cause

    @property
    def service(self) -> str:
        """The AWS service."""
        return self.item.service

    @property
    def what(self) -> str:
        """What uses it; of a sum, the first that does."""
        quantity = self.placed.run.quantities[0]
        to = f" to {self.place.partition('>')[2]}" if quantity.place == EACH_OTHER else ""
        return f"{quantity.what}{to}"

    @property
    def is_unpriced(self) -> bool:
        """Whether its price is not known, and its amount is not known to be 0."""
        return self.price is None and bool(self.amount or self.lacks)


@frozen
class Bill:
    """What a Stack costs a month, in US dollars without taxes."""

    sums: tuple[Line, ...]
    """Its lines, added up where neighbours are of one item, place and cause."""
    regions: tuple[str, ...]
    evaluator: Evaluator = field(default_factory=lambda: Evaluator({}))

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every line."""
        return tuple(self.each_line())

    def each_line(self) -> Iterator[Line]:
        """Every line, one after another: all of them at once may be very many."""
        for _, sums in groupby(self.sums, lambda each: (each.placed.section, each.region)):
            lines = [line for each in sums for line in self.apart(each)]
            yield from sorted(lines, key=lambda line: line.placed.run.positions[0])

    def apart(self, line: Line) -> Iterator[Line]:
        """The lines that a sum is of."""
        placed, start, free = line.placed, line.start, line.free
        if len(placed.run.quantities) == 1:
            yield line
            return
        for run in placed.run.singles():
            single = placed._replace(run=run)
            amount = self.evaluator.amount(run.amount, placed.share)
            lacks = self.evaluator.lacks(run.amount, placed.share) if line.lacks else ()
            found = priced(single, amount, lacks, line.price, start, free)
            taken = min(free, found.amount)
            start, free = start + found.amount - taken, free - taken
            yield found

    def alike(self, line: Line) -> list[Line]:
        """The sums whose item, region, place and cause are those of another bill's line."""
        return self._alike.get(_key(line), [])

    @cached_property
    def _alike(self) -> dict[Hashable, list[Line]]:
        found: dict[Hashable, list[Line]] = defaultdict(list)
        for line in self.sums:
            found[_key(line)].append(line)
        return found

    @cached_property
    def total(self) -> Decimal:
        """The sum of all that is known."""
        return self.without(frozenset())

    def without(self, families: Set[str]) -> Decimal:
        """The sum of all that is known but for some families of items."""
        return sum((line.usd for line in self.sums if line.usd and line.item.family not in families), ZERO)

    def sum(self, **where: str) -> Decimal:
        """The sum of the lines whose attributes (`service`, `region`) are these."""
        return sum((line.usd for line in self.where(**where) if line.usd is not None), ZERO)

    def where(self, **where: str) -> list[Line]:
        """The sums whose attributes (`service`, `region`) are these."""
        return [
            line for line in self.sums if all(getattr(line, name) == value for name, value in where.items())
        ]

    @property
    def services(self) -> list[str]:
        """The services that it has lines of, in the order of SERVICES."""
        there = {line.service for line in self.sums}
        return [service for service in SERVICES if service in there]

    @property
    def unpriced(self) -> list[Line]:
        """The sums that are left out of the total."""
        return [line for line in self.sums if line.is_unpriced]

    @property
    def open(self) -> list[Line]:
        """The sums that depend on usage that nobody gave."""
        return [line for line in self.sums if line.lacks]


def _key(line: Line) -> Hashable:
    return line.item.key, line.region, line.place, line.cause


def priced(
    placed: Placed,
    amount: Decimal,
    lacks: tuple[Input, ...],
    price: Price | None,
    start: Decimal,
    free: Decimal,
) -> Line:
    """A line, where so many units were paid before it, and so many of what is free are left."""
    item, usd = placed.run.item, None
    if price is not None:
        paid = amount - min(free, amount) if free else amount
        usd = _climbed(price, start, paid)
        usd = usd / item.per if item.per > 1 else usd
        lacks = () if lacks and price.is_free else lacks
    return Line(placed, item, placed.region, placed.place, amount, lacks, price, usd, start, free)


def _climbed(price: Price, start: Decimal, paid: Decimal) -> Decimal:
    """The cost of units that follow others, times `Item.per`."""
    if len(price.steps) == 1:
        return paid * price.first  # a sum with what came before would drop the digits of a small amount
    total, end = ZERO, start + paid
    for index, (foot, usd) in enumerate(price.steps):
        last = index + 1 == len(price.steps)
        top = end if last else min(end, price.steps[index + 1][0])
        if top > max(start, foot):
            total += (top - max(start, foot)) * usd
    return total
