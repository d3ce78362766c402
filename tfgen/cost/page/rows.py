"""Rows of a bill before usage, as short as they can be told without a change of any sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from tfgen.cost.items import Item
from tfgen.cost.page.numbered import Expressions
from tfgen.cost.quantity import Cause
from tfgen.cost.survey import Placed


class Row(NamedTuple):
    """Quantities of one item in one place, for one cause, with some numbers of regions."""

    item: Item
    place: str
    """Where its price is looked up."""
    region: str
    cause: Cause
    what: str
    """What uses it, where that is told apart."""
    amount: int
    """The number of its expression."""
    least: int = 0
    most: int = 0
    """The numbers of regions with which it is there."""


_Key = tuple[Row, int]
"""A row, and how many that are the same stand before it."""


def rows(
    variants: Sequence[Iterable[Placed]], expressions: Expressions, apart: Collection[Item]
) -> list[Row]:
    """The rows for every number of regions, from one on; those of each number in the order of its bill.

    Items in `apart` keep what uses them.
    """
    order = _Order()
    counts: dict[_Key, list[int]] = {}
    for count, placed in sorted(enumerate(variants, 1), reverse=True):
        before: Counter[Row] = Counter()
        order.restart()
        for row in _rows(placed, expressions, apart):
            key = (row, before[row])
            before[row] += 1
            order.add(key)
            counts.setdefault(key, []).append(count)
    return [key[0]._replace(least=least, most=most) for key in order for least, most in _spans(counts[key])]


def _rows(placed: Iterable[Placed], expressions: Expressions, apart: Collection[Item]) -> Iterator[Row]:
    for each in placed:
        is_apart = each.run.item in apart
        for run in each.run.singles() if is_apart else [each.run]:
            what = run.quantities[0].what if is_apart else ""
            yield Row(run.item, each.place, each.region, run.cause, what, expressions(run.amount))


def _spans(counts: list[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow one another downwards, as their ends."""
    least = most = counts[0]
    for count in counts[1:]:
        if count < least - 1:
            yield least, most
            most = count
        least = count
    yield least, most


class _Order:
    """Keys in an order in which several lists agree."""

    def __init__(self) -> None:
        self._after: dict[_Key | None, _Key | None] = {None: None}
        self._last: _Key | None = None

    def restart(self) -> None:
        """A further list begins."""
        self._last = None

    def add(self, key: _Key) -> None:
        """A further key of the list: a new one follows the one before it."""
        if key not in self._after:
            self._after[key] = self._after[self._last]
            self._after[self._last] = key
        self._last = key

    def __iter__(self) -> Iterator[_Key]:
        key = self._after[None]
        while key is not None:
            yield key
            key = self._after[key]
