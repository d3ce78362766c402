"""What the page's script reads: lines for every number of regions, prices, usage and curves, as data for JSON.

Whatever is told more than once is told by its number in a list. Decimals are left to the writer of JSON.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Generic, TypeVar

from tfgen.cost import drivers
from tfgen.cost.amount import Driver
from tfgen.cost.chart import COUNTS, LEAST, MOST, Chart
from tfgen.cost.curve import UNITS, Curve, Mode, Reading, UnitPrices, Writes, alike, curve, put, unit_prices
from tfgen.cost.hints.suggestion import Case
from tfgen.cost.items import ACCOUNT, SERVICES, Item
from tfgen.cost.page.lines import Line, lines
from tfgen.cost.page.variants import usage_of, variants
from tfgen.cost.pictures.style import FILLS, text_on
from tfgen.cost.prices import Price
from tfgen.cost.quantity import Cause
from tfgen.cost.scene import Scene
from tfgen.cost.usage.stand_in import stand_in
from tfgen.cost.usage.usage import MAX_ITEM_KB, TableUsage, Usage
from tfgen.cost.usage.usage import MOST as MOST_COUNTED
from tfgen.stack.kinds.routing import is_drained
from tfgen.stack.kinds.table import V2019
from tfgen.stack.stack import Stack

T = TypeVar("T")
Data = dict[str, Any]

_UNITS = frozenset(item for mode in UNITS.values() for item in mode)
"""Items that are told table by table: the curve marks each table."""


@dataclass
class _Numbered(Generic[T]):
    """Values by their numbers."""

    numbers: dict[T, int] = field(default_factory=dict)

    def __call__(self, value: T) -> int:
        return self.numbers.setdefault(value, len(self.numbers))

    def __iter__(self) -> Any:
        return iter(self.numbers)


@dataclass
class _Lists:
    """What lines tell by number."""

    items: _Numbered[Item] = field(default_factory=_Numbered)
    places: _Numbered[str] = field(default_factory=_Numbered)
    users: _Numbered[str] = field(default_factory=_Numbered)
    drivers: _Numbered[Driver] = field(default_factory=_Numbered)
    groups: _Numbered[tuple[int, ...]] = field(default_factory=_Numbered)


@dataclass(frozen=True, slots=True)
class Model:
    """The script's data, and the prices in it."""

    data: Data
    prices: tuple[tuple[Item, str, Price], ...]
    """Every price that is used with any number of regions, and where it holds."""


def model(case: Case) -> Model:
    """The data of a Stack, its usage and prices. An example stands for usage that nobody gave."""
    found = variants(case.stack)
    scenes = [Scene(variant, usage_of(variant, case.stack, case.usage)) for variant in found]
    told = [lines(scene, _UNITS) for scene in scenes]
    prices = tuple(_prices(case, (line for each in told for line in each)))
    lists = _Lists()
    data = {
        "lines": [[_line(line, lists) for line in each] for each in told],
        "prices": [
            [lists.items(item), lists.places(place), [list(step) for step in price.steps]]
            for item, place, price in prices
        ],
        "charts": _charts(case, scenes, lists),
        "own": len(case.stack.regions),
        "regions": [_region(found[-1], number, case.stack) for number in range(len(found))],
        "usage": _usage(case.stack, stand_in(case.stack, case.usage)),
        "limits": {"requests": MOST_COUNTED, "item": MAX_ITEM_KB},
    }
    return Model({**data, **_told(lists, case)}, prices)


def _told(lists: _Lists, case: Case) -> Data:
    """The lists, and the services in them."""
    known = drivers.values(case.stack, case.usage)
    services = [name for name in SERVICES if any(item.service == name for item in lists.items)]
    looks = [FILLS[number % len(FILLS)] for number in range(len(services))]
    return {
        "items": [_item(item, services) for item in lists.items],
        "places": list(lists.places),
        "users": list(lists.users),
        "drivers": [[driver.kind, driver.of, known.get(driver) is None] for driver in lists.drivers],
        "groups": list(lists.groups),
        "causes": [cause.value for cause in Cause],
        "services": [
            {"name": name, "fill": fill, "ink": text_on(fill), "hatched": number >= len(FILLS)}
            for number, (name, fill) in enumerate(zip(services, looks, strict=True))
        ],
    }


def _prices(case: Case, lines: Iterable[Line]) -> Iterable[tuple[Item, str, Price]]:
    for item, place in dict.fromkeys((line.item, line.place) for line in lines):
        price = case.prices.find(item, place)
        if price:
            yield item, place, price


def _line(line: Line, lists: _Lists) -> list[Any]:
    """Item, place of the price, region, cause, what uses it (-1: not told), and parts."""
    user = lists.users(line.what) if line.what else -1
    parts = []
    for part in line.parts:
        group = lists.groups(tuple(lists.drivers(driver) for driver in part.drivers))
        is_free = not part.least and part.most is None
        parts.append([part.factor, group] if is_free else [part.factor, group, part.least, part.most])
    numbers = [lists.items(line.item), lists.places(line.place), lists.places(line.region)]
    return [*numbers, list(Cause).index(line.cause), user, parts]


def _item(item: Item, services: list[str]) -> Data:
    return {
        "service": services.index(item.service),
        "title": item.title,
        "family": item.family,
        "unit": item.unit,
        "per": item.per,
        "free": item.free,
        "account": item.pool == ACCOUNT,
    }


def _region(largest: Stack, number: int, stack: Stack) -> Data:
    region = largest.regions[number]
    return {
        "name": region.name,
        "drained": is_drained(stack, region),
        "example": number >= len(stack.regions),
    }


def _usage(stack: Stack, usage: Usage) -> Data:
    """A usage in which nothing is unknown, as lists: a name may be any that JavaScript's objects have."""
    beside = usage.beside
    return {
        "functions": [
            {"name": name, **dataclasses.asdict(usage.functions[name])} for name in stack.functions
        ],
        "tables": [_table(name, usage.tables[name]) for name in stack.tables],
        "queries": usage.queries,
        "key_requests": beside.key_requests or 0,
        "secret_requests": beside.secret_requests or 0,
        "queue_requests": beside.queue_requests or 0,
        "cdn_requests": beside.cdn.requests if beside.cdn else 0,
        "cdn_transfer": beside.cdn.transfer if beside.cdn else 0,
        "free_tier": usage.free_tier,
    }


def _table(name: str, usage: TableUsage) -> Data:
    indexes = [{"name": index, **dataclasses.asdict(its)} for index, its in usage.indexes.items()]
    return {"name": name, **dataclasses.asdict(usage), "indexes": indexes}


def _charts(case: Case, scenes: Sequence[Scene], lists: _Lists) -> list[Data]:
    """The curves for every number of regions, for each capacity mode and version that tables have."""
    tables: dict[tuple[Mode, str], list[str]] = {}
    for name, table in case.stack.tables.items():
        mode = Mode.PROVISIONED if table.capacity else Mode.ON_DEMAND
        tables.setdefault((mode, table.global_table), []).append(name)
    found = []
    for (mode, version), names in (tables or {(Mode.ON_DEMAND, V2019): []}).items():
        home = unit_prices(case.prices, case.stack.home.name, mode)
        if home:
            read, write, replicated = (lists.items.numbers.get(item, -1) for item in UNITS[mode])
            frame = Chart(mode, version, case.stack.home.name, len(scenes), case.prices.name, (), ())
            found.append(
                {
                    "title": frame.title,
                    "source": frame.source,
                    "tables": [lists.users(name) for name in names],
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
    shares = [scene.share(region) for region in regions]
    return [_numbers(curve(home, known, reading, billed, shares)) for reading in Reading]


def _numbers(curve: Curve) -> list[Decimal]:
    return [curve.write, curve.read, curve.writes, curve.reads]
