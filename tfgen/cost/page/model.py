"""What the page's script reads: lines for every number of regions, prices, usage and curves, as data for JSON.

Whatever is told more than once is told by its number in a list. Decimals are left to the writer of JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from tfgen.cost.hints.suggestion import Case
from tfgen.cost.items import ACCOUNT, GLOBAL, SERVICES, Item
from tfgen.cost.page.curves import APART, LARGEST_KB, charts
from tfgen.cost.page.inputs import told
from tfgen.cost.page.numbered import Expressions, Numbered
from tfgen.cost.page.rows import Row, rows
from tfgen.cost.page.variants import usage_of, variants
from tfgen.cost.pictures.style import LOOKS, text_on
from tfgen.cost.prices import Price
from tfgen.cost.quantity import Cause
from tfgen.cost.scene import Scene
from tfgen.cost.usage.entry import MOST
from tfgen.cost.usage.file import completed
from tfgen.cost.usage.usage import FREE_TIER
from tfgen.frozen import frozen
from tfgen.stack.kinds.routing import is_drained

Data = dict[str, Any]


class _Lists:
    """What lines tell by number."""

    def __init__(self) -> None:
        self.items: Numbered[Item] = Numbered()
        self.places: Numbered[str] = Numbered()
        self.users: Numbered[str] = Numbered()
        self.expressions = Expressions()


@frozen
class Model:
    """The script's data, and the prices in it."""

    data: Data
    prices: tuple[tuple[Item, str, Price], ...]
    """Every price that is used with any number of regions, and where it holds."""


def model(case: Case) -> Model:
    """The data of a Stack, its usage and prices. An example stands for usage that nobody gave."""
    found = variants(case.stack)
    scenes = [Scene(variant, usage_of(variant, case.stack, case.usage)) for variant in found]
    lists = _Lists()
    told_rows = rows([case.calculator.survey.of(scene) for scene in scenes], lists.expressions, APART)
    prices = tuple(_prices(case, told_rows))
    names = [region.name for region in found[-1].regions]
    data = {
        "lines": [_line(row, names, lists) for row in told_rows],
        "prices": [
            [lists.items(item), lists.places(place), [list(step) for step in price.steps]]
            for item, place, price in prices
        ],
        "shares": [list(scene.parts.values()) for scene in scenes],
        "charts": charts(case, scenes, lists.items, lists.users),
        "own": len(case.stack.regions),
        "regions": [_region(case, name, number) for number, name in enumerate(names)],
        "free_tier": case.usage.get(FREE_TIER),
        "limits": {"requests": MOST, "item": LARGEST_KB},
    }
    return Model({**data, **_told(lists, case)}, prices)


def _told(lists: _Lists, case: Case) -> Data:
    """The lists, and the services in them."""
    services = [name for name in SERVICES if any(item.service == name for item in lists.items)]
    return {
        "inputs": told(lists.expressions.inputs, completed(case.stack, case.usage), case.assumed),
        "expressions": lists.expressions.told,
        "items": [_item(item, services) for item in lists.items],
        "places": list(lists.places),
        "users": list(lists.users),
        "causes": [cause.value for cause in Cause],
        "services": [
            {"name": name, "fill": look.fill, "ink": text_on(look.fill), "hatched": look.hatched}
            for name, look in ((name, LOOKS[name]) for name in services)
        ],
    }


def _prices(case: Case, rows: Iterable[Row]) -> Iterator[tuple[Item, str, Price]]:
    for item, place in dict.fromkeys((row.item, row.place) for row in rows):
        price = case.calculator.price(item, place)
        if price:
            yield item, place, price


def _line(row: Row, regions: list[str], lists: _Lists) -> list[Any]:
    """Item, place of the price, place and number of the region (-1: none), cause, what uses it (-1: not told),
    its amount, and with how many regions it is there, from and to."""
    region = -1 if row.region == GLOBAL else regions.index(row.region)
    user = lists.users(row.what) if row.what else -1
    numbers = [lists.items(row.item), lists.places(row.place), lists.places(row.region), region]
    return [*numbers, list(Cause).index(row.cause), user, row.amount, row.least, row.most]


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


def _region(case: Case, name: str, number: int) -> Data:
    stack = case.stack
    drained = any(region.name == name and is_drained(stack, region) for region in stack.regions)
    return {"name": name, "drained": drained, "example": number >= len(stack.regions)}
