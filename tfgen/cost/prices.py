"""Prices: facts with a source and a date.

A file of prices is JSON. Items hold groups of places that have the same price, date and source:

    {"format": 1, "name": "2026-10-03", "sources": ["…"],
     "prices": {"lambda.requests.arm64": [{"usd": "0.20", "as_of": "2025-10-30", "source": 0, "places": ["eu-west-1"]}]}}

`usd` is the price of what the item is published for (`Item.per`), or, where it falls with the quantity, a list of
pairs: from how many units a month on, and the price from there. What is free is not in it (`Item.free`). `as_of` is
the date, or the month, that the source is of. A place is a region, `global`, one region `>` another for what is sent
between them, or an edge of CloudFront such as `europe`.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from decimal import Decimal
from importlib import resources
from typing import Any

from tfgen.cost.items import Item
from tfgen.frozen import frozen

FORMAT = 1
NOW, JANUARY_2018 = "prices.json", "prices-2018-01.json"
SHIPPED = {"2018-01": JANUARY_2018}
"""Prices of other times that come with tfgen, by the name that `--prices` takes."""


@frozen
class Price:
    """What an item costs somewhere."""

    steps: tuple[tuple[Decimal, Decimal], ...]
    """From how many units a month on (the first from 0), and US dollars for `Item.per` of them from there."""
    as_of: str
    source: str

    @property
    def is_free(self) -> bool:
        """Whether it costs nothing."""
        return not any(usd for _, usd in self.steps)

    @property
    def first(self) -> Decimal:
        """US dollars for `Item.per` units, before any falls with the quantity."""
        return self.steps[0][1]


class Prices:
    """A file of prices."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        if data.get("format") != FORMAT:
            raise ValueError(f"prices of format {FORMAT} are read, found {data.get('format')!r}")
        self.name: str = data["name"]
        self._sources: list[str] = data["sources"]
        self._groups = {
            key: {place: group for group in groups for place in group["places"]}
            for key, groups in data["prices"].items()
        }

    def find(self, item: Item, place: str) -> Price | None:
        """The price of an item in a region (or at an edge, or `global`); None if it is not known there."""
        group = self._groups.get(item.key, {}).get(place)
        return None if group is None else self._price(group)

    def places(self, item: Item) -> list[str]:
        """Where the price of an item is known."""
        return sorted(self._groups.get(item.key, {}))

    def _price(self, group: Mapping[str, Any]) -> Price:
        usd = group["usd"]
        steps = [["0", usd]] if isinstance(usd, str) else usd
        return Price(
            tuple((Decimal(start), Decimal(each)) for start, each in steps),
            group["as_of"],
            self._sources[group["source"]],
        )


def shipped(name: str = NOW) -> Prices:
    """Prices that come with tfgen."""
    return Prices(json.loads((resources.files("tfgen.cost") / "data" / name).read_text("utf-8")))


def merged(under: Prices, over: Prices) -> Prices:
    """What either knows; where both do, the newer fact, and `over`'s of two that are as old."""
    both = copy.copy(under)
    both.name = f"{under.name}, updated {over.name}"
    both._sources = [*under._sources, *over._sources]
    both._groups = {key: dict(places) for key, places in under._groups.items()}
    for key, places in over._groups.items():
        known = both._groups.setdefault(key, {})
        for place, group in places.items():
            if place not in known or group["as_of"] >= known[place]["as_of"]:
                known[place] = {**group, "source": group["source"] + len(under._sources)}
    return both
