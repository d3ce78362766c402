"""What is drawn of a stack's tables: the curves of their capacity mode and version, and each table's own place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from tfgen.cost.bill import Bill, Line
from tfgen.cost.curve import UNITS, Curve, Mode, Reading, alike, curve, put, unit_prices
from tfgen.cost.items import Item
from tfgen.cost.prices import Prices
from tfgen.cost.scene import Scene
from tfgen.cost.usage.usage import Usage
from tfgen.stack.kinds.table import V2019, Table
from tfgen.stack.stack import Stack

COUNTS = (2, 3, 5)
"""Numbers of regions that are drawn whatever the stack has."""
LEAST, MOST = Decimal("0.1"), Decimal(100)
"""The ratios that are drawn."""


@dataclass(frozen=True, slots=True)
class Family:
    """Both readings for a number of regions."""

    regions: int
    own: bool
    """Whether they are the stack's regions, at their own prices; else all have those of the home region."""
    shared: Curve
    growing: Curve


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a table of the stack lies, as its bill has it: at each region's prices, within the bounds of autoscaling."""

    table: str
    x: Decimal
    percent: Decimal
    least: bool
    """Whether usage is not known, so that these are the lower bounds of its capacity."""


@dataclass(frozen=True, slots=True)
class Chart:
    """The curves of a capacity mode and a version of global tables, and the tables that have both."""

    mode: Mode
    version: str
    home: str
    """The region whose prices the curves take."""
    count: int
    """How many regions the stack has."""
    prices: str
    families: tuple[Family, ...]
    marks: tuple[Mark, ...]

    @property
    def title(self) -> str:
        """What it shows."""
        return f"What more regions add to the cost of a DynamoDB table ({self.mode}, {self.version})"

    @property
    def source(self) -> str:
        """Which prices, and what is not in them."""
        own = [f", R = {family.regions} at each region's own" for family in self.families if family.own]
        return f"At the prices of {self.home} ({self.prices}){''.join(own)}; without storage and transfer."

    @property
    def top(self) -> Decimal:
        """The highest percentage in it; at least 1."""
        return max(Decimal(1), *self._ends())

    @property
    def low(self) -> Decimal:
        """The lowest percentage in it, if below 0, as where reads move to cheaper regions."""
        return min(Decimal(0), *self._ends())

    def _ends(self) -> list[Decimal]:
        curves = [each for family in self.families for each in (family.shared, family.growing)]
        return [
            *(each.at(x) for each in curves for x in (LEAST, MOST)),
            *(mark.percent for mark in self.marks),
        ]


def told(mark: Mark, count: int) -> str:
    """What a table comes to in so many regions, in words."""
    regions = f"{count} region{'' if count == 1 else 's'}"
    least = ", at its lower bounds" if mark.least else ""
    return f"x = {ratio(mark.x)}, {percentage(mark.percent)} in {regions}{least}"


def percentage(value: Decimal) -> str:
    """A percentage with its sign, to a tenth where it is below 100."""
    digits = Decimal("0.1") if abs(value) < 100 else Decimal(1)
    return f"{value.quantize(digits, ROUND_HALF_UP):+,} %".replace(".0 %", " %")


def ratio(value: Decimal) -> str:
    """A ratio of read to write units, to three digits that count."""
    return f"{Context(prec=3).plus(value).normalize():,f}"


def charts(stack: Stack, usage: Usage, many: Bill, alone: Bill, prices: Prices) -> list[Chart]:
    """A chart for each capacity mode and version that tables have; the default's if there are no tables.

    The bills are those of the stack, and of the stack at home. Where the home region's price of a unit is not known,
    there is no curve: `Bill.unpriced` names it.
    """
    kinds = [_kind(table) for table in stack.tables.values()] or [(Mode.ON_DEMAND, V2019)]
    found = []
    for mode, version in dict.fromkeys(kinds):
        families = tuple(_families(Scene(stack, usage), version, mode, prices))
        marks = tuple(
            mark
            for name, table in stack.tables.items()
            if _kind(table) == (mode, version) and (mark := _mark(name, mode, many, alone))
        )
        if families:
            home, count = stack.home.name, len(stack.regions)
            found.append(Chart(mode, version, home, count, prices.name, families, marks))
    return found


def _kind(table: Table) -> tuple[Mode, str]:
    return (Mode.PROVISIONED if table.capacity else Mode.ON_DEMAND), table.global_table


def _families(scene: Scene, version: str, mode: Mode, prices: Prices) -> Iterator[Family]:
    regions, billed = scene.stack.regions, put(version)
    home = unit_prices(prices, scene.stack.home.name, mode)
    if home is None:
        return
    known = [units for region in regions if (units := unit_prices(prices, region.name, mode))]
    own = len(known) == len(regions) and any(units != home for units in known)
    for count in sorted({*COUNTS, max(len(regions), 2)}):
        if own and count == len(regions):
            shares = [scene.share(region) for region in regions]
            yield Family(count, True, *(curve(home, known, reading, billed, shares) for reading in Reading))
        else:
            yield Family(count, False, *(alike(home, count, reading, billed) for reading in Reading))


def _mark(table: str, mode: Mode, many: Bill, alone: Bill) -> Mark | None:
    read, write, _ = UNITS[mode]
    reads, writes = _lines(alone, table, read), _lines(alone, table, write)
    written = sum((line.amount for line in writes), Decimal(0))
    before, after = _cost(alone, table, mode), _cost(many, table, mode)
    if not written or not before or after is None:
        return None
    x = sum((line.amount for line in reads), Decimal(0)) / written
    least = any(line.lacks for line in (*reads, *writes))
    return Mark(table, x, 100 * (after - before) / before, least)


def _cost(bill: Bill, table: str, mode: Mode) -> Decimal | None:
    """What a table's units cost, without its indexes' and whatever is free; None if a price is not known."""
    total = Decimal(0)
    for line in (line for item in UNITS[mode] for line in _lines(bill, table, item)):
        if line.price is None:
            return None
        total += line.amount * line.price.first / line.quantity.item.per
    return total


def _lines(bill: Bill, table: str, item: Item) -> list[Line]:
    return [line for line in bill.lines if line.quantity.what == table and line.quantity.item == item]
