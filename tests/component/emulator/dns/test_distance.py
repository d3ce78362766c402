from __future__ import annotations

import itertools

import pytest

from tfgen.emulator.dns.distance import CLIENTS, COORDINATES, nearest, round_trip
from tfgen.stack.region_name import REGIONS

EVERY_PAIR = list(itertools.combinations(REGIONS, 2))


def test_every_region_has_a_place() -> None:
    assert COORDINATES.keys() == set(REGIONS)


def test_no_two_regions_share_a_place() -> None:
    assert len(set(COORDINATES.values())) == len(COORDINATES)


def test_clients_are_near_regions() -> None:
    assert CLIENTS.keys() <= set(REGIONS)
    assert len(set(CLIENTS.values())) == len(CLIENTS) == 5


def test_the_way_back_is_as_long() -> None:
    for one, other in EVERY_PAIR:
        assert round_trip(one, other) == pytest.approx(round_trip(other, one))


def test_a_region_is_nearest_to_itself() -> None:
    for region in REGIONS:
        assert nearest(region, REGIONS) == region


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    [
        ("eu-west-2", "eu-west-3", 344),
        ("us-east-1", "eu-west-1", 5450),
        ("sa-east-1", "ap-northeast-1", 18500),
    ],
)
def test_estimates_stay_within_physics(one: str, other: str, kilometres: int) -> None:
    # light in glass goes 100 km there and back in a millisecond; no cable takes twice that way and more
    assert kilometres / 100 < round_trip(one, other) < 2 * kilometres / 100 + 5


@pytest.mark.parametrize(
    ("client", "regions", "expected"),
    [
        ("eu-central-1", ("eu-west-1", "us-east-1", "ap-northeast-1"), "eu-west-1"),
        ("sa-east-1", ("eu-west-1", "us-east-1", "ap-northeast-1"), "us-east-1"),
        ("ap-southeast-2", ("eu-west-1", "us-east-1", "ap-northeast-1"), "ap-northeast-1"),
        ("ap-south-1", ("eu-west-1", "us-east-1", "ap-northeast-1"), "ap-northeast-1"),
        # over the Pacific, where a flat map would go the long way round
        ("ap-northeast-1", ("us-west-2", "me-south-1"), "us-west-2"),
    ],
)
def test_the_nearest_region(client: str, regions: tuple[str, ...], expected: str) -> None:
    assert nearest(client, regions) == expected


def test_equally_near_regions_have_an_order() -> None:
    assert nearest("eu-west-1", iter(["eu-west-1", "eu-west-1"])) == "eu-west-1"


def test_an_unknown_region_is_an_error() -> None:
    with pytest.raises(KeyError):
        round_trip("cn-north-1", "eu-west-1")
