"""The page's pictures as numbers, which the template puts into SVG."""

from __future__ import annotations

from collections.abc import Sequence

from tfgen.cost.layout import shortened
from tfgen.frozen import frozen
from tfgen.latency.formats.table import HEADS, head, ways
from tfgen.latency.labels import goes_right, taken
from tfgen.latency.model import Way
from tfgen.latency.report import Report, Waited
from tfgen.world.places import REGIONS
from tfgen.world.projection import great_circle, project

ROW, LEFT, WIDTH = 18, 112, 340
"""Of a figure of bars, in its own units: a row's height, where bars begin, the whole width."""
MOST = 40
"""Clients that have bars: those with the largest shares."""
CLASSES = (100, 200, 300, 500)
"""Milliseconds at which the colour of the map's circles changes."""
_ROOM = 44
"""To the right of bars, for their numbers."""
_NAME = 16


@frozen
class Bar:
    """A client's."""

    name: str
    words: str
    """For who cannot see it."""
    y: int
    width: float
    low: float
    high: float
    """The ends of the error bar."""
    ms: str


@frozen
class Figure:
    """A way's bars."""

    title: str
    mean: str
    height: int
    number: int
    """Of its colour."""
    bars: tuple[Bar, ...]


@frozen
class Spot:
    """A client, or a region, on the map."""

    x: float
    y: float
    words: str
    number: int
    """Of its colour; of a region, whether its name stands at the right."""
    lines: tuple[str, ...] = ()
    """To the region that answers: points of polylines."""


def figures(report: Report) -> list[Figure]:
    """Bars of every way, all to one scale."""
    waits = {way: report.waits[way][:MOST] for way in ways(report)}
    scale = (WIDTH - LEFT - _ROOM) / max(each.high for found in waits.values() for each in found)
    return [_figure(report, way, found, scale) for way, found in waits.items()]


def _figure(report: Report, way: Way, waits: Sequence[Waited], scale: float) -> Figure:
    mean = f"{report.summary(way).mean:.0f}"
    number = {Way.EDGE: 1, Way.HOME: 4, Way.REGIONAL: 0, Way.HIT: 2}.get(way, 3)
    bars = tuple(_bar(row, each, scale) for row, each in enumerate(waits))
    return Figure(head(report, way), mean, ROW * len(bars) + 6, number, bars)


def _bar(row: int, each: Waited, scale: float) -> Bar:
    ends = round(LEFT + each.low * scale, 1), round(LEFT + each.high * scale, 1)
    name, ms = each.client.city.name, f"{each.wait.ms:.0f}"
    words = f"{name}: {ms} ms, from {each.low:.0f} to {each.high:.0f}"
    return Bar(shortened(name, _NAME), words, ROW * row, round(each.wait.ms * scale, 1), *ends, ms)


def clients(report: Report) -> list[Spot]:
    """Where clients are, and how long they wait by the spec's own way."""
    return [_client(report, each) for each in report.waits[report.used]]


def _client(report: Report, each: Waited) -> Spot:
    x, y = project(each.client.city)
    region = REGIONS[each.hops.region]
    pieces = great_circle(each.client.city, region, 24)
    lines = tuple(" ".join(f"{px:.0f},{py:.0f}" for px, py in piece) for piece in pieces)
    words = f"{each.client.city.name}: {each.wait.ms:.0f} ms, {HEADS[report.used]}, {region.name}"
    number = sum(each.wait.ms >= bound for bound in CLASSES)
    return Spot(round(x, 1), round(y, 1), words, number, lines)


def regions(report: Report) -> list[Spot]:
    """Those that serve."""
    others = taken(report.clients, report.regions)
    found = [(name, *project(REGIONS[name])) for name in report.regions]
    return [Spot(round(x, 1), round(y, 1), name, goes_right((x, y), others)) for name, x, y in found]
