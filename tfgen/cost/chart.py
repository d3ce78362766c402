"""What is drawn of a stack's tables: the curves of their capacity mode and version, and each table's own place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal

from tfgen.cost.bill import Bill, Line
from tfgen.cost.curve import UNITS, Curve, Mode, Reading, alike, curve, put, unit_prices
from tfgen.cost.items import Item
from tfgen.cost.prices import Prices
from tfgen.cost.scene import Scene
from tfgen.frozen import frozen
from tfgen.stack.kinds.table import TABLE, V2019
from tfgen.stack.stack import Stack

COUNTS = (2, 3, 5)
"""Numbers of regions that are drawn whatever the stack has."""
LEAST, MOST = Decimal("0.1"), Decimal(100)
"""The ratios that are drawn."""


@frozen
class Family:
    """Both readings for a number of regions."""

    regions: int
    own: bool
    """Whether they are the stack's regions, at their own prices; else all have those of the home region."""
    shared: Curve
    growing: Curve


@frozen
class Mark:
    """Where a table of the stack lies, as its bill has it: at each region's prices, within the bounds of autoscaling."""

    table: str
    x: Decimal
    percent: Decimal
    least: bool
    """Whether usage is not known, so that these are the lower bounds of its capacity."""


@frozen
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


def charts(scene: Scene, many: Bill, alone: Bill, prices: Prices) -> list[Chart]:
    """A chart for each capacity mode and version that tables have; the default's if there are no tables.

    The bills are those of the stack, and of the stack at home. Where the home region's price of a unit is not known,
    there is no curve: `Bill.unpriced` names it.
    """
    found = []
    for (mode, version), tables in alike_tables(scene.stack).items():
        families = tuple(_families(scene, version, mode, prices))
        bills = _Units(alone, mode), _Units(many, mode)
        marks = tuple(mark for name in tables if (mark := _mark(name, *bills)))
        if families:
            home, count = scene.stack.home.name, len(scene.stack.regions)
            found.append(Chart(mode, version, home, count, prices.name, families, marks))
    return found


def alike_tables(stack: Stack) -> dict[tuple[Mode, str], list[str]]:
    """The tables of each capacity mode and version; the default's, with none, if there are no tables."""
    found: dict[tuple[Mode, str], list[str]] = {}
    for name, table in stack.all(TABLE).items():
        if not table.replicate:
            continue
        mode = Mode.PROVISIONED if table.capacity else Mode.ON_DEMAND
        found.setdefault((mode, table.global_table), []).append(name)
    return found or {(Mode.ON_DEMAND, V2019): []}


def _families(scene: Scene, version: str, mode: Mode, prices: Prices) -> Iterator[Family]:
    regions, billed = scene.stack.regions, put(version)
    home = unit_prices(prices, scene.stack.home.name, mode)
    if home is None:
        return
    known = [units for region in regions if (units := unit_prices(prices, region.name, mode))]
    own = len(known) == len(regions) and any(units != home for units in known)
    for count in sorted({*COUNTS, max(len(regions), 2)}):
        if own and count == len(regions):
            parts = list(scene.parts.values())
            yield Family(count, True, *(curve(home, known, reading, billed, parts) for reading in Reading))
        else:
            yield Family(count, False, *(alike(home, count, reading, billed) for reading in Reading))


class _Units:
    """The lines of a bill that are of units, by their item and what uses them."""

    def __init__(self, bill: Bill, mode: Mode) -> None:
        self._lines: dict[tuple[str, str], list[Line]] = defaultdict(list)
        self.items = UNITS[mode]
        for line in (each for sums in bill.sums if sums.item in self.items for each in bill.apart(sums)):
            self._lines[line.item.key, line.what].append(line)

    def of(self, table: str, item: Item) -> list[Line]:
        """The lines of a table, without those of its indexes."""
        return self._lines.get((item.key, table), [])

    def cost(self, table: str) -> Decimal | None:
        """What a table's units cost, without whatever is free; None if a price is not known."""
        total = Decimal(0)
        for line in (line for item in self.items for line in self.of(table, item)):
            if line.price is None:
                return None
            total += line.amount * line.price.first / line.item.per
        return total


def _mark(table: str, alone: _Units, many: _Units) -> Mark | None:
    read, write, _ = alone.items
    reads, writes = alone.of(table, read), alone.of(table, write)
    written = sum((line.amount for line in writes), Decimal(0))
    before, after = alone.cost(table), many.cost(table)
    if not written or not before or after is None:
        return None
    x = sum((line.amount for line in reads), Decimal(0)) / written
    least = any(line.lacks for line in (*reads, *writes))
    return Mark(table, x, 100 * (after - before) / before, least)
