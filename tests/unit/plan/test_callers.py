"""What a plan does to who may call."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.specs import stack_of
from tfgen.plan.review import findings

USERS = {"jwt": {"issuer": "https://id.example.com/", "audience": ["web"]}}
ROUTE = 'module.eu_west_1.module.http_api["api"].aws_apigatewayv2_route.this["POST /pay"]'
REST = 'module.eu_west_1.module.rest_api["api"].aws_api_gateway_rest_api.this'
OPEN: dict[str, Any] = {"route_key": "POST /pay", "authorization_type": "NONE"}
GUARDED = {**OPEN, "authorization_type": "JWT", "authorization_scopes": ["pay"]}
UNSCOPED = {**GUARDED, "authorization_scopes": None}


def _spec(**more: Any) -> dict[str, Any]:
    function = {"code": "src", "handler": "pay.main", "runtime": "python3.13", "http": "POST /pay"}
    return {
        "tfgen": 1,
        "service": "shop",
        "domain": "api.example.com",
        "regions": ["eu-west-1", "us-east-1"],
        "auth": {"users": USERS},
        "functions": {"pay": function},
        **more,
    }


def _told(address: str, before: Any, after: Any, *actions: str, **more: Any) -> list[tuple[str, Any]]:
    change = {"actions": list(actions or ("update",)), "before": before, "after": after}
    kind = next(each for each in address.split(".") if each.startswith("aws_"))
    regions = [address, address.replace("eu_west_1", "us_east_1")]
    plan = {
        "resource_changes": [
            {"mode": "managed", "type": kind, "address": each, "change": change} for each in regions
        ]
    }
    return [(each.code.id, each.path) for each in findings(plan, stack_of(_spec(**more)))]


AT = ("functions", "pay", "http", "POST /pay")


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (GUARDED, OPEN, "TFG425"),
        (GUARDED, UNSCOPED, "TFG425"),
        (OPEN, GUARDED, "TFG426"),
        (UNSCOPED, GUARDED, "TFG426"),
        (GUARDED, {**GUARDED, "authorization_type": "CUSTOM", "authorization_scopes": None}, "TFG426"),
    ],
)
def test_a_route_that_changes_is_told_once_where_it_stands(before: Any, after: Any, code: str) -> None:
    assert _told(ROUTE, before, after) == [(code, AT)]


@pytest.mark.parametrize(
    ("before", "after", "actions"),
    [
        (GUARDED, GUARDED, ("update",)),
        (GUARDED, {**GUARDED, "authorization_scopes": ["pay", "admin"]}, ("update",)),
        (None, OPEN, ("create",)),
        (GUARDED, None, ("delete",)),
    ],
)
def test_a_route_that_asks_for_as_much_or_comes_or_goes_is_no_finding(
    before: Any, after: Any, actions: tuple[str, ...]
) -> None:
    assert _told(ROUTE, before, after, *actions) == []


def _body(*security: dict[str, list[str]]) -> dict[str, str]:
    operation = {"security": list(security)} if security else {}
    return {"body": json.dumps({"paths": {"/pay": {"post": operation}}})}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (_body({"pool": []}), _body(), [("TFG425", AT)]),
        (_body({"pool": [], "api_key": []}), _body({"pool": []}), [("TFG425", AT)]),
        (_body(), _body({"api_key": []}), [("TFG426", AT)]),
        (_body({"pool": []}), _body({"iam": []}), [("TFG426", AT)]),
        (_body({"pool": []}), {}, []),
        (_body({"pool": []}), _body({"pool": []}), []),
    ],
)
def test_the_document_of_a_rest_api_tells_the_same(before: Any, after: Any, expected: list[Any]) -> None:
    assert _told(REST, before, after, auth={}, api={"kind": "rest"}) == expected


def test_tokens_of_another_issuer_lock_out_those_of_the_first() -> None:
    address = 'module.eu_west_1.module.http_api["api"].aws_apigatewayv2_authorizer.jwt["users"]'
    before = {"jwt_configuration": [{"issuer": "https://a.example.com/", "audience": ["web"]}]}
    other = {"jwt_configuration": [{"issuer": "https://b.example.com/", "audience": ["web"]}]}
    more = {"jwt_configuration": [{"issuer": "https://a.example.com/", "audience": ["web", "app"]}]}
    assert _told(address, before, other) == [("TFG426", ("auth", "users"))]
    assert _told(address, before, more) == []


def test_a_key_that_goes_locks_out_its_client() -> None:
    address = 'module.eu_west_1.module.rest_api["api"].aws_api_gateway_api_key.this["partner"]'
    assert _told(address, {"name": "shop-partner"}, None, "delete") == [("TFG426", None)]
