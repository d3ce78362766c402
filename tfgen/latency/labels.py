"""On which side of its place a label on the map stands."""

from __future__ import annotations

from collections.abc import Iterable

from tfgen.latency.clients import Client
from tfgen.world.places import REGIONS
from tfgen.world.projection import project

Spot = tuple[float, float]

_WIDE = 90.0
"""How wide a label is, in units of the map."""


def taken(clients: Iterable[Client], regions: Iterable[str]) -> list[Spot]:
    """What labels should not cover."""
    return [
        *(project(client.city) for client in clients),
        *(project(REGIONS[region]) for region in regions),
    ]


def goes_right(spot: Spot, others: Iterable[Spot]) -> bool:
    """Whether a label covers less at the right of a spot than at its left."""
    found = list(others)
    right, left = (_covered((spot[0] + side * _WIDE / 2, spot[1]), found) for side in (1, -1))
    return right <= left


def _covered(middle: Spot, others: Iterable[Spot]) -> int:
    x, y = middle
    return sum(abs(other_x - x) < _WIDE / 2 and abs(other_y - y) < _WIDE / 6 for other_x, other_y in others)
