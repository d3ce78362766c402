"""The handlers of the examples."""

from __future__ import annotations

import json

import pytest

from tests.component.emulator.front_door.service import Service, own_name
from tests.component.emulator.functions.aws import REGION
from tests.specs import EXAMPLES

pytestmark = pytest.mark.slow


def _sources(name: str) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in (EXAMPLES / name / "src").glob("*.py")}


def test_hello_says_which_region_answers(service: Service) -> None:
    api = service.http_api({"GET /": service.live("hello", _sources("hello"), handler="hello.main")})
    assert service.ask(own_name(api)).json == {"hello": "world", "region": REGION}


@pytest.mark.parametrize("name", ["keyvalue", "keyvalue-2017"])
@pytest.mark.parametrize("kind", ["http", "rest"])
def test_keyvalue_keeps_values(service: Service, name: str, kind: str) -> None:
    service.aws.table("values")
    files = _sources(name)
    routes = {
        route: service.live(
            handler,
            files,
            handler=f"{handler}.main",
            Environment={"Variables": {"TABLE_KEYVALUES": "values"}},
        )
        for route, handler in (
            ("GET /health", "health"),
            ("GET /{key}", "get_key"),
            ("POST /{key}", "set_key"),
        )
    }
    if kind == "http":
        host, stage = own_name(service.http_api(routes)), ""
    else:
        paths: dict[str, dict[str, object]] = {}
        for route, uri in routes.items():
            method, path = route.split()
            integration = {"type": "aws_proxy", "httpMethod": "POST", "uri": uri}
            paths.setdefault(path, {})[method.lower()] = {
                "responses": {"200": {"description": ""}},
                "x-amazon-apigateway-integration": integration,
            }
        host, stage = own_name(service.rest_api({"paths": paths})), "/live"
    assert service.ask(host, f"{stage}/health").json["healthy"] is True
    assert service.ask(host, f"{stage}/a").status == 404
    body = json.dumps({"value": "é"}).encode()
    for content_type in ("application/json", "application/x-www-form-urlencoded"):  # the second comes encoded
        got = service.ask(host, f"{stage}/a", "POST", body, content_type=content_type)
        stored = {"key": "a", "value": "é", "writeRegion": REGION, "version": got.json["version"]}
        assert (got.status, got.json) == (200, stored)
    assert service.ask(host, f"{stage}/a", "POST", b"no").status == 400
    got = service.ask(host, f"{stage}/a")
    assert got.json == {**stored, "readRegion": REGION}
    assert got.headers["access-control-allow-origin"] == "*"
