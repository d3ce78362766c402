"""What a page is told of a stack."""

from __future__ import annotations

import json

from tests.specs import example, stack_of
from tfgen.play.model import model


def test_it_tells_regions_routes_and_tables() -> None:
    told = model(stack_of(example("keyvalue")), 20)
    assert [(each["name"], each["home"]) for each in told["regions"]] == [
        ("eu-central-1", True),
        ("eu-west-1", False),
        ("us-west-2", False),
    ]
    assert not {each["name"] for each in told["regions"]} & {each["name"] for each in told["others"]}
    assert len(told["cities"]) == 30
    assert {"method": "GET", "path": "/{key}"}.items() <= told["routes"][0].items()
    assert told["routes"][0]["parameters"] == ["key"]
    assert [route["body"] for route in told["routes"]] == [False, False, True]
    assert told["tables"] == [{"name": "keyvalues", "key": ["key"], "replicated": True}]
    assert json.loads(json.dumps(told)) == told


def test_names_of_regions_are_told_where_the_spec_gives_them() -> None:
    spec = {**example("hello"), "routing": {"regional": "hello-{region}.example.com"}}
    assert [each["host"] for each in model(stack_of(spec), 20)["regions"]] == [
        "hello-eu-west-1.example.com",
        "hello-us-east-1.example.com",
    ]
    assert [each["host"] for each in model(stack_of(example("hello")), 20)["regions"]] == [None, None]


def test_a_service_under_anothers_domain_tells_its_path() -> None:
    spec = {**example("hello"), "domain": {"existing": "api.example.com", "path": "hello"}}
    assert model(stack_of(spec), 20)["host"] == "api.example.com/hello"
