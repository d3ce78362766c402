"""The projection of `land.svg`: Equal Earth, fitted into 1000 by 490 as d3-geo fits it.

Source: Šavrič, Patterson, Jenny: The Equal Earth map projection, 2018, https://doi.org/10.1080/13658816.2018.1504949
"""

from __future__ import annotations

import math

from tfgen.world.places import Place, Point

Vector = tuple[float, float, float]

WIDTH, HEIGHT = 1000.0, 490.0

_A = (1.340264, -0.081106, 0.000893, 0.003796)
_M = math.sqrt(3) / 2
_SCALE = WIDTH / 2 / 2.7066299836960748
"""The equator, from end to end, is as wide as the map."""


def project(place: Place) -> tuple[float, float]:
    """Where a place is in the picture: to the right and down from its upper left corner."""
    theta = math.asin(_M * math.sin(math.radians(place.lat)))
    square = theta * theta
    sixth = square**3
    x = (
        math.radians(place.lon)
        * math.cos(theta)
        / (_M * (_A[0] + 3 * _A[1] * square + sixth * (7 * _A[2] + 9 * _A[3] * square)))
    )
    y = theta * (_A[0] + _A[1] * square + sixth * (_A[2] + _A[3] * square))
    return WIDTH / 2 + _SCALE * x, HEIGHT / 2 - _SCALE * y


def great_circle(one: Place, other: Place, steps: int = 48) -> list[list[tuple[float, float]]]:
    """The shortest line between two places, in pieces: it is cut where it leaves the picture."""
    found: list[list[tuple[float, float]]] = [[]]
    before: float | None = None
    for place in _between(one, other, steps):
        if before is not None and abs(place.lon - before) > 180:
            found.append([])
        found[-1].append(project(place))
        before = place.lon
    return [piece for piece in found if len(piece) > 1]


def _between(one: Place, other: Place, steps: int) -> list[Point]:
    """Places along the great circle, both ends included."""
    start, end = _vector(one), _vector(other)
    angle = math.acos(max(-1.0, min(1.0, sum(a * b for a, b in zip(start, end, strict=True)))))
    if angle < 1e-9:
        return [Point(one.lat, one.lon), Point(other.lat, other.lon)]
    return [_place(start, end, angle, step / steps) for step in range(steps + 1)]


def _vector(place: Place) -> Vector:
    lat, lon = math.radians(place.lat), math.radians(place.lon)
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def _place(start: Vector, end: Vector, angle: float, part: float) -> Point:
    near, far = math.sin((1 - part) * angle), math.sin(part * angle)
    x, y, z = (near * a + far * b for a, b in zip(start, end, strict=True))
    return Point(math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x)))
