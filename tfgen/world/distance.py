"""How far places are from each other."""

from __future__ import annotations

import math

from tfgen.world.places import Place

_EARTH_RADIUS_KM = 6371.0


def km(one: Place, other: Place) -> float:
    """Kilometres along the great circle."""
    latitude, longitude = math.radians(one.lat), math.radians(one.lon)
    other_latitude, other_longitude = math.radians(other.lat), math.radians(other.lon)
    # the haversine formula, exact for points that are close as well
    chord = (
        math.sin((other_latitude - latitude) / 2) ** 2
        + math.cos(latitude) * math.cos(other_latitude) * math.sin((other_longitude - longitude) / 2) ** 2
    )
    return 2 * _EARTH_RADIUS_KM * math.asin(math.sqrt(min(chord, 1.0)))
