"""Bills held against each other: what a difference comes to, and what causes it."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from tfgen.cost.bill import Bill, Line
from tfgen.cost.items import Item
from tfgen.cost.quantity import Cause
from tfgen.cost.usage.usage import Usage
from tfgen.stack.stack import Stack

K = TypeVar("K")

NOTHING = Bill((), ())
"""The bill of what is not there."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A bill, and another that it is held against."""

    bill: Bill
    other: Bill
    name: str
    """What the other is, such as `eu-west-1 alone`."""
    at_home: bool = False
    """Whether the other is the same service in its home region alone."""

    @property
    def unpriced(self) -> set[Item]:
        """Items of which some price is not known: they are left out on both sides, like is held against like."""
        return {line.quantity.item for bill in (self.bill, self.other) for line in bill.unpriced}

    @property
    def difference(self) -> Decimal:
        """How much more the bill is, in US dollars a month."""
        return sum((usd for _, usd in self._by(lambda _: None)), Decimal(0))

    @property
    def percent(self) -> Decimal | None:
        """The same in percent of the other; None if the other is 0."""
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
        left_out = self.unpriced
        return [line for line in bill.lines if line.quantity.item not in left_out]

    def _by(self, key: Callable[[Line], K]) -> list[tuple[K, Decimal]]:
        sums: dict[K, Decimal] = defaultdict(Decimal)
        for sign, bill in ((1, self.bill), (-1, self.other)):
            for line in self.priced(bill):
                sums[key(line)] += sign * (line.usd or Decimal(0))
        return sorted(((k, usd) for k, usd in sums.items() if usd), key=lambda pair: -abs(pair[1]))


def fitted(usage: Usage, stack: Stack) -> Usage:
    """A usage for a stack that it was not written for: shares of its regions alone, all the same if one has none."""
    active = [region.name for region in stack.regions if not region.drained]
    known = {name: usage.shares[name] for name in active if usage.shares.get(name)}
    total = sum(known.values())
    shares = {name: share / total * 100 for name, share in known.items()} if len(known) == len(active) else {}
    return dataclasses.replace(usage, shares=shares)
