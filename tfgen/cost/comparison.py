"""Bills held against each other: what a difference comes to, and what causes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from tfgen.cost.bill import Bill, Line
from tfgen.cost.expression import ZERO, form, is_shared
from tfgen.cost.items import Item
from tfgen.cost.quantity import Cause
from tfgen.frozen import frozen

K = TypeVar("K")

_NOISE = Decimal("1e-15")
NOTHING = Bill((), ())
"""The bill of what is not there."""


@frozen
class Comparison:
    """A bill, and another that it is held against."""

    bill: Bill
    other: Bill
    name: str
    """What the other is, such as `eu-west-1 alone`."""
    at_home: bool = False
    """Whether the other is the same service in its home region alone."""

    @cached_property
    def unpriced(self) -> set[Item]:
        """Items that differ, of which some price is not known: their families are left out on both sides."""
        return self._differing(lambda line: line.is_unpriced, lambda line: line.item)

    @cached_property
    def noise(self) -> Decimal:
        """Less than what the digits of the sums can tell, in US dollars."""
        return _NOISE * max(Decimal(1), self.bill.total, self.other.total)

    @cached_property
    def difference(self) -> Decimal:
        """How much more the bill is, in US dollars a month."""
        found = self.bill.without(self._left_out) - self.other.without(self._left_out)
        return found if abs(found) >= self.noise else ZERO

    @property
    def is_open(self) -> bool:
        """Whether the difference depends on usage that nobody gave."""
        return bool(self.open_services)

    @cached_property
    def open_services(self) -> set[str]:
        """The services whose difference depends on usage that nobody gave."""
        left_out = self._left_out
        return self._differing(
            lambda line: bool(line.lacks) and line.item.family not in left_out, lambda line: line.service
        )

    @property
    def percent(self) -> Decimal | None:
        """The same in percent of the other.

        None if the other is 0, either depends on usage that nobody gave, or a price is missing that one of them needs.
        """
        if self.is_open or self.unpriced or not self.other.total:
            return None
        return self.difference / self.other.total * 100

    def causes(self) -> list[tuple[Cause, Decimal]]:
        """What makes the difference, the largest first; together they are all of it."""
        return self._by(lambda line: line.cause)

    def services(self) -> list[tuple[str, Decimal]]:
        """The services that make the difference, the largest first."""
        return self._by(lambda line: line.service)

    def lines(self) -> list[tuple[tuple[str, str, str, str], Decimal]]:
        """The lines that make the difference (service, region, item, what), the largest first."""
        return self._added(
            ((sign, each) for sign, bill, _ in self._sides for each in self._apart(bill)),
            lambda line: (line.service, line.region, line.item.title, line.what),
        )

    def priced(self, bill: Bill) -> list[Line]:
        """The sums of a bill that can be compared."""
        left_out = self._left_out
        return [line for line in bill.sums if line.item.family not in left_out]

    def depends_on_usage(self) -> bool:
        """Whether what the bills differ in depends on usage that nobody gave, compared or not."""
        return bool(self._differing(lambda line: bool(line.lacks), lambda _: None))

    @cached_property
    def _left_out(self) -> set[str]:
        return {item.family for item in self.unpriced}

    @property
    def _sides(self) -> tuple[tuple[int, Bill, Bill], tuple[int, Bill, Bill]]:
        """Each bill, with what its amounts count for, and the other."""
        return (1, self.bill, self.other), (-1, self.other, self.bill)

    def _differing(self, test: Callable[[Line], bool], key: Callable[[Line], K]) -> set[K]:
        """The keys of lines of this sort that one of the bills has and the other has not."""
        found: set[K] = set()
        for _, bill, other in self._sides:
            for line in bill.sums:
                if test(line) and key(line) not in found and any(map(test, _without(line, bill, other))):
                    found.add(key(line))
        return found

    def _by(self, key: Callable[[Line], K]) -> list[tuple[K, Decimal]]:
        return self._added(((sign, line) for sign, bill, _ in self._sides for line in self.priced(bill)), key)

    def _added(self, lines: Iterable[tuple[int, Line]], key: Callable[[Line], K]) -> list[tuple[K, Decimal]]:
        sums: dict[K, Decimal] = defaultdict(Decimal)
        for sign, line in lines:
            sums[key(line)] += sign * (line.usd or ZERO)
        found = ((k, usd) for k, usd in sums.items() if abs(usd) >= self.noise)
        return sorted(found, key=lambda pair: -abs(pair[1]))

    def _apart(self, bill: Bill) -> Iterator[Line]:
        for line in self.priced(bill):
            yield from bill.apart(line)


def _without(line: Line, bill: Bill, other: Bill) -> Iterator[Line]:
    """The lines of a bill's sum that another bill has not."""
    alike = other.alike(line)
    same = next((each for each in alike if each.placed.run is line.placed.run), None)
    if not alike:
        yield line
    elif same and same.placed.share == line.placed.share:
        return
    elif same:
        yield from (each for each in bill.apart(line) if is_shared(each.placed.run.amount))
    else:
        forms = {_form(each) for sums in alike for each in other.apart(sums)}
        yield from (each for each in bill.apart(line) if _form(each) not in forms)


def _form(line: Line) -> Hashable:
    amount = line.placed.run.amount
    return line.what, form(amount), line.placed.share if is_shared(amount) else None
