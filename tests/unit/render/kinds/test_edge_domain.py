"""An edge-optimised domain: one region, a certificate in us-east-1, plain records to a distribution."""

from __future__ import annotations

import re
from typing import Any

from tests.specs import example, stack_of
from tfgen.render.kinds.edge_domain import PART
from tfgen.render.made import addresses, made
from tfgen.render.main_tf import render
from tfgen.render.modules import files
from tfgen.stack.kinds.routing import EDGE_DOMAIN, ROUTING


def _spec(**more: Any) -> dict[str, Any]:
    api = {"kind": "rest", "endpoint": "edge"}
    return {
        **example("hello"),
        "domain": "api.example.com",
        "zone": "example.com",
        "regions": ["eu-west-1"],
        "api": api,
        **more,
    }


STACK = stack_of(_spec())
TEXT = render(STACK, "spec.yaml")


def test_it_takes_the_place_of_routing_with_its_health_check_and_its_function() -> None:
    assert (set(STACK.all(ROUTING)), set(STACK.all(EDGE_DOMAIN))) == (set(), {""})
    for absent in ("latency_routing_policy", "health_check", "module.eu_west_1.target_domain_name"):
        assert absent not in TEXT
    assert not [path for path in files(STACK) if "health" in path or path.endswith("region/domain.tf")]


def test_the_certificate_is_in_us_east_1_and_validated_by_the_record_that_regional_endpoints_have() -> None:
    certificate = re.search(r'resource "aws_acm_certificate" "edge" \{.*?\n\}', TEXT, re.DOTALL)
    assert certificate
    assert "provider = aws.us_east_1" in certificate[0]
    assert "validation_record_fqdns = [aws_route53_record.validation.fqdn]" in TEXT
    assert len(re.findall(r'region += "us-east-1"', TEXT)) == 1, "a provider of us-east-1 beside home's"


def test_records_have_the_addresses_of_latency_records_whose_place_they_take() -> None:
    regional = addresses(stack_of(_spec(api={"kind": "rest"})))
    records = [address for address in addresses(STACK) if address.startswith("aws_route53_record")]
    assert len(records) == 3
    assert set(records) <= set(regional)


def test_a_domain_in_us_east_1_has_one_provider_of_it() -> None:
    text = render(stack_of(_spec(regions=["us-east-1"])), "spec.yaml")
    assert text.count('alias  = "us_east_1"') == 1


def test_what_exists_is_taken_over() -> None:
    adopt = {"domain": ["eu-west-1"], "records": ["A"], "validation": True}
    stack = stack_of(_spec(routing={"adopt": adopt}))
    imported = {each.address: each.import_id for each in PART.made(stack) if each.import_id}
    assert sorted(imported) == [
        'aws_route53_record.eu_west_1["A"]',
        'module.eu_west_1.module.edge_domain["api"].aws_api_gateway_domain_name.this',
    ]
    assert "allow_overwrite = true" in render(stack, "spec.yaml")


def test_without_a_domain_there_is_an_endpoint_and_nothing_of_cloudfront() -> None:
    spec = _spec()
    del spec["domain"], spec["zone"]
    stack = stack_of(spec)
    text = render(stack, "spec.yaml")
    assert re.search(r'endpoint += "EDGE"', text)
    assert "us_east_1" not in text
    assert not [each for each in made(stack) if "edge_domain" in each.address]
