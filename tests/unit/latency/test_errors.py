"""The model held against what others measured."""

from __future__ import annotations

import itertools

import pytest

from tests.unit.latency.against import LEFT_OUT, PAGE, measurements, section
from tfgen.latency.errors import HIGH, LOW, band, median_off, published, round_trips
from tfgen.latency.model import API_MS, EDGE_MS, FUNCTION_MS, LAST_MILE_MS
from tfgen.world.distance import km
from tfgen.world.places import CITIES, EDGES, REGIONS
from tfgen.world.round_trip import MS_PER_KM, START_MS

CITY = {city.name: city for city in CITIES}


def test_everything_that_was_published_is_compared_or_left_out_for_a_reason() -> None:
    left_out = list(itertools.chain(*LEFT_OUT.values()))
    compared = [int(each.id) for each in published()]
    assert sorted([*left_out, *compared]) == sorted(measurements())


def test_what_is_compared_is_what_was_published() -> None:
    every = measurements()
    for each in published():
        assert each.measured_ms == float(every[int(each.id)]["value"])
        assert every[int(each.id)]["unit"] == "ms"


def test_error_bars_hold_four_fifths_of_the_round_trips_that_they_come_from() -> None:
    found = band()
    within = [each for each in round_trips() if found.low <= each.ratio <= found.high]
    assert len(within) / len(round_trips()) == pytest.approx(HIGH - LOW, abs=0.03)
    assert found.low < 1 < found.high


def test_error_bars_hold_what_was_published_as_well() -> None:
    found = band()
    within = [each for each in published() if found.low <= each.ratio <= found.high]
    assert len(within) / len(published()) >= 0.9


def test_the_model_is_nearer_than_a_straight_line() -> None:
    def line(city: str, region: str) -> float:
        return 2 + 2 * 1.4 * km(CITY[city], REGIONS[region]) / 200

    compared = [each for each in round_trips() if each.place in CITY]
    straight = sorted(abs(line(each.place, each.region) - each.measured_ms) for each in compared)
    assert median_off(compared) <= 0.6 * straight[len(straight) // 2]


def test_half_of_the_measurements_are_near() -> None:
    assert median_off(round_trips()) < 10
    assert median_off(published()) < 20


def test_the_page_says_what_the_model_is_made_of() -> None:
    page = PAGE.read_text("utf-8")
    for words in (
        f"{START_MS:g} ms + {MS_PER_KM:g} ms/km to a region near by",
        f"to the nearest of {len(EDGES)} cities",
        f"It takes {EDGE_MS:g} ms itself",
        f"API Gateway adds {API_MS:g} ms and a function takes {FUNCTION_MS:g},",
        f"The last mile is {LAST_MILE_MS:g} ms",
    ):
        assert words in page


def test_the_page_says_so() -> None:
    assert section() in PAGE.read_text("utf-8"), "`make golden` writes it"
