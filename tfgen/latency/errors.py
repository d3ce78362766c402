"""How far off the model is: what was measured against what it says. Nothing here is typed in but measurements."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import resources

from tfgen.frozen import frozen
from tfgen.latency.model import EDGE_MS, LAST_MILE_MS
from tfgen.world.places import Place, Point
from tfgen.world.round_trip import nearest_edge, to_edge, to_region

LOW, HIGH = 0.1, 0.9
"""The quantiles between which error bars reach."""


@frozen
class Compared:
    """A measurement, and what the model says in its place."""

    id: str
    """Of a published one; empty of a round trip from a city."""
    place: str
    way: str
    region: str
    measured_ms: float
    modelled_ms: float

    @property
    def ratio(self) -> float:
        """The measured one as a part of the modelled one."""
        return self.measured_ms / self.modelled_ms

    @property
    def off_ms(self) -> float:
        """How far off the model is, either way."""
        return abs(self.measured_ms - self.modelled_ms)


@frozen
class Band:
    """Between which parts of what the model says four fifths of the measured round trips lie."""

    low: float
    high: float


@cache
def band() -> Band:
    """That of round trips from cities to regions."""
    ratios = sorted(each.ratio for each in round_trips())
    return Band(quantile(ratios, LOW), quantile(ratios, HIGH))


def quantile(ordered: Sequence[float], part: float) -> float:
    """The smallest value that so many are not above."""
    return ordered[min(int(part * len(ordered)), len(ordered) - 1)]


@cache
def round_trips() -> tuple[Compared, ...]:
    """Round trips from cities to regions."""
    return tuple(_round_trips())


def _round_trips() -> Iterator[Compared]:
    for row in _rows("cities.csv"):
        place = Point(float(row["lat"]), float(row["lon"]))
        words = row["regions"].split(" ")
        for region, ms in zip(words[::2], words[1::2], strict=True):
            yield Compared("", row["city"], "round trip", region, float(ms), to_region(place, region))


@cache
def published() -> tuple[Compared, ...]:
    """Whole requests, connects and round trips that were published."""
    return tuple(
        Compared(row["id"], row["place"], row["way"], row["region"], float(row["ms"]), _modelled(row))
        for row in _rows("compared.csv")
    )


def _modelled(row: dict[str, str]) -> float:
    place = Point(float(row["lat"]), float(row["lon"]))
    near, far, served = int(row["near"]), int(row["far"]), float(row["served_ms"])
    last_mile = LAST_MILE_MS if row["last_mile"] == "1" else 0
    if row["way"] == "regional":
        return near * (last_mile + to_region(place, row["region"])) + served
    return _through_an_edge(place, row["region"], near, far, last_mile) + served


def _through_an_edge(place: Place, region: str, near: int, far: int, last_mile: float) -> float:
    edge = nearest_edge(place)
    beyond = far * to_region(edge, region) + EDGE_MS if region else 0
    return near * (last_mile + to_edge(place, edge)) + beyond


def median_off(compared: Iterable[Compared]) -> float:
    """Milliseconds by which half of them are off, at most."""
    return quantile(sorted(each.off_ms for each in compared), 0.5)


def _rows(name: str) -> csv.DictReader[str]:
    text = (resources.files("tfgen.latency") / "data" / name).read_text("utf-8")
    return csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
