from __future__ import annotations

import itertools

import pytest

from tfgen.world.distance import km
from tfgen.world.places import CITIES, EDGES, PRICE_CLASSES, REGIONS, Point
from tfgen.world.round_trip import between, is_measured, nearest_edge, nearest_region, to_edge, to_region

CITY = {city.name: city for city in CITIES}


def test_the_way_back_is_as_long() -> None:
    for one, other in itertools.combinations(REGIONS, 2):
        assert between(one, other) == between(other, one)


def test_nothing_is_nearer_to_a_region_than_itself() -> None:
    for region in REGIONS:
        assert min(REGIONS, key=lambda other: between(region, other)) == region
        assert nearest_region(REGIONS[region], REGIONS) == region


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        ("eu-west-2", "eu-west-3", 344),
        ("us-east-1", "eu-west-1", 5450),
        ("sa-east-1", "ap-northeast-1", 18500),
        ("ap-southeast-6", "ap-southeast-2", 2155),
        ("ap-southeast-6", "us-west-2", 11000),
    ],
)
def test_light_is_no_faster_and_no_cable_twice_as_long(one: str, other: str, kilometres: int) -> None:
    assert km(REGIONS[one], REGIONS[other]) == pytest.approx(kilometres, rel=0.03)
    assert kilometres / 100 < between(one, other) < 2 * kilometres / 100 + 8


def test_a_region_without_measurements_is_reached_through_the_nearest_that_has_them() -> None:
    assert [region for region in REGIONS if not is_measured(region)] == ["ap-southeast-6"]
    onwards = between("ap-southeast-2", "eu-west-1")
    assert between("ap-southeast-6", "eu-west-1") == pytest.approx(onwards + 2 + 0.012 * 2155, abs=0.5)
    assert between("ap-southeast-6", "ap-southeast-6") == 3


def test_a_city_is_reached_through_a_hub() -> None:
    lagos, spain = CITY["Lagos"], REGIONS["eu-south-2"]
    assert to_region(lagos, "eu-south-2") == 2 + 0.012 * km(lagos, spain) + between(
        "eu-south-2", "eu-south-2"
    )
    assert to_region(REGIONS["eu-west-3"], "us-east-1") == 2 + between("eu-west-3", "us-east-1")


def test_a_hub_is_the_one_of_the_near_ones_that_is_soonest() -> None:
    """Istanbul is nearer to Tel Aviv than to Milan, from where Frankfurt is soon reached."""
    istanbul = CITY["Istanbul"]
    assert nearest_region(istanbul, ("eu-central-1", "il-central-1", "us-east-1")) == "il-central-1"
    assert to_region(istanbul, "eu-central-1") < between("il-central-1", "eu-central-1")


def test_of_equally_near_regions_the_first_by_name_answers() -> None:
    assert nearest_region(Point(0, 0), iter(["eu-west-1", "eu-west-1"])) == "eu-west-1"


@pytest.mark.parametrize(
    ("city", "price_class", "edge"),
    [
        ("São Paulo", "PriceClass_All", "GRU"),
        ("São Paulo", "PriceClass_100", "MIA"),
        ("Tokyo", "PriceClass_200", "NRT"),
    ],
)
def test_the_nearest_edge_is_one_of_the_price_class(city: str, price_class: str, edge: str) -> None:
    found = nearest_edge(CITY[city], price_class)
    assert found.name == edge
    assert found.price_class in PRICE_CLASSES[: PRICE_CLASSES.index(price_class) + 1]
    assert to_edge(CITY[city], found) == 2 + 0.012 * km(CITY[city], found)


def test_a_larger_price_class_never_leads_farther() -> None:
    for city in CITIES:
        ways = [to_edge(city, nearest_edge(city, price_class)) for price_class in PRICE_CLASSES]
        assert ways == sorted(ways, reverse=True)
    assert {nearest_edge(edge).name for edge in EDGES} == {edge.name for edge in EDGES}


def test_an_unknown_region_is_an_error() -> None:
    with pytest.raises(KeyError):
        between("cn-north-1", "eu-west-1")
    with pytest.raises(KeyError):
        to_region(CITIES[0], "cn-north-1")
