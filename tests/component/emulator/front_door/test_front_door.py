"""Names, regions, and what goes wrong on purpose."""

from __future__ import annotations

import time

import pytest

from tests.component.emulator.front_door.service import DOMAIN, Service, own_name, target_name
from tests.component.emulator.functions.aws import REGION
from tfgen.emulator.chaos import Part

pytestmark = pytest.mark.slow

OTHER = "us-east-1"
WHERE = "import os\ndef main(e, c): return {'region': os.environ['AWS_REGION'], 'path': e['rawPath']}"


@pytest.fixture
def both(service: Service) -> Service:
    """The domain in two regions."""
    for region in (REGION, OTHER):
        service.names[DOMAIN, region] = target_name(region)
        service.map(
            service.http_api({"$default": service.live("f", WHERE, region=region)}, region=region),
            region=region,
        )
    return service


def test_a_domain_leads_each_client_to_a_region(both: Service) -> None:
    for client in (REGION, OTHER):
        got = both.ask(DOMAIN, "/a", x_client_region=client)
        assert got.json == {"region": client, "path": "/a"}
        assert got.region == both.last.region == client
    assert both.ask(DOMAIN).json["region"] == REGION  # near which clients are who do not say
    assert both.ask(f"{DOMAIN.upper()}:8443").json["region"] == REGION


def test_a_client_goes_where_it_was_answered_before(both: Service) -> None:
    code = "def main(e, c): return sorted(e['headers'])"
    both.map(both.http_api({"$default": both.live("seen", code, region=OTHER)}, region=OTHER), region=OTHER)
    got = both.ask(DOMAIN, "/", x_client_region=REGION, x_client_target=target_name(OTHER))
    assert got.region == OTHER
    stale = both.ask(DOMAIN, "/", x_client_target="d-9999999999.execute-api.us-east-1.amazonaws.com")
    assert (stale.status, stale.region) == (403, OTHER)
    nowhere = both.ask(DOMAIN, "/", x_client_target="d111111abcdef8.cloudfront.net")
    assert nowhere.status == 502


def test_a_lost_region_answers_nothing_else(both: Service) -> None:
    both.chaos.lose(REGION, [Part.api])
    got = both.ask(DOMAIN)
    assert (got.status, got.body) == (503, b'{"message":"Service Unavailable"}')
    assert both.last.reason == f"region {REGION} is lost"
    assert got.region == REGION
    assert both.ask(DOMAIN, x_client_region=OTHER).status == 200
    both.chaos.heal(REGION)
    assert both.ask(DOMAIN).status == 200


def test_a_region_whose_tables_are_lost_still_answers(both: Service) -> None:
    both.chaos.lose(REGION, [Part.tables, Part.control])
    assert both.ask(DOMAIN).status == 200


def test_a_slow_region_answers_late(both: Service) -> None:
    assert both.ask(DOMAIN).status == 200
    both.chaos.slow(REGION, 0.3)
    began = time.monotonic()
    assert both.ask(DOMAIN).status == 200
    assert time.monotonic() - began >= 0.3
    assert both.last.seconds >= 0.3


def test_a_name_that_nobody_has_leads_nowhere(service: Service) -> None:
    got = service.ask("other.example.com")
    assert (got.status, got.json) == (502, {"message": "other.example.com does not resolve"})
    assert got.region is None
    assert (service.last.region, service.last.api_id) == ("", "")


def test_a_name_that_leads_elsewhere_is_not_emulated(service: Service) -> None:
    service.names[DOMAIN, REGION] = "d111111abcdef8.cloudfront.net."
    assert service.ask(DOMAIN).status == 502
    assert service.last.reason == "the name leads to d111111abcdef8.cloudfront.net"


def test_a_record_of_a_region_that_does_not_know_the_name(both: Service) -> None:
    both.names["alias.example.com", REGION] = target_name()
    got = both.ask("alias.example.com")
    assert (got.status, got.body) == (403, b'{"message":"Forbidden"}')
    assert both.last.reason == f"{REGION} has no custom domain name, or no mapping, for alias.example.com/"


def test_a_record_whose_target_is_gone(both: Service) -> None:
    stale = f"d-9999999999.execute-api.{REGION}.amazonaws.com"
    both.names[DOMAIN, REGION] = stale
    assert both.ask(DOMAIN).status == 403
    assert both.last.reason == f"no custom domain name of {REGION} has the target {stale}"


def test_a_target_s_own_name_is_no_domain(both: Service) -> None:
    assert both.ask(target_name()).status == 403


@pytest.mark.parametrize(
    "name", [own_name("zzzzzzzz"), own_name("zzzzzzzz", "eu-south-9"), "x.execute-api.amazonaws.com"]
)
def test_an_api_that_is_not_there(service: Service, name: str) -> None:
    assert service.ask(name).status in (403, 502)
    assert service.last.reason


def test_a_disabled_own_name_leaves_the_domain(service: Service) -> None:
    api = service.http_api({"$default": service.live("f", WHERE)}, DisableExecuteApiEndpoint=True)
    service.map(api)
    assert service.ask(own_name(api)).status == 403
    assert service.ask(DOMAIN).status == 200


def test_the_longest_mapping_wins(service: Service) -> None:
    uri = service.live("f", "def main(e, c): return [e['requestContext']['apiId'], e['rawPath']]")
    root, orders, deep = (service.http_api({"$default": uri}) for _ in range(3))
    service.map(root)
    service.map(orders, key="orders")
    service.map(deep, key="orders/v2")
    for path, api, inner in (
        ("/a", root, "/a"),
        ("/ordersx", root, "/ordersx"),
        ("/orders", orders, "/"),
        ("/orders/a", orders, "/a"),
        ("/orders/v2", deep, "/"),
        ("/orders/v2/a/b", deep, "/a/b"),
        ("/orders/v21", orders, "/v21"),
    ):
        assert service.ask(DOMAIN, path).json == [api, inner]


def test_without_a_mapping_for_the_path_it_is_forbidden(service: Service) -> None:
    service.map(service.http_api({"$default": service.live("f", WHERE)}), key="orders")
    assert service.ask(DOMAIN, "/orders/a").status == 200
    assert service.ask(DOMAIN, "/other").status == 403


def test_a_body_that_is_too_large(service: Service) -> None:
    api = service.http_api({"$default": service.live("f", WHERE)})
    got = service.ask(own_name(api), "/", "POST", b"x" * ((10 << 20) + 1))
    assert (got.status, got.body) == (413, b'{"message":"Request Entity Too Large"}')
    assert service.ask(own_name(api)).status == 200


def test_the_journal_keeps_the_last_requests(service: Service) -> None:
    for number in range(1010):
        service.ask("other.example.com", f"/{number}")
    assert len(service.door.journal) == 1000
    assert service.door.journal[0].path == "/10"
    assert service.last.path == "/1009"
