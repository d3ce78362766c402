"""The CDN at the root: what stands in each step, and the provider that CloudFront's certificates need."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.specs import dump, read, stack_of
from tfgen.plan.refusals import left_behind
from tfgen.render.made import addresses
from tfgen.render.main_tf import render
from tfgen.render.modules import files
from tfgen.stack.stack import Stack

EDGE = "module.cdn.domain_name"
RECORDS = ["A", "AAAA"]


def _spec(cdn: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
    routes = ["GET /health", "GET /catalog", "GET /list"]
    function = {"code": "src", "handler": "a.b", "runtime": "python3.13", "http": routes}
    return {
        "tfgen": 1,
        "service": "svc",
        "domain": "api.example.com",
        "regions": ["eu-west-1", "ap-southeast-2"],
        "functions": {"one": function},
        **({} if cdn is None else {"cdn": cdn}),
        **more,
    }


def _stack(cdn: dict[str, Any] | None, **more: Any) -> Stack:
    return stack_of(_spec(cdn, **more))


def _record(text: str, name: str) -> str:
    found = re.search(
        rf'^resource "aws_route53_record" "{name}" \{{$.*?^\}}$', text, re.MULTILINE | re.DOTALL
    )
    return found[0] if found else ""


@pytest.mark.parametrize(
    ("cdn", "led", "answer"),
    [
        (None, [False, False], True),
        ({"step": "beside"}, [False, False], True),
        ({"step": "turn"}, [True, True], True),
        ({}, [True, None], False),
    ],
)
@pytest.mark.parametrize("record", ["alias", "cname"])
def test_the_domain_moves_step_by_step(cdn: Any, led: list[bool | None], answer: bool, record: str) -> None:
    """A record keeps its address, its set and its policy: Route 53 changes it in place."""
    stack = _stack(cdn, routing={"record": record})
    text = render(stack, "spec.yaml")
    for region, to_edge in zip(("eu_west_1", "ap_southeast_2"), led, strict=True):
        block = _record(text, region)
        assert bool(block) is (to_edge is not None)
        assert not block or (EDGE in block) is to_edge
        assert not block or ("health_check_id" in block) is not to_edge
        assert not block or f'set_identifier  = "{region.replace("_", "-")}"' in block.replace(
            "r = ", "r  = "
        )
        assert not block or "latency_routing_policy" in block
        domain = f"module.{region}.module.domain.aws_apigatewayv2_domain_name.this"
        assert (domain in addresses(stack)) is answer
    assert ("modules/region/domain.tf" in files(stack)) is answer
    assert ("modules/region/origin.tf" in files(stack)) is (cdn is not None)
    assert "modules/domain/domain.tf" in files(stack)


def test_the_validation_record_follows_what_stands() -> None:
    """A certificate that is made in the same apply would have the record made anew."""
    told = {
        step: _record(render(_stack({"step": step} if step else {}), "s"), "validation")
        for step in ("beside", "turn", "")
    }
    assert "aws_acm_certificate.eu_west_1." in told["beside"]
    assert "aws_acm_certificate.cdn." in told["turn"]
    assert told["turn"] == told[""]


@pytest.mark.parametrize("regions", [["eu-west-1"], ["us-east-1"], ["eu-west-1", "us-east-1"]])
@pytest.mark.parametrize("retiring", [[], ["us-east-1"]])
def test_there_is_one_provider_of_us_east_1(regions: list[str], retiring: list[str]) -> None:
    retiring = [name for name in retiring if name not in regions]
    text = render(_stack({}, regions=regions, retiring=retiring), "spec.yaml")
    assert text.count('alias  = "us_east_1"') == 1
    without = render(_stack(None, regions=regions, retiring=retiring), "spec.yaml")
    assert without.count('alias  = "us_east_1"') == ("us-east-1" in {*regions, *retiring})


def test_the_providers_are_of_the_same_account() -> None:
    text = render(_stack({}, account={"id": "123456789012"}), "spec.yaml")
    assert text.count('allowed_account_ids = ["123456789012"]') == text.count('provider "aws" {')


def test_a_provider_that_is_still_needed_is_missed() -> None:
    """Terraform deletes the last of what is in us-east-1 with the provider of it."""
    before = render(_stack({"step": "beside"}), "spec.yaml")
    source, gone = read(dump(_spec(None)))
    found = left_behind(before, "", gone, source)
    assert found is not None and "`retiring: [us-east-1]`" in str(found.hint)
    source, retired = read(dump(_spec(None, retiring=["us-east-1"])))
    assert left_behind(before, "", retired, source) is None


def test_routes_of_the_same_settings_share_a_policy() -> None:
    def policies(cache: dict[str, Any], **more: Any) -> list[str]:
        made = addresses(_stack({"cache": cache}, **more))
        return [each for each in made if "aws_cloudfront_cache_policy" in each]

    assert len(policies({"GET /catalog": 60, "GET /list": {"ttl": 60}})) == 1
    assert len(policies({"GET /catalog": 60, "GET /list": {"ttl": 60, "query": []}})) == 2
    assert policies({"GET /catalog": 60}) != policies({"GET /catalog": 61})
    cors = {"cors": {"origins": ["https://a.example.com"]}}
    assert policies({"GET /catalog": 60}, api=cors) != policies({"GET /catalog": 60}), (
        "what tells answers apart is another"
    )


def test_an_api_with_cors_tells_origins_apart() -> None:
    text = render(_stack({"cache": {"GET /catalog": 60}}, api={"cors": {"origins": ["*"]}}), "spec.yaml")
    assert 'headers = ["Origin"]' in text and "preflights" in text
    assert "preflights" not in render(_stack({}, api={"cors": {"origins": ["*"]}}), "spec.yaml")


def test_a_cached_route_that_sees_who_asks_tells_callers_apart() -> None:
    """Or the answer to one goes to all."""
    other = {"code": "src", "handler": "a.c", "runtime": "python3.13", "http": ["PUT /catalog"]}
    spec = _spec({"cache": {"GET /catalog": {"ttl": 60, "headers": ["authorization"]}, "GET /list": 60}})
    spec["functions"]["two"] = other
    text = render(stack_of(spec), "spec.yaml")

    assert 'headers = ["X-Api-Key", "authorization"]' in text
    assert text.count("cookies") == 1
    assert len([each for each in addresses(stack_of(spec)) if "aws_cloudfront_cache_policy" in each]) == 2
