"""The outline of the land, as `land.svg` has it."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

Point = tuple[float, float]
Polygon = tuple[Point, ...]

_PATH = re.compile(r' d="([^"]*)"')
_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def svg() -> str:
    """The file."""
    return (resources.files("tfgen.world") / "land.svg").read_text("utf-8")


@cache
def polygons() -> tuple[Polygon, ...]:
    """The land, in the coordinates of `projection`; an inner one is water."""
    _globe, land = _PATH.findall(svg())
    found: list[Polygon] = []
    points: list[Point] = []
    x = y = 0.0
    for command, arguments in _COMMAND.findall(land):
        numbers = [float(number) for number in _NUMBER.findall(arguments)]
        if command in "zZ":
            found.append(tuple(points))
            x, y = points[0]
            points = []
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = (right, down) if command.isupper() else (x + right, y + down)
            points.append((x, y))
    return tuple(found)
