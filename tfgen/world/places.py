"""Places: AWS's regions, thirty cities, and the edges of CloudFront.

They are read from `data/`, where each file says what it holds, of when and from where.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib import resources
from typing import Protocol

from tfgen.frozen import frozen


class Place(Protocol):
    """What has coordinates, in degrees."""

    @property
    def lat(self) -> float: ...
    @property
    def lon(self) -> float: ...


@frozen
class Point:
    """A place without a name."""

    lat: float
    lon: float


@frozen
class Region:
    """A region of AWS's standard partition, and the city that it is named after."""

    name: str
    city: str
    country: str
    """ISO 3166-1, two letters."""
    lat: float
    lon: float


@frozen
class City:
    """Where clients are."""

    name: str
    country: str
    lat: float
    lon: float


@frozen
class Edge:
    """A city with edge locations of CloudFront."""

    name: str
    """The code of its airport, with which `X-Amz-Cf-Pop` begins."""
    city: str
    country: str
    lat: float
    lon: float
    price_class: str
    """The cheapest that has it."""


PRICE_CLASSES = ("PriceClass_100", "PriceClass_200", "PriceClass_All")
"""CloudFront's, from the fewest edges to all of them; each has those of the ones before."""


def lines(name: str) -> Iterator[str]:
    """The lines of a file of data that are no comment."""
    text = (resources.files("tfgen.world") / "data" / name).read_text("utf-8")
    return (line for line in text.splitlines() if not line.startswith("#"))


def _rows(name: str) -> csv.DictReader[str]:
    return csv.DictReader(lines(name))


def _coordinates(row: dict[str, str]) -> tuple[float, float]:
    return float(row["lat"]), float(row["lon"])


REGIONS = {
    row["name"]: Region(row["name"], row["city"], row["country"], *_coordinates(row))
    for row in _rows("regions.csv")
}
"""Every region, by its name."""

CITIES = tuple(City(row["name"], row["country"], *_coordinates(row)) for row in _rows("cities.csv"))

EDGES = tuple(
    Edge(row["name"], row["city"], row["country"], *_coordinates(row), f"PriceClass_{row['price_class']}")
    for row in _rows("edges.csv")
)
