"""Where clients are led: by a CDN, by an API's own URL, or nowhere."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.specs import example, stack_of
from tfgen.emulator.edge import distribution as distributions
from tfgen.play.clients import Led
from tfgen.play.leading import leading
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.world.places import Place, Point

DUBLIN, VIRGINIA = Point(53.3, -6.3), Point(39.0, -77.5)
EDGE = "d111.cloudfront.net"
REGIONS = {"eu-west-1": DUBLIN, "us-east-1": VIRGINIA}


def _target(name: str, place: Place) -> str | None:
    """Route 53: the domain leads to a CDN, the origin to the region on the same side of the Atlantic."""
    region = "eu-west-1" if place.lon > -40 else "us-east-1"
    return {"hello.example.com": EDGE, "origin.example.com": f"d-1.execute-api.{region}.amazonaws.com"}.get(
        name
    )


def _rehearsal(spec: dict[str, Any], urls: dict[str, str]) -> Rehearsal:
    resolver = SimpleNamespace(target=_target)
    found = SimpleNamespace(stack=stack_of(spec), urls=urls, emulator=SimpleNamespace(resolver=resolver))
    return cast(Rehearsal, found)


def test_behind_a_cdn_is_the_region_that_its_edge_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    origins = [
        {"DomainName": "files.s3.eu-west-1.amazonaws.com", "S3OriginConfig": {}},
        {"DomainName": "origin.example.com", "CustomOriginConfig": {}},
    ]
    config = {"PriceClass": "PriceClass_100", "Origins": {"Items": origins}}
    monkeypatch.setattr(
        distributions, "find", lambda name: SimpleNamespace(config=config) if name == EDGE else None
    )
    led = leading(_rehearsal(example("hello"), {}))
    assert [led(place) for place in (DUBLIN, VIRGINIA)] == [Led(EDGE, region) for region in REGIONS]
    config["Origins"] = {"Items": origins[:1]}
    assert led(DUBLIN) == Led(EDGE, None)


def test_without_a_domain_clients_keep_to_the_nearest_url() -> None:
    spec = {name: value for name, value in example("hello").items() if name != "domain"}
    urls = {region: f"https://api-{region}.example.net/live" for region in REGIONS}
    led = leading(_rehearsal(spec, urls))
    assert [led(place) for place in REGIONS.values()] == [
        Led(f"api-{name}.example.net", name) for name in REGIONS
    ]
    assert leading(_rehearsal(spec, {}))(DUBLIN) is None
