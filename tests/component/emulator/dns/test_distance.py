from __future__ import annotations

import pytest

from tfgen.emulator.dns.distance import CLIENTS, nearest
from tfgen.stack.region_name import REGIONS


def test_clients_are_near_regions() -> None:
    assert CLIENTS.keys() <= set(REGIONS)
    assert len(set(CLIENTS.values())) == len(CLIENTS) == 5


def test_a_region_is_nearest_to_itself() -> None:
    for region in REGIONS:
        assert nearest(region, REGIONS) == region


@pytest.mark.parametrize(
    ("client", "regions", "expected"),
    [
        ("eu-central-1", ("eu-west-1", "us-east-1", "ap-northeast-1"), "eu-west-1"),
        ("sa-east-1", ("eu-west-1", "us-east-1", "ap-northeast-1"), "us-east-1"),
        ("ap-southeast-2", ("eu-west-1", "us-east-1", "ap-northeast-1"), "ap-northeast-1"),
        # Tokyo is nearer on the globe, but cables through the Red Sea are shorter than those round Asia
        ("ap-south-1", ("eu-west-1", "us-east-1", "ap-northeast-1"), "eu-west-1"),
        # over the Pacific, where a flat map would go the long way round
        ("ap-northeast-1", ("us-west-2", "me-south-1"), "us-west-2"),
    ],
)
def test_the_nearest_region(client: str, regions: tuple[str, ...], expected: str) -> None:
    assert nearest(client, regions) == expected


def test_equally_near_regions_have_an_order() -> None:
    assert nearest("eu-west-1", iter(["eu-west-1", "eu-west-1"])) == "eu-west-1"
