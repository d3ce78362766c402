"""How far clients and regions are from each other.

Route 53 answers by latencies that it measures between networks and regions, and publishes none of them. This is a
model: the great circle between two cities, at the speed of light in glass, on cables that take a longer way. It
orders regions as a globe does. Route 53 may order them otherwise where the ways are about as long as each other, or
where cables go round a continent.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

CLIENTS = {
    "eu-central-1": "Europe (Frankfurt)",
    "us-east-1": "North America (Virginia)",
    "sa-east-1": "South America (São Paulo)",
    "ap-south-1": "Asia (Mumbai)",
    "ap-southeast-2": "Oceania (Sydney)",
}
"""One client on each of five continents: the region that it is near, and its name."""

COORDINATES = {
    "af-south-1": (-33.9, 18.4),
    "ap-east-1": (22.3, 114.2),
    "ap-east-2": (25.0, 121.6),
    "ap-northeast-1": (35.7, 139.7),
    "ap-northeast-2": (37.6, 127.0),
    "ap-northeast-3": (34.7, 135.5),
    "ap-south-1": (19.1, 72.9),
    "ap-south-2": (17.4, 78.5),
    "ap-southeast-1": (1.4, 103.8),
    "ap-southeast-2": (-33.9, 151.2),
    "ap-southeast-3": (-6.2, 106.8),
    "ap-southeast-4": (-37.8, 145.0),
    "ap-southeast-5": (3.1, 101.7),
    "ap-southeast-6": (-36.8, 174.8),
    "ap-southeast-7": (13.8, 100.5),
    "ca-central-1": (45.5, -73.6),
    "ca-west-1": (51.0, -114.1),
    "eu-central-1": (50.1, 8.7),
    "eu-central-2": (47.4, 8.5),
    "eu-north-1": (59.3, 18.1),
    "eu-south-1": (45.5, 9.2),
    "eu-south-2": (41.6, -0.9),
    "eu-west-1": (53.3, -6.3),
    "eu-west-2": (51.5, -0.1),
    "eu-west-3": (48.9, 2.4),
    "il-central-1": (32.1, 34.8),
    "me-central-1": (25.2, 55.3),
    "me-south-1": (26.2, 50.6),
    "mx-central-1": (20.6, -100.4),
    "sa-east-1": (-23.6, -46.6),
    "us-east-1": (39.0, -77.5),
    "us-east-2": (40.0, -83.0),
    "us-west-1": (37.4, -122.0),
    "us-west-2": (45.8, -119.7),
}
"""Latitude and longitude, in degrees, of the city or county that each region is named after."""

_EARTH_RADIUS_KM = 6371.0
_GLASS_KM_PER_MS = 200.0
_DETOUR = 1.4
_LAST_MILES_MS = 2.0


def round_trip(near: str, region: str) -> float:
    """An estimate of the milliseconds from a client near one region to another region and back.

    Raises KeyError if either is no region of AWS's standard partition.
    """
    distance = _great_circle_km(COORDINATES[near], COORDINATES[region])
    return _LAST_MILES_MS + 2 * _DETOUR * distance / _GLASS_KM_PER_MS


def nearest(client: str, regions: Iterable[str]) -> str:
    """Of some regions, the one that a client is nearest to; of equally near ones, the first by name."""
    return min(regions, key=lambda region: (round_trip(client, region), region))


def _great_circle_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    latitude, longitude = map(math.radians, one)
    other_latitude, other_longitude = map(math.radians, other)
    # the haversine formula, exact for points that are close as well
    chord = (
        math.sin((other_latitude - latitude) / 2) ** 2
        + math.cos(latitude) * math.cos(other_latitude) * math.sin((other_longitude - longitude) / 2) ** 2
    )
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(min(chord, 1.0)))
