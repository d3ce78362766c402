"""Which places have names: the thirty cities, large ones of every country, and those of regions and edges."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from importlib import resources

from tfgen.world.places import CITIES, EDGES, REGIONS, City


def named(name: str) -> tuple[tuple[City, float], ...]:
    """The cities that a name stands for, with the part of each: one, or a country's; none of an unknown one.

    Upper and lower case, and accents, make no difference.
    """
    city = _cities().get(folded(name))
    if city:
        return ((city, 1.0),)
    found = _countries().get(name.upper(), ())
    people = sum(count for _, count in found)
    return tuple((each, count / people) for each, count in found)


def names(letter: str) -> list[str]:
    """Every name of a city that begins so."""
    return [city.name for folded_name, city in _cities().items() if folded_name.startswith(folded(letter))]


def folded(name: str) -> str:
    """A name without accents and case."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold().strip()


@cache
def _cities() -> dict[str, City]:
    beside = [City(each.city, each.country, each.lat, each.lon) for each in EDGES]
    beside += [City(each.city, each.country, each.lat, each.lon) for each in REGIONS.values()]
    large = [city for cities in _countries().values() for city, _ in cities]
    found: dict[str, City] = {}
    for city in (*CITIES, *large, *beside):
        found.setdefault(folded(city.name), city)
    return found


@cache
def _countries() -> dict[str, tuple[tuple[City, int], ...]]:
    """Each country's large cities, with how many people live there."""
    text = (resources.files("tfgen.latency") / "data" / "large_cities.csv").read_text("utf-8")
    found: dict[str, tuple[tuple[City, int], ...]] = {}
    for row in csv.DictReader(line for line in text.splitlines() if not line.startswith("#")):
        city = City(row["name"], row["country"], float(row["lat"]), float(row["lon"]))
        found[city.country] = (*found.get(city.country, ()), (city, int(row["people"])))
    return found
