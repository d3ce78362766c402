from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.specs import ROOT
from tfgen.stack import region_name
from tfgen.world.places import CITIES, EDGES, PRICE_CLASSES, REGIONS, Place

WORLD = ROOT / "tfgen/world"
EVERY: tuple[Place, ...] = (*REGIONS.values(), *CITIES, *EDGES)


def test_every_region_that_a_spec_can_name_has_a_place() -> None:
    assert tuple(REGIONS) == tuple(sorted(region_name.REGIONS))
    assert all(name == region.name for name, region in REGIONS.items())


def test_no_two_of_a_kind_share_a_place_or_a_name() -> None:
    for places in (tuple(REGIONS.values()), CITIES, EDGES):
        assert len({(place.lat, place.lon) for place in places}) == len(places)
        assert len({place.name for place in places}) == len(places)


def test_there_are_thirty_cities() -> None:
    assert len(CITIES) == 30


def test_places_are_on_the_globe() -> None:
    assert all(-90 <= place.lat <= 90 and -180 <= place.lon <= 180 for place in EVERY)


def test_edges_are_of_every_price_class() -> None:
    assert {edge.price_class for edge in EDGES} == set(PRICE_CLASSES)


@pytest.mark.parametrize("path", sorted((WORLD / "data").iterdir()), ids=lambda path: path.name)
def test_data_say_what_they_are(path: object) -> None:
    text = (WORLD / "data" / str(getattr(path, "name", ""))).read_text("utf-8")
    head = " ".join(line for line in text.splitlines() if line.startswith("#"))
    assert "20" in head
    assert "licence" in head or "MIT" in head


def test_the_outline_of_the_land_says_whose_it_is() -> None:
    text = (WORLD / "land.svg").read_text("utf-8")
    assert "Natural Earth" in text
    assert "Michael Bostock" in text
    assert ElementTree.fromstring(text).get("viewBox") == "0 0 1000 490"  # noqa: S314  # our own file
