"""A name for each region: what is made of it, and who asks it."""

from __future__ import annotations

from tests.specs import stack_of
from tfgen.render.made import addresses
from tfgen.render.tree import configuration
from tfgen.stack.stack import Stack

OF_ITS_OWN = "modules/region/own_domain.tf"


def _stack(**routing: str | list[str]) -> Stack:
    return stack_of(
        {
            "tfgen": 1,
            "service": "shop",
            "domain": "api.example.com",
            "regions": ["eu-west-1", "us-east-1"],
            "defaults": {"code": "src", "runtime": "python3.13"},
            "functions": {"list": {"handler": "orders.list", "http": "GET /orders"}},
            "routing": routing,
        }
    )


def test_each_region_has_a_certificate_records_and_a_domain_of_its_own() -> None:
    more = set(addresses(_stack(regional="api-{region}.example.com"))) - set(addresses(_stack()))
    assert more == {
        address
        for label in ("eu_west_1", "us_east_1")
        for address in (
            f"aws_acm_certificate.{label}_own",
            f"aws_route53_record.{label}_validation",
            f'aws_route53_record.{label}_own["A"]',
            f'aws_route53_record.{label}_own["AAAA"]',
            f'module.{label}.module.own_domain["api"].aws_acm_certificate_validation.this',
            f'module.{label}.module.own_domain["api"].aws_apigatewayv2_api_mapping.this',
            f'module.{label}.module.own_domain["api"].aws_apigatewayv2_domain_name.this',
        )
    }


def test_the_health_check_asks_it_and_the_output_tells_it() -> None:
    stack = _stack(regional="api-{region}.example.com", drained=["us-east-1"])
    files = configuration(stack, "spec.yaml")
    main = " ".join(files["main.tf"].split())
    assert 'merge(local.health, { fqdn = aws_route53_record.eu_west_1_own["A"].name })' in main
    assert "drained = true" in main and 'aws_route53_record.us_east_1_own["A"].name' in main
    assert '"us-east-1" = "https://api-us-east-1.example.com"' in main
    assert OF_ITS_OWN in files


def test_without_it_nothing_of_it_is_there() -> None:
    files = configuration(_stack(), "spec.yaml")
    assert OF_ITS_OWN not in files
    assert "_own" not in files["main.tf"] and "fqdn =" not in files["main.tf"].replace("record_fqdn =", "")
