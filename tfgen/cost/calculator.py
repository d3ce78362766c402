"""What works out bills, and what bills of a stack and of its variations have in common once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from tfgen.cost.bill import Bill, Line, priced
from tfgen.cost.expression import ZERO, Evaluator, Input
from tfgen.cost.items import ACCOUNT, Item
from tfgen.cost.prices import Price, Prices
from tfgen.cost.scene import Scene
from tfgen.cost.survey import Placed, Run, Survey
from tfgen.cost.usage.entry import Entry
from tfgen.cost.usage.shares import SHARES
from tfgen.cost.usage.usage import FREE_TIER, Usage
from tfgen.stack.stack import Stack


def bill(stack: Stack, usage: Usage, prices: Prices) -> Bill:
    """What a Stack costs a month with a usage."""
    return Calculator(prices).bill(stack, usage)


class Calculator:
    """Works out bills at some prices."""

    def __init__(self, prices: Prices) -> None:
        self.prices = prices
        self.survey = Survey()
        self._found: dict[tuple[str, str], Price | None] = {}
        self._known: list[tuple[dict[Entry[Any], Any], _Known]] = []

    def bill(self, stack: Stack, usage: Usage) -> Bill:
        """What a Stack costs a month with a usage."""
        known = self._of(usage)
        lines = self._lines(self.survey.of(Scene(stack, usage)), known, usage)
        return Bill(tuple(lines), tuple(region.name for region in stack.regions), known.evaluator)

    def evaluator(self, usage: Usage) -> Evaluator:
        """What works out the expressions of a usage, whatever its shares are."""
        return self._of(usage).evaluator

    def price(self, item: Item, place: str) -> Price | None:
        """The price of an item somewhere; None if it is not known there."""
        key = (item.key, place)
        if key not in self._found:
            self._found[key] = self.prices.find(item, place)
        return self._found[key]

    def _of(self, usage: Usage) -> _Known:
        said = {entry: value for entry, value in usage.said.items() if entry is not SHARES}
        for told, known in self._known:
            if told == said:
                return known
        self._known.append((said, _Known(Evaluator(usage.numbers))))
        return self._known[-1][1]

    def _lines(self, found: Iterable[Placed], known: _Known, usage: Usage) -> Iterator[Line]:
        """Lines of one item in one place climb the steps of its price one after another."""
        before: dict[tuple[str, str], Decimal] = {}
        free = _Free(usage.get(FREE_TIER))
        keeps = not usage.get(SHARES)  # with shares of its own, every variation has other lines
        for placed in found:
            item, place = placed.run.item, placed.place
            key = (item.key, place)
            start, left = before.get(key, ZERO), free.left(item, place)
            is_first = keeps and not start and not left
            line = known.lines.get(placed) if is_first else None
            if line is None:
                line = priced(placed, *known.worked_out(placed), self.price(item, place), start, left)
                if is_first:
                    known.lines[placed] = line
            paid = line.amount - free.take(item, place, line.amount) if left else line.amount
            before[key] = start + paid
            yield line


class _Known:
    """What was worked out of a usage already: in another region or place, or for another stack."""

    def __init__(self, evaluator: Evaluator) -> None:
        self.evaluator = evaluator
        self.lines: dict[Placed, Line] = {}
        """The first lines of an item in a place, before which nothing was paid."""
        self._runs: dict[tuple[Run, Decimal], tuple[Decimal, tuple[Input, ...]]] = {}

    def worked_out(self, placed: Placed) -> tuple[Decimal, tuple[Input, ...]]:
        """What is known of an amount, and what it lacks."""
        run, share = key = (placed.run, placed.share)
        found = self._runs.get(key)
        if found is None:
            found = self.evaluator.amount(run.amount, share), self.evaluator.lacks(run.amount, share)
            self._runs[key] = found
        return found


class _Free:
    """What is left of what is free, by service and unit: both processors of Lambda share theirs."""

    def __init__(self, granted: bool) -> None:
        self._granted = granted
        self._left: dict[tuple[str, str, str], Decimal] = {}

    def left(self, item: Item, place: str) -> Decimal:
        """How many units are still free."""
        return self._left.get(pool(item, place), item.free) if self._granted and item.free else ZERO

    def take(self, item: Item, place: str, amount: Decimal) -> Decimal:
        """Takes as many as there are of an amount, and tells how many that is."""
        left = self.left(item, place)
        taken = min(left, amount)
        self._left[pool(item, place)] = left - taken
        return taken


def pool(item: Item, place: str) -> tuple[str, str, str]:
    """What shares what is free."""
    return item.service, item.unit, "" if item.pool == ACCOUNT else place
