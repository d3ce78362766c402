"""The curves of tables, for every number of regions, as data for the page's script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from tfgen.cost.chart import COUNTS, LEAST, MOST, Chart, alike_tables
from tfgen.cost.curve import UNITS, Curve, Mode, Reading, UnitPrices, Writes, alike, curve, put, unit_prices
from tfgen.cost.hints.suggestion import Case
from tfgen.cost.items import Item
from tfgen.cost.page.numbered import Numbered
from tfgen.cost.scene import Scene
from tfgen.cost.usage.tables import MAX_ITEM_KB

Data = dict[str, Any]
APART = frozenset(item for mode in UNITS.values() for item in mode)
"""Items that are told table by table: the curve marks each table."""
LARGEST_KB = MAX_ITEM_KB
"""The most that the control of items can be set to."""


def charts(case: Case, scenes: Sequence[Scene], items: Numbered[Item], users: Numbered[str]) -> list[Data]:
    """The curves for every number of regions, for each capacity mode and version that tables have."""
    found = []
    for (mode, version), names in alike_tables(case.stack).items():
        home = unit_prices(case.prices, case.stack.home.name, mode)
        if home:
            read, write, replicated = (items.numbers.get(item, -1) for item in UNITS[mode])
            frame = Chart(mode, version, case.stack.home.name, len(scenes), case.prices.name, (), ())
            found.append(
                {
                    "title": frame.title,
                    "source": frame.source,
                    "tables": [users(name) for name in names],
                    "read": read,
                    "written": [write, replicated],
                    "families": list(_families(case, scenes, home, mode, put(version))),
                    "drawn": COUNTS,
                    "least": LEAST,
                    "most": MOST,
                }
            )
    return found


def _families(
    case: Case, scenes: Sequence[Scene], home: UnitPrices, mode: Mode, billed: Writes
) -> Iterator[Data]:
    """Both readings for a number of regions, at home's prices and, where all are known, at each region's own."""
    for count in sorted({*COUNTS, *range(2, len(scenes) + 1)}):
        alikes = [_numbers(alike(home, count, reading, billed)) for reading in Reading]
        own = _own(case, scenes[count - 1], home, mode, billed) if count <= len(scenes) else None
        yield {"regions": count, "alike": alikes, "own": own}


def _own(
    case: Case, scene: Scene, home: UnitPrices, mode: Mode, billed: Writes
) -> list[list[Decimal]] | None:
    regions = scene.stack.regions
    known = [each for region in regions if (each := unit_prices(case.prices, region.name, mode))]
    if len(known) < len(regions):
        return None
    parts = list(scene.parts.values())
    return [_numbers(curve(home, known, reading, billed, parts)) for reading in Reading]


def _numbers(curve: Curve) -> list[Decimal]:
    return [curve.write, curve.read, curve.writes, curve.reads]
