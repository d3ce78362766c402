"""Who may call: a rehearsal finds routes that let in others, and credentials that do not survive a lost region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pytest

from tests.component.emulator.conformance.service import Kept
from tests.specs import stack_of
from tfgen.emulator.emulator import Emulator, emulator
from tfgen.rehearse import callers
from tfgen.rehearse.credentials import Shown
from tfgen.rehearse.kinds.function import TRIAL
from tfgen.rehearse.not_run import not_run
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.step import Failed, Passed

REGION, OTHER = "eu-west-1", "us-east-1"
ISSUER = "https://id.example.com/"
ECHO = """
def main(event, context):
    return {"statusCode": 200, "body": "asked"}
"""
CHECKER = """
def main(event, context):
    return {"isAuthorized": event["identitySource"] == ["secret"]}
"""
CASES: dict[str, str] = {
    "GET /users": "JWT",
    "GET /paid": "JWT",
    "GET /checked": "CUSTOM",
    "GET /signed": "AWS_IAM",
}


def _spec(issuer: str = ISSUER) -> dict[str, Any]:
    routes = {
        "GET /health": {"auth": "none"},
        "GET /users": {"auth": "users"},
        "GET /paid": {"auth": "users", "scopes": ["pay"]},
        "GET /checked": {"auth": "checker"},
        "GET /signed": {"auth": "iam"},
    }
    return {
        "tfgen": 1,
        "service": "shop",
        "domain": "shop.example.com",
        "regions": [REGION, OTHER],
        "defaults": {"code": "src", "runtime": "python3.13"},
        "auth": {
            "users": {"jwt": {"issuer": issuer, "audience": ["web"]}},
            "checker": {"function": "checker", "identity": ["header.X-Key"]},
        },
        "functions": {
            "echo": {"handler": "app.main", "http": routes},
            "checker": {"handler": "app.main"},
        },
    }


@pytest.fixture(scope="module")
def aws() -> Iterator[Emulator]:
    with emulator() as running:
        yield running


@pytest.fixture(scope="module")
def kept(aws: Emulator, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(aws, tmp_path_factory.mktemp("cases"))


def _uri(kept: Kept, region: str, name: str, code: str) -> str:
    def made(number: str) -> str:
        return kept.service.live(f"shop-{name}-{number}", code, region=region, Role=kept.role)

    return str(kept.kept([name, region, code], made))


def _api(kept: Kept, region: str, issuer: str, opened: str = "", checker: str = CHECKER) -> str:
    """The URL of an API as the spec says it, but for a route that is left open."""
    uris = {name: _uri(kept, region, name, code) for name, code in (("echo", ECHO), ("checker", checker))}
    api = kept.service.http_api(dict.fromkeys(["GET /health", *CASES], uris["echo"]), region=region)
    client = kept.service.aws.client("apigatewayv2", region)
    jwt = client.create_authorizer(
        ApiId=api,
        Name="users",
        AuthorizerType="JWT",
        IdentitySource=["$request.header.Authorization"],
        JwtConfiguration={"Issuer": issuer, "Audience": ["web"]},
    )["AuthorizerId"]
    asked = client.create_authorizer(
        ApiId=api,
        Name="checker",
        AuthorizerType="REQUEST",
        AuthorizerPayloadFormatVersion="2.0",
        EnableSimpleResponses=True,
        IdentitySource=["$request.header.X-Key"],
        AuthorizerUri=uris["checker"],
    )["AuthorizerId"]
    ids = {"JWT": {"AuthorizerId": jwt}, "CUSTOM": {"AuthorizerId": asked}}
    for route in client.get_routes(ApiId=api)["Items"]:
        key = route["RouteKey"]
        if key in CASES and key != opened:
            scopes = {"AuthorizationScopes": ["pay"]} if key == "GET /paid" else {}
            kind = CASES[key]
            client.update_route(
                ApiId=api, RouteId=route["RouteId"], AuthorizationType=kind, **ids.get(kind, {}), **scopes
            )
    return f"https://{api}.execute-api.{region}.amazonaws.com"


def _rehearsal(aws: Emulator, kept: Kept, issuer: str = ISSUER, **options: Any) -> Rehearsal:
    stack = stack_of(_spec(issuer))
    nothing = cast(Any, None)
    urls = {
        region: _api(kept, region, issuer.replace("{region}", region), **options)
        for region in (REGION, OTHER)
    }
    found = Rehearsal(stack, stack, nothing, nothing, (), aws, nothing, frozenset())
    found.urls = urls
    return found


def test_every_route_is_tried_without_and_with_wrong_and_right_credentials(aws: Emulator, kept: Kept) -> None:
    rehearsal = _rehearsal(aws, kept)
    rehearsal.lost = REGION
    told = "echo (GET /checked) is not rehearsed: whom authorizer checker lets in, its code alone knows"
    assert TRIAL.answers
    assert TRIAL.answers(rehearsal) == Passed(("8 requests, one for each route in each region",))
    assert callers.kept_out(rehearsal) == Passed(
        (
            "18 requests without a credential or with a wrong one, all refused",
            told,
            "signatures are for one region: who calls GET /signed has to sign anew where another answers",
        )
    )
    assert [each.words() for each in not_run(rehearsal)] == [told]
    assert callers.still_let_in(rehearsal, [OTHER]) is None


def test_what_is_given_for_an_authorizer_is_tried(aws: Emulator, kept: Kept) -> None:
    rehearsal = _rehearsal(aws, kept)
    rehearsal.credentials = {"checker": Shown({"X-Key": "secret"})}
    rehearsal.lost = REGION
    assert TRIAL.answers
    assert TRIAL.answers(rehearsal) == Passed(("10 requests, one for each route in each region",))
    assert not_run(rehearsal) == ()
    assert callers.still_let_in(rehearsal, [OTHER]) is None
    del rehearsal.keyring
    rehearsal.credentials = {"checker": Shown({"X-Key": "other"})}
    failed = TRIAL.answers(rehearsal)
    assert isinstance(failed, Failed)
    assert failed.expected == f"{REGION} lets in at GET /checked whoever may call it"
    assert "isAuthorized: false" in failed.evidence[0]


@pytest.mark.parametrize("route", CASES)
def test_a_route_that_is_open_is_found(aws: Emulator, kept: Kept, route: str) -> None:
    failed = callers.kept_out(_rehearsal(aws, kept, opened=route))
    assert isinstance(failed, Failed)
    assert failed.expected == f"{REGION} refuses {route} without a credential, and does not ask function echo"
    assert failed.came == f"200 from {REGION}: asked"


def test_an_authorizer_that_lets_in_whatever_is_made_up_is_found(aws: Emulator, kept: Kept) -> None:
    code = 'def main(event, context):\n    return {"isAuthorized": True}\n'
    failed = callers.kept_out(_rehearsal(aws, kept, checker=code))
    assert isinstance(failed, Failed)
    assert failed.expected.startswith(f"{REGION} refuses GET /checked with a made-up credential")


def test_an_authorizer_that_fails_is_found_with_its_log(aws: Emulator, kept: Kept) -> None:
    failed = callers.kept_out(
        _rehearsal(aws, kept, checker="def main(event, context):\n    raise KeyError('sub')\n")
    )
    assert isinstance(failed, Failed)
    assert failed.came.startswith("500")
    assert "the authorizer failed: the function" in failed.evidence[0]


def test_a_token_of_a_region_does_not_survive_its_loss(aws: Emulator, kept: Kept) -> None:
    rehearsal = _rehearsal(aws, kept, issuer="https://id.{region}.example.com/")
    rehearsal.lost = REGION
    failed = callers.still_let_in(rehearsal, [OTHER])
    assert failed
    assert failed.expected == f"{OTHER} lets in at GET /users whom {REGION}, which is lost, let in"
    assert "signed with a key that the issuer does not have" in failed.evidence[0]


def _rest(aws: Emulator, kept: Kept, **differing: Any) -> Rehearsal:
    """A REST API in one region, with user pools and API keys, as the spec says it but for what differs."""
    pool = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbC123"
    routes = {
        "GET /health": {"auth": "none"},
        "GET /users": {"auth": "users"},
        "GET /paid": {"auth": "users", "scopes": ["shop/pay"], "key": True},
        "GET /keyed": {"auth": "none", "key": True},
    }
    spec = {
        **_spec(),
        "regions": [REGION],
        "api": {"kind": "rest"},
        "inputs": {"partner_key": {"sensitive": True}},
        "keys": {"partner": {"value": {"input": "partner_key"}, "rate": 1}},
        "auth": {"users": {"cognito": [{"existing": pool}]}},
        "functions": {"echo": {"handler": "app.main", "http": routes}},
    }
    security = {
        "GET /users": [{"users": []}],
        "GET /paid": [{"users": ["shop/pay"], "key": []}],
        "GET /keyed": [{"key": []}],
        **differing,
    }
    host = kept.api(
        {
            "kind": "rest",
            "routes": list(routes),
            "authorizers": {"users": {"type": "cognito_user_pools", "providerARNs": [pool]}},
            "auth": security,
            "keys": {"shop-partner": {"plan": {"throttle": {"rateLimit": 0.01, "burstLimit": 1}}}},
        }
    )
    kept.said.write_text('{"returns": {"statusCode": 200, "body": "asked"}}')
    stack = stack_of(spec)
    nothing = cast(Any, None)
    found = Rehearsal(stack, stack, nothing, nothing, (), aws, nothing, frozenset())
    found.urls, found.lost = {REGION: f"https://{host}/live"}, REGION
    return found


def test_routes_of_rest_apis_are_tried_with_tokens_of_pools_and_with_keys(aws: Emulator, kept: Kept) -> None:
    rehearsal = _rest(aws, kept)
    assert TRIAL.answers
    assert TRIAL.answers(rehearsal) == Passed(("4 requests, one for each route in each region",))
    told = ("9 requests without a credential or with a wrong one, all refused",)
    assert callers.kept_out(rehearsal) == Passed(told)
    assert callers.still_let_in(rehearsal, [REGION]) is None


@pytest.mark.parametrize(
    ("route", "security", "what"),
    [
        ("GET /users", [], "without a credential"),
        ("GET /paid", [{"users": ["shop/pay"]}], "with no API key"),
        ("GET /keyed", [], "without a credential"),
    ],
)
def test_a_method_that_asks_less_than_it_should_is_found(
    aws: Emulator, kept: Kept, route: str, security: list[Any], what: str
) -> None:
    failed = callers.kept_out(_rest(aws, kept, **{route: security}))
    assert isinstance(failed, Failed)
    assert failed.expected == f"{REGION} refuses {route} {what}, and does not ask function echo"
