"""How many milliseconds a packet takes there and back: a model.

Between regions it is what was measured (`data/round_trips.csv`). From anywhere else a packet first goes to a region
near by, the hub, at 2 ms + 0.012 ms for each kilometre, and from there as between regions: cables lead to where regions
are, and go round continents as the measured ones do. Hubs are the nearest region and those at most half as far again;
the soonest way counts. A region without measurements (`is_measured`) is reached through the nearest that has them. The
last mile, from a home or a phone to its city, is in none of this.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from tfgen.world.distance import km
from tfgen.world.places import EDGES, PRICE_CLASSES, REGIONS, Edge, Place, Point, Region, lines

START_MS = 2.0
MS_PER_KM = 0.012
"""There and back: light in glass takes 0.01, on a straight line."""
_HUBS_WITHIN = 1.5
"""As many times as far as the nearest region: 1.25 to 2 fit what was measured from cities about equally well."""


def between(one: str, other: str) -> float:
    """Milliseconds from one region to another, or within one, and back.

    Raises KeyError if either is no region.
    """
    return _between(*sorted((one, other)))


def to_region(place: Place, region: str) -> float:
    """Milliseconds from a place to a region and back.

    Raises KeyError if it is no region.
    """
    return min(_by_cable(place, hub) + between(hub.name, region) for hub in _hubs(place.lat, place.lon))


def to_edge(place: Place, edge: Edge) -> float:
    """Milliseconds from a place to an edge and back."""
    return _by_cable(place, edge)


def nearest_region(place: Place, regions: Iterable[str]) -> str:
    """The region that answers a place soonest; of equally near ones, the first by name."""
    return min(regions, key=lambda region: (to_region(place, region), region))


def nearest_edge(place: Place, price_class: str = PRICE_CLASSES[-1]) -> Edge:
    """The nearest edge of a price class; of equally near ones, the first by name."""
    has = PRICE_CLASSES[: PRICE_CLASSES.index(price_class) + 1]
    return min((edge for edge in EDGES if edge.price_class in has), key=lambda e: (km(place, e), e.name))


def is_measured(region: str) -> bool:
    """Whether the round trips of a region are measured ones; else they are estimated."""
    return region in _measured()


@lru_cache(4096)
def _hubs(lat: float, lon: float) -> tuple[Region, ...]:
    far = {name: km(Point(lat, lon), region) for name, region in REGIONS.items()}
    reach = _HUBS_WITHIN * min(far.values())
    return tuple(REGIONS[name] for name, distance in far.items() if distance <= reach)


def _by_cable(one: Place, other: Place) -> float:
    return START_MS + MS_PER_KM * km(one, other)


@cache
def _between(one: str, other: str) -> float:
    measured, within = _measured(), {name: REGIONS[name] for name in (one, other)}
    missing = [region for name, region in within.items() if name not in measured]
    if not missing:
        return measured[one][other]
    if len(within) == 1:
        return _within_a_region()
    region = missing[0]
    hub = min((REGIONS[name] for name in measured), key=lambda each: km(region, each))
    return _by_cable(region, hub) + between(hub.name, other if region.name == one else one)


def _within_a_region() -> float:
    """The median of those that are known."""
    known = sorted(row[name] for name, row in _measured().items())
    return known[len(known) // 2]


@cache
def _measured() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for line in lines("round_trips.csv"):
        name, *numbers = line.split(",")
        found[name] = {}
        for other, number in zip(found, numbers, strict=True):
            found[name][other] = found[other][name] = float(number)
    return found
