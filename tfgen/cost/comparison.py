"""Bills held against each other: what a difference comes to, and what causes it."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from tfgen.cost.bill import Bill, Line
from tfgen.cost.items import Item
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.usage.usage import Usage
from tfgen.stack.kinds.routing import is_drained
from tfgen.stack.stack import Stack

K = TypeVar("K")

_NOISE = Decimal("1e-15")
NOTHING = Bill((), ())
"""The bill of what is not there."""


@dataclass(frozen=True)
class Comparison:
    """A bill, and another that it is held against."""

    bill: Bill
    other: Bill
    name: str
    """What the other is, such as `eu-west-1 alone`."""
    at_home: bool = False
    """Whether the other is the same service in its home region alone."""

    @cached_property
    def differing(self) -> set[Quantity]:
        """What one of the bills has and the other has not."""
        ours, theirs = ({line.quantity for line in bill.lines} for bill in (self.bill, self.other))
        return ours ^ theirs

    @cached_property
    def unpriced(self) -> set[Item]:
        """Items that differ, of which some price is not known: their families are left out on both sides."""
        lines = (*self.bill.unpriced, *self.other.unpriced)
        return {line.quantity.item for line in lines if line.quantity in self.differing}

    @cached_property
    def noise(self) -> Decimal:
        """Less than what the digits of the sums can tell, in US dollars."""
        return _NOISE * max(Decimal(1), self.bill.total, self.other.total)

    @property
    def difference(self) -> Decimal:
        """How much more the bill is, in US dollars a month."""
        return sum((usd for _, usd in self._by(lambda _: None)), Decimal(0))

    @property
    def is_open(self) -> bool:
        """Whether the difference depends on usage that nobody gave."""
        return bool(self.open_services)

    @cached_property
    def open_services(self) -> set[str]:
        """The services whose difference depends on usage that nobody gave."""
        both = (*self.priced(self.bill), *self.priced(self.other))
        return {line.service for line in both if line.lacks and line.quantity in self.differing}

    @property
    def percent(self) -> Decimal | None:
        """The same in percent of the other; None if the other is 0, or either depends on usage that nobody gave."""
        if self.is_open:
            return None
        base = sum((line.usd or Decimal(0) for line in self.priced(self.other)), Decimal(0))
        return self.difference / base * 100 if base else None

    def causes(self) -> list[tuple[Cause, Decimal]]:
        """What makes the difference, the largest first; together they are all of it."""
        return self._by(lambda line: line.quantity.cause)

    def services(self) -> list[tuple[str, Decimal]]:
        """The services that make the difference, the largest first."""
        return self._by(lambda line: line.service)

    def lines(self) -> list[tuple[tuple[str, str, str, str], Decimal]]:
        """The lines that make the difference (service, region, item, what), the largest first."""
        return self._by(
            lambda line: (line.service, line.region, line.quantity.item.title, line.quantity.what)
        )

    def priced(self, bill: Bill) -> list[Line]:
        """The lines of a bill that can be compared."""
        left_out = {item.family for item in self.unpriced}
        return [line for line in bill.lines if line.quantity.item.family not in left_out]

    def _by(self, key: Callable[[Line], K]) -> list[tuple[K, Decimal]]:
        sums: dict[K, Decimal] = defaultdict(Decimal)
        for sign, bill in ((1, self.bill), (-1, self.other)):
            for line in self.priced(bill):
                sums[key(line)] += sign * (line.usd or Decimal(0))
        found = ((k, usd) for k, usd in sums.items() if abs(usd) >= self.noise)
        return sorted(found, key=lambda pair: -abs(pair[1]))


def fitted(usage: Usage, own: Stack, other: Stack) -> Usage:
    """A usage of one Stack for another: the shares of the regions that the other has, of all that these answer.

    A region that the usage cannot know makes all shares the same; so do regions that answer nothing together.
    """
    known = {region.name: usage.shares.get(region.name, Decimal(0)) for region in own.regions}
    active = [region.name for region in other.regions if not is_drained(other, region)]
    total = sum(known.get(name, Decimal(0)) for name in active)
    if not usage.shares or not total or not known.keys() >= set(active):
        return dataclasses.replace(usage, shares={})
    return dataclasses.replace(usage, shares={name: known[name] * 100 / total for name in active})
