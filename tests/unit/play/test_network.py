"""How long a request is on its way."""

from __future__ import annotations

import pytest

from tfgen.play.network import milliseconds
from tfgen.world.places import CITIES, EDGES
from tfgen.world.round_trip import to_edge, to_region

LONDON = next(city for city in CITIES if city.name == "London")
EDGE = next(edge for edge in EDGES if edge.name == "LHR")


def test_a_new_connection_takes_three_round_trips() -> None:
    once = to_region(LONDON, "us-east-1")
    assert milliseconds(LONDON, "us-east-1", {}, is_new=False) == once
    assert milliseconds(LONDON, "us-east-1", {}, is_new=True) == pytest.approx(3 * once)
    assert milliseconds(LONDON, None, {}, is_new=True) == 0


def test_what_an_edge_answers_comes_from_the_edge() -> None:
    hit = {"x-amz-cf-pop": "LHR50-P1", "x-cache": "Hit from cloudfront"}
    miss = {**hit, "x-cache": "Miss from cloudfront"}
    assert milliseconds(LONDON, "us-east-1", hit, is_new=False) == to_edge(LONDON, EDGE)
    beyond = to_region(EDGE, "us-east-1")
    assert milliseconds(LONDON, "us-east-1", miss, is_new=True) == pytest.approx(
        3 * to_edge(LONDON, EDGE) + beyond
    )
