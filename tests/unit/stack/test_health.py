"""The health function that tfgen adds: when, and with which rights."""

from __future__ import annotations

import json

import pytest

from tests.specs import read
from tfgen.check.rules.rules import RULES
from tfgen.spec.source import parse
from tfgen.stack import access
from tfgen.stack.kinds.function import FUNCTION, packages
from tfgen.stack.kinds.routing import ROUTING
from tfgen.stack.package import OWN_CODE
from tfgen.stack.resolve import build
from tfgen.stack.stack import Stack

_HEAD = """\
tfgen: 1
service: shop
domain: api.example.com
regions: [eu-west-1, us-east-1]
defaults: {code: src, handler: get.main, runtime: python3.13}
tables:
  orders: {key: {customer: S, number: N}}
  unused: {key: {id: S}}
queues: {jobs: {}, bin: {}}
"""


def stack(http: str, more: str = "") -> Stack:
    """A service with one function of these routes."""
    text = f"{_HEAD}functions:\n  get:\n    http: {http}\n    access: {{orders: read, jobs: send}}\n{more}"
    return read(text)[1]


@pytest.mark.parametrize(
    ("http", "path"),
    [
        ("[GET /health]", "/health"),
        ("[ANY /health]", "/health"),
        ("[GET /-/health]", "/-/health"),
        ("['GET /{key}', GET /health]", "/health"),
    ],
)
def test_a_route_of_the_spec_wins(http: str, path: str) -> None:
    found = stack(http)
    assert found.the(ROUTING).health.path == path
    assert list(found.all(FUNCTION)) == ["get"]


@pytest.mark.parametrize("kind", ["http", "rest"])
@pytest.mark.parametrize(
    "http",
    [
        "['GET /{key}', 'POST /{key}']",
        "['ANY /{proxy+}']",
        "['GET /{a}/{b}']",
        "['GET /-/{b}']",
        "[POST /health]",
        "[GET /orders]",
    ],
)
def test_what_would_swallow_the_path_is_no_health_route(http: str, kind: str) -> None:
    found = stack(http, f"api: {{kind: {kind}}}\n")
    assert found.the(ROUTING).health.path == "/-/health"
    assert list(found.all(FUNCTION)[OWN_CODE].http) == ["GET /-/health"]
    assert not [each for rule in RULES for each in rule.check(found) if rule.code.id in ("TFG201", "TFG202")]


def test_a_path_that_the_spec_names_stays() -> None:
    found = stack("['GET /{key}']", "routing: {health: {path: /health}}\n")
    assert list(found.all(FUNCTION)) == ["get"]


def test_it_may_try_what_functions_use_and_no_more() -> None:
    found = stack("['GET /{key}']")
    function = found.all(FUNCTION)[OWN_CODE]
    assert {
        name: [
            (each.actions, each.resources) for word in words for each in access.statements(found, name, word)
        ]
        for name, words in access.words(function).items()
    } == {
        "jobs": [(("sqs:GetQueueAttributes",), ("arn:aws:sqs:{region}:{account}:shop-jobs",))],
        "orders": [(("dynamodb:GetItem",), ("arn:aws:dynamodb:{region}:{account}:table/shop-orders",))],
    }
    assert json.loads(str(function.env["KEY_TABLE_ORDERS"])) == {"customer": "S", "number": "N"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("code: tfgen-health", "lies where tfgen puts its own"),
        ("access: {orders: check}", "`check`"),
    ],
)
def test_no_spec_can_name_its_code_or_give_its_word(text: str, message: str) -> None:
    source, _ = parse(f"{_HEAD}functions:\n  get:\n    http: GET /health\n    {text}\n", "spec.yaml")
    assert source
    assert [message in each.message for each in build(source)[1]] == [True]


def test_it_has_a_zip_of_its_own() -> None:
    (own,) = (each for each in packages(stack("['GET /{key}']")) if each.is_own)
    assert own.path == "packages/tfgen-health/python3.13-arm64.zip"


def test_no_rule_speaks_of_it() -> None:
    text = (
        _HEAD.replace("orders:", "api-key:")
        + "functions:\n  get: {http: 'GET /{key}', access: {api-key: read}}\n"
    )
    found = read(text)[1]
    assert OWN_CODE in found.all(FUNCTION)
    assert not [
        each for rule in RULES for each in rule.check(found) if OWN_CODE in (*each.path, each.function)
    ]
