"""What the examples' trees and other specs come to in a real plan."""

from __future__ import annotations

import shutil
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.planning import Json, actions, addresses, plan, write_tree
from tests.specs import EXAMPLE_NAMES, EXAMPLES, dump, read
from tests.strategies import HOSTILE_TEXTS
from tfgen.plan.summary import summarise
from tfgen.render import made
from tfgen.stack.kinds.cdn import CDN
from tfgen.stack.kinds.function import FUNCTION, routes
from tfgen.stack.kinds.routing import ROUTING
from tfgen.stack.kinds.site import SITE
from tfgen.stack.stack import Stack

pytestmark = [pytest.mark.terraform, pytest.mark.slow, pytest.mark.xdist_group("plan")]

PER_REGION = {
    "hello": {"global": 1, "eu-west-1": 19, "us-east-1": 19},
    "keyvalue": {"global": 10, "eu-central-1": 72, "eu-west-1": 46, "us-west-2": 46},
    "keyvalue-2017": {"global": 2, "eu-central-1": 38, "eu-west-1": 38, "us-west-2": 38},
}

HOSTILE = {f"TEXT_{number}": text for number, text in enumerate(HOSTILE_TEXTS)}

FULL: dict[str, Any] = {
    "tfgen": 1,
    "service": "orders",
    "domain": "api.shop.example.com",
    "zone": "shop.example.com",
    "regions": {
        "eu-west-1": {},
        "us-east-1": {
            "functions": {"create-order": {"memory": 1024, "env": {"LOG_LEVEL": "debug"}}},
            "tables": {"orders": {"read": {"max": 400}, "protect": False}},
        },
        "ap-southeast-2": {},
    },
    "retiring": ["sa-east-1"],
    "defaults": {"runtime": "python3.13", "memory": 256, "timeout": 10, "arch": "arm64", "code": "src"},
    "api": {
        "kind": "rest",
        "cors": {"origins": ["https://shop.example.com"], "headers": ["content-type"]},
        "throttle": {"rate": 100, "burst": 200},
    },
    "routing": {
        "record": "cname",
        "ttl": 60,
        "health": {"path": "/health", "interval": 10, "failures": 2},
        "drained": ["us-east-1"],
    },
    "tables": {
        "orders": {
            "key": {"customer": "S", "id": "S"},
            "indexes": {
                "by-day": {"key": {"day": "S", "id": "S"}, "project": ["total", "state"]},
                "by-state": {"local": True, "key": {"customer": "S", "state": "S"}, "project": "keys"},
            },
            "capacity": {"read": {"min": 5, "max": 200}, "write": {"min": 5, "max": 100}},
            "ttl": "expires",
            "encryption": "aws-managed",
        },
        "audit": {"key": {"id": "S"}, "recovery": False, "protect": False},
    },
    "functions": {
        "create-order": {
            "handler": "create.main",
            "http": ["POST /orders", "PUT /orders/{id}", "ANY /admin/{proxy+}"],
            "access": {"orders": "read-write", "audit": "write"},
            "env": {"LOG_LEVEL": "info"},
            "reserved": 20,
            "layers": ["arn:aws:lambda:{region}:017000801446:layer:Powertools:7"],
        },
        "health": {"handler": "health.main", "http": "GET /health", "access": {"orders": "read"}},
        "worker": {"handler": "worker.main", "description": '${file("/etc/passwd")}', "env": HOSTILE},
    },
    "tags": {"team": "shop"},
    "state": {"bucket": "acme-terraform", "region": "eu-west-1"},
}


@pytest.fixture(scope="module")
def plan_example(
    tmp_path_factory: pytest.TempPathFactory, terraform: Path, terraform_env: dict[str, str]
) -> Callable[[str], tuple[Stack, Json]]:
    """Plans the committed tree of an example, once."""

    @cache
    def planned(name: str) -> tuple[Stack, Json]:
        folder = tmp_path_factory.mktemp(name)
        shutil.copytree(EXAMPLES / name / "terraform", folder, dirs_exist_ok=True)
        stack = read((EXAMPLES / name / "spec.yaml").read_text("utf-8"))[1]
        return stack, plan(folder, stack, terraform, terraform_env)

    return planned


PlanExample = Callable[[str], tuple[Stack, Json]]


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_an_example_plans_what_the_stack_says(plan_example: PlanExample, name: str) -> None:
    stack, planned = plan_example(name)
    assert addresses(planned) == made.addresses(stack)
    assert set(actions(planned)) == {"create"}


@pytest.mark.parametrize("name", PER_REGION)
def test_an_example_plans_so_much_in_each_region(plan_example: PlanExample, name: str) -> None:
    stack, planned = plan_example(name)
    found = {place: counts["add"] for place, counts in summarise(planned, stack).actions.items()}
    assert found == PER_REGION[name]


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_every_region_has_what_serves_a_request(plan_example: PlanExample, name: str) -> None:
    stack, planned = plan_example(name)
    resources = summarise(planned, stack).resources
    names = 2 if stack.the(ROUTING).regional else 1
    for region in stack.regions:
        counts: Counter[str] = resources[region.name]
        assert counts["aws_lambda_function"] == len(stack.all(FUNCTION))
        assert counts["aws_apigatewayv2_route"] == len(routes(stack))
        assert counts["aws_apigatewayv2_domain_name"] == names
        assert counts["aws_acm_certificate"] == names
        assert counts["aws_route53_health_check"] == 1
    beside = 3 * len(stack.all(SITE)) + len(
        stack.all(CDN)
    )  # validations of CloudFront's certificates, and the site's names
    assert resources["global"]["aws_route53_record"] == 1 + beside, (
        "the certificates' validation record exists once"
    )


def _values(planned: Json, address: str) -> dict[str, Any]:
    found = [
        change["change"]["after"] for change in planned["resource_changes"] if change["address"] == address
    ]
    assert found, f"{address} is not planned"
    values: dict[str, Any] = found[0]
    return values


@pytest.fixture(scope="module")
def full(
    tmp_path_factory: pytest.TempPathFactory, terraform: Path, terraform_env: dict[str, str]
) -> tuple[Stack, Json]:
    folder = tmp_path_factory.mktemp("full")
    stack = write_tree(folder, dump(FULL))
    return stack, plan(folder, stack, terraform, terraform_env)


def test_a_spec_with_everything_plans(full: tuple[Stack, Json]) -> None:
    stack, planned = full
    assert addresses(planned) == made.addresses(stack)


def test_a_region_overrides_a_setting_and_merges_its_environment(full: tuple[Stack, Json]) -> None:
    _, planned = full
    name = 'module.function["create-order"].aws_lambda_function.this'
    home = _values(planned, f"module.eu_west_1.{name}")
    other = _values(planned, f"module.us_east_1.{name}")
    assert (home["memory_size"], other["memory_size"]) == (256, 1024)
    environment = other["environment"][0]["variables"]
    assert environment == {
        "LOG_LEVEL": "debug",
        "TABLE_ORDERS": "orders-orders",
        "TABLE_AUDIT": "orders-audit",
    }
    assert other["layers"] == ["arn:aws:lambda:us-east-1:017000801446:layer:Powertools:7"]


def test_a_region_unprotects_its_replica_alone(full: tuple[Stack, Json]) -> None:
    _, planned = full
    replica = "aws_dynamodb_table_replica.this"
    assert not _values(planned, f"module.table_orders_us_east_1.{replica}")["deletion_protection_enabled"]
    assert _values(planned, f"module.table_orders_ap_southeast_2.{replica}")["deletion_protection_enabled"]


def test_no_text_of_the_spec_becomes_an_expression(full: tuple[Stack, Json]) -> None:
    _, planned = full
    worker = _values(planned, 'module.eu_west_1.module.function["worker"].aws_lambda_function.this')
    assert worker["description"] == '${file("/etc/passwd")}'
    arrived = worker["environment"][0]["variables"]
    assert arrived == {name: unicodedata.normalize("NFC", text) for name, text in HOSTILE.items()}


def test_a_drained_region_keeps_its_record_and_answers_no_traffic(full: tuple[Stack, Json]) -> None:
    _, planned = full
    drained = _values(planned, "module.us_east_1.module.health.aws_route53_health_check.this")
    assert (drained["disabled"], drained["invert_healthcheck"]) == (True, True)
    active = _values(planned, "module.eu_west_1.module.health.aws_route53_health_check.this")
    assert not active["disabled"] and not active["invert_healthcheck"]
    assert _values(planned, "aws_route53_record.us_east_1")["type"] == "CNAME"


def test_a_region_overrides_the_read_capacity_of_a_table_and_its_indexes(full: tuple[Stack, Json]) -> None:
    _, planned = full
    target = 'aws_appautoscaling_target.this["{}"]'
    for owner, most in (("table/read", 400), ("index/by-day/read", 400)):
        replica = _values(planned, f"module.table_orders_us_east_1.{target.format(owner)}")
        assert replica["max_capacity"] == most
    home = _values(planned, f"module.table_orders_eu_west_1.{target.format('table/read')}")
    assert home["max_capacity"] == 200
