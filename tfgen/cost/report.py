"""What `tfgen cost` tells, before it has a format."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from tfgen.cost.bill import Bill, Line
from tfgen.cost.comparison import Comparison
from tfgen.cost.expression import Input
from tfgen.cost.hints.hints import Hint, hints
from tfgen.cost.hints.suggestion import Case
from tfgen.cost.items import GLOBAL, Item
from tfgen.cost.money import unit_price
from tfgen.diagnostics import Diagnostic
from tfgen.frozen import frozen
from tfgen.stack.stack import Stack


@frozen
class Report:
    """A bill, what it is held against, and what to do about it."""

    case: Case
    """The stack, its usage and prices, for formats that let the reader change them."""
    comparison: Comparison
    usage: str
    """The name of the usage file; empty if none was given."""
    prices: str
    """The name of the prices."""
    warnings: tuple[Diagnostic, ...]
    """What is wrong with the usage, such as a load above a table's capacity."""

    @property
    def stack(self) -> Stack:
        """What is billed."""
        return self.case.stack

    @property
    def bill(self) -> Bill:
        """The bill."""
        return self.case.now

    @cached_property
    def hints(self) -> list[Hint]:
        """What would save money."""
        return hints(self.case)

    @property
    def hints_by_reason(self) -> dict[str, list[Hint]]:
        """The same, together with those that have the same reason; the most is still the first."""
        found: dict[str, list[Hint]] = {}
        for hint in self.hints:
            found.setdefault(hint.why, []).append(hint)
        return found

    @property
    def places(self) -> list[str]:
        """Its regions, and `global` where something is billed that belongs to none."""
        there = {line.region for line in self.bill.sums}
        return [*self.bill.regions, *([GLOBAL] if GLOBAL in there else [])]

    @property
    def dates(self) -> tuple[str, str]:
        """When the oldest and the newest of its prices were found; empty if there are none."""
        dates = sorted(line.price.as_of for line in self.bill.sums if line.price)
        return (dates[0], dates[-1]) if dates else ("", "")


NAMED = 6
"""Places that are named; of more, the first of them, and how many more there are."""


@frozen
class OpenItem:
    """An item that depends on usage which nobody gave."""

    item: Item
    prices: tuple[tuple[str, tuple[str, ...]], ...]
    """Each unit price (`unknown` if it is not known), and where it holds."""
    bounds: tuple[str, ...]
    """The least and the most of the unit prices that are known; empty if none is."""
    needs: str
    """What a usage file would have to say, such as `requests of get-key`."""


def open_items(bill: Bill) -> list[OpenItem]:
    """Everything that depends on usage which nobody gave, item by item."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in bill.open:
        found[line.item.key].append(line)
    return [_open_item(lines) for lines in found.values()]


def unpriced(bill: Bill) -> list[tuple[str, str, str]]:
    """Everything that is left out of the sum: service, item, and where its price is not known."""
    places: dict[Item, dict[str, None]] = defaultdict(dict)
    for line in bill.unpriced:
        places[line.item][line.place] = None
    return [(item.service, item.title, named(tuple(where))) for item, where in places.items()]


def named(places: Sequence[str]) -> str:
    """Places in a sentence."""
    more = len(places) - NAMED
    return ", ".join(places) if more <= 0 else f"{', '.join(places[:NAMED])} and {more} more"


def _open_item(lines: list[Line]) -> OpenItem:
    prices: dict[str, dict[str, None]] = defaultdict(dict)
    for line in lines:
        usd = unit_price(line.price) if line.price else "unknown"
        prices[usd][line.place] = None
    shown = tuple((usd, tuple(places)) for usd, places in prices.items())
    lacks = {id(line.lacks): line.lacks for line in lines}  # regions that are alike lack the very same
    known = sorted({line.price.first: unit_price(line.price) for line in lines if line.price}.items())
    bounds = tuple(dict.fromkeys((known[0][1], known[-1][1]))) if known else ()
    return OpenItem(lines[0].item, shown, bounds, words(said for each in lacks.values() for said in each))


def words(lacks: Iterable[Input]) -> str:
    """What a usage file has to say for numbers to be known: `requests of get-key, set-key; duration of get-key`."""
    owners: dict[str, dict[str, None]] = {}
    for said in lacks:
        owners.setdefault(said.what, {})[said.owner or said.key] = None
    return "; ".join(f"{what} of {', '.join(names)}" for what, names in owners.items())
