"""What `tfgen cost` tells, before it has a format."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from tfgen.cost.bill import Bill, Line
from tfgen.cost.comparison import Comparison
from tfgen.cost.drivers import words
from tfgen.cost.hints.hints import Hint
from tfgen.cost.hints.suggestion import Case
from tfgen.cost.items import GLOBAL, Item
from tfgen.cost.money import unit_price
from tfgen.diagnostics import Diagnostic
from tfgen.stack.stack import Stack


@dataclass(frozen=True, slots=True)
class Report:
    """A bill, what it is held against, and what to do about it."""

    stack: Stack
    bill: Bill
    comparison: Comparison
    hints: tuple[Hint, ...]
    usage: str
    """The name of the usage file; empty if none was given."""
    prices: str
    """The name of the prices."""
    warnings: tuple[Diagnostic, ...]
    """What is wrong with the usage, such as a load above a table's capacity."""
    case: Case
    """What it was made of, for formats that let the reader change it."""

    @property
    def places(self) -> list[str]:
        """Its regions, and `global` where something is billed that belongs to none."""
        there = {line.region for line in self.bill.lines}
        return [*self.bill.regions, *([GLOBAL] if GLOBAL in there else [])]

    @property
    def dates(self) -> tuple[str, str]:
        """When the oldest and the newest of its prices were found; empty if there are none."""
        dates = sorted(line.price.as_of for line in self.bill.lines if line.price)
        return (dates[0], dates[-1]) if dates else ("", "")


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An item that depends on usage which nobody gave."""

    item: Item
    prices: tuple[tuple[str, tuple[str, ...]], ...]
    """Each unit price (`unknown` if it is not known), and where it holds."""
    needs: str
    """What a usage file would have to say, such as `requests of get-key`."""


def open_items(bill: Bill) -> list[OpenItem]:
    """Everything that depends on usage which nobody gave, item by item."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in bill.open:
        found[line.quantity.item.key].append(line)
    return [_open_item(lines) for lines in found.values()]


def unpriced(bill: Bill) -> list[tuple[str, str, str]]:
    """Everything that is left out of the sum: service, item, and where its price is not known."""
    places: dict[Item, dict[str, None]] = defaultdict(dict)
    for line in bill.unpriced:
        places[line.quantity.item][line.quantity.priced_in] = None
    return [(item.service, item.title, ", ".join(where)) for item, where in places.items()]


def _open_item(lines: list[Line]) -> OpenItem:
    prices: dict[str, dict[str, None]] = defaultdict(dict)
    for line in lines:
        usd = unit_price(line.price) if line.price else "unknown"
        prices[usd][line.quantity.priced_in] = None
    shown = tuple((usd, tuple(places)) for usd, places in prices.items())
    return OpenItem(lines[0].quantity.item, shown, words(driver for line in lines for driver in line.lacks))
