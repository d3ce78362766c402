from __future__ import annotations

import pytest

from tfgen.world.land import polygons
from tfgen.world.places import CITIES, REGIONS, Place, Point
from tfgen.world.projection import HEIGHT, WIDTH, great_circle, project

CITY = {city.name: city for city in CITIES}


@pytest.mark.parametrize(
    ("place", "x", "y"),
    [
        # as d3-geo placed them when it drew the land
        (REGIONS["us-east-1"], 308.1, 105.0),
        (REGIONS["eu-west-1"], 486.1, 61.5),
        (CITY["Tokyo"], 852.8, 116.1),
        (CITY["Sydney"], 885.6, 367.8),
        (CITY["São Paulo"], 375.7, 331.8),
        (Point(-33.92, 18.42), 547.0, 368.0),
    ],
)
def test_places_are_where_d3_puts_them(place: Place, x: float, y: float) -> None:
    assert project(place) == pytest.approx((x, y), abs=0.06)


def test_the_land_lies_in_the_picture_and_below_its_cities() -> None:
    every = [point for polygon in polygons() for point in polygon]
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in every)
    inland = [city for city in CITIES if city.name in ("Moscow", "Nairobi", "New Delhi", "Chicago", "Riyadh")]
    assert all(_is_land(*project(city)) for city in inland)
    assert not _is_land(*project(Point(0, -30)))


def _is_land(x: float, y: float) -> bool:
    """By how often a line to the left crosses an outline."""
    crossed = 0
    for polygon in polygons():
        for (x1, y1), (x2, y2) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
            if (y1 > y) != (y2 > y) and x1 + (y - y1) / (y2 - y1) * (x2 - x1) < x:
                crossed += 1
    return crossed % 2 == 1


def test_a_line_over_the_pacific_is_cut_at_the_edge_of_the_picture() -> None:
    (whole,) = great_circle(CITY["London"], CITY["New York"])
    assert whole[0] == pytest.approx(project(CITY["London"]))
    assert whole[-1] == pytest.approx(project(CITY["New York"]))
    left, right = great_circle(CITY["Los Angeles"], CITY["Tokyo"])
    assert left[-1][0] < WIDTH / 4
    assert right[0][0] > WIDTH * 3 / 4


def test_a_line_to_the_same_place_is_a_point() -> None:
    (piece,) = great_circle(CITY["Tokyo"], CITY["Tokyo"])
    assert piece[0] == piece[-1]
