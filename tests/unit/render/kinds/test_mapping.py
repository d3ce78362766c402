"""Where there is no domain, or another's: what is rendered, and what is not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.specs import stack_of
from tfgen.render.made import addresses
from tfgen.render.tree import configuration
from tfgen.stack.stack import Stack

OF_A_DOMAIN = ("aws_acm_certificate", "aws_route53_", "aws_apigatewayv2_domain_name")
SHOP = {
    "tfgen": 1,
    "service": "shop",
    "domain": "orders.shop.example.com",
    "regions": ["eu-west-1", "us-east-1"],
    "defaults": {"code": "src", "runtime": "python3.13"},
    "queues": {"placed": {}},
    "functions": {
        "create": {"handler": "orders.create", "http": "POST /orders", "access": {"placed": "send"}},
        "confirm": {"handler": "confirm.main", "events": [{"queue": "placed"}]},
    },
}


def _stack(**changes: Any) -> Stack:
    spec = {**SHOP, **changes}
    return stack_of({name: value for name, value in spec.items() if value is not None})


def _types(stack: Stack) -> str:
    return " ".join(addresses(stack))


@pytest.mark.parametrize("domain", [None, {"existing": "api.example.com", "path": "orders"}])
def test_nothing_of_a_domain_is_made_that_is_not_ours(domain: Any) -> None:
    stack = _stack(domain=domain, zone=None, routing=None)
    files = configuration(stack, "spec.yaml")
    assert not any(each in _types(stack) for each in OF_A_DOMAIN)
    assert not any(each in files["main.tf"] for each in OF_A_DOMAIN)
    assert {"modules/region/domain.tf", "modules/region/health.tf"}.isdisjoint(files)
    assert ("modules/region/mapping.tf" in files) == bool(domain)
    assert ("https://api.example.com/orders" in files["main.tf"]) == bool(domain)
    assert 'output "region_urls"' in files["main.tf"]


def test_without_a_domain_an_output_says_who_chooses_the_region() -> None:
    main = configuration(_stack(domain=None, zone=None, routing=None), "spec.yaml")["main.tf"]
    assert "No domain leads to them: clients choose one, and another when a region is lost." in main
    assert 'output "endpoint"' not in main


def test_the_whole_of_a_domain_has_no_base_path() -> None:
    main = configuration(_stack(domain={"existing": "api.example.com"}, zone=None, routing=None), "s")[
        "main.tf"
    ]
    assert 'mappings = { api = { domain = "api.example.com" } }' in " ".join(main.split())
    assert '"https://api.example.com"' in main


def test_tables_alone_have_no_module_of_a_region() -> None:
    spec = {name: SHOP[name] for name in ("tfgen", "service", "regions")}
    stack = stack_of({**spec, "tables": {"orders": {"key": {"id": "S"}}}})
    files = configuration(stack, "spec.yaml")
    assert not [path for path in files if path.startswith("modules/region")]
    assert 'module "eu_west_1"' not in files["main.tf"]
    assert addresses(stack) == [
        "module.table_orders_eu_west_1.aws_dynamodb_table.this",
        "module.table_orders_us_east_1.aws_dynamodb_table_replica.this",
    ]


def test_functions_without_routes_have_no_api() -> None:
    functions = {"confirm": {"handler": "confirm.main", "events": [{"queue": "placed"}]}}
    stack = _stack(domain=None, zone=None, routing=None, api=None, functions=functions)
    assert "apigateway" not in _types(stack)
    assert "modules/region/api.tf" not in configuration(stack, "spec.yaml")
