from __future__ import annotations

import pytest

from tfgen.latency.model import EDGE_MS, Connection, Origin, Settings, Tls, Way, hops, wait
from tfgen.world.places import CITIES
from tfgen.world.round_trip import nearest_edge, to_edge, to_region

CITY = {city.name: city for city in CITIES}
SETTINGS = Settings(api_ms=10, function_ms=30, last_mile_ms=20)
REGIONS = ("eu-central-1", "us-west-2")
TOKYO = CITY["Tokyo"]


def _ms(way: Way, connection: str = "new", origin: str = "warm", settings: Settings = SETTINGS) -> float:
    return wait(hops(TOKYO, way, REGIONS, settings), Connection(connection), Origin(origin), settings).ms


def test_a_new_connection_takes_three_round_trips_and_four_with_tls_1_2() -> None:
    near = 20 + to_region(TOKYO, "us-west-2")
    assert _ms(Way.REGIONAL) == pytest.approx(3 * near + 40)
    assert _ms(Way.REGIONAL, "standing") == pytest.approx(near + 40)
    old = Settings(10, 30, 20, Tls.v1_2)
    assert _ms(Way.REGIONAL, settings=old) == pytest.approx(4 * near + 40)
    assert _ms(Way.REGIONAL, "standing", settings=old) == pytest.approx(near + 40)


def test_a_region_is_asked_once_over_a_warm_connection_and_with_handshakes_over_a_cold_one() -> None:
    edge = nearest_edge(TOKYO)
    near, far = 20 + to_edge(TOKYO, edge), to_region(edge, "eu-central-1")
    assert _ms(Way.EDGE) == pytest.approx(3 * near + far + EDGE_MS + 40)
    assert _ms(Way.EDGE, origin="cold") == pytest.approx(3 * near + 3 * far + EDGE_MS + 40)
    old = Settings(10, 30, 20, Tls.v1_2)
    assert _ms(Way.EDGE, origin="cold", settings=old) == pytest.approx(4 * near + 4 * far + EDGE_MS + 40)


def test_a_hit_asks_no_region() -> None:
    near = 20 + to_edge(TOKYO, nearest_edge(TOKYO))
    assert _ms(Way.HIT) == pytest.approx(3 * near + EDGE_MS)
    assert _ms(Way.HIT, "standing", "cold") == pytest.approx(near + EDGE_MS)


def test_ways_lead_to_home_or_to_the_nearest_region() -> None:
    answers = {way: hops(TOKYO, way, REGIONS, SETTINGS).region for way in Way}
    assert answers == {
        Way.EDGE: "eu-central-1",
        Way.HOME: "eu-central-1",
        Way.REGIONAL: "us-west-2",
        Way.HIT: "",
        Way.MISS_HOME: "eu-central-1",
        Way.MISS: "us-west-2",
    }


def test_the_price_class_chooses_the_edges_of_the_cdn_alone() -> None:
    cheap = Settings(price_class="PriceClass_100")
    sydney = CITY["Sydney"]
    assert [hops(sydney, way, REGIONS, cheap).edge for way in (Way.EDGE, Way.HIT)] == [
        nearest_edge(sydney),
        nearest_edge(sydney, "PriceClass_100"),
    ]
    assert nearest_edge(sydney) != nearest_edge(sydney, "PriceClass_100")


@pytest.mark.parametrize("connection", Connection)
def test_a_cold_connection_is_never_faster(connection: Connection) -> None:
    for way in Way:
        found = hops(TOKYO, way, REGIONS, SETTINGS)
        warm, cold = (wait(found, connection, origin, SETTINGS).ms for origin in Origin)
        assert warm <= cold


def test_an_error_bar_stretches_round_trips_and_not_what_is_served() -> None:
    found = wait(hops(TOKYO, Way.REGIONAL, REGIONS, SETTINGS), Connection.new, Origin.warm, SETTINGS)
    assert found.stretched(2) == pytest.approx(2 * (found.ms - 40) + 40)
    assert found.stretched(1) == found.ms
