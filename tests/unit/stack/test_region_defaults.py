"""`defaults` of a region: between those of the spec and what a function says itself."""

from __future__ import annotations

from typing import Any

from tests.specs import dump, example, read
from tfgen.spec.source import parse
from tfgen.stack.kinds.function import FUNCTION, written_at
from tfgen.stack.resolve import build


def spec(**of_region: Any) -> dict[str, Any]:
    data = example("hello")
    handler = {"handler": "hello.main"}
    data["defaults"] = {
        "code": "src",
        "runtime": "python3.13",
        "memory": 128,
        "env": {"AA": "all", "BB": "all"},
    }
    data["functions"] = {
        "plain": {**handler, "http": "GET /health"},
        "large": {**handler, "memory": 2048, "env": {"BB": "own"}},
        "here": {**handler},
    }
    data["regions"] = {"eu-west-1": {}, "us-east-1": of_region}
    return data


def test_functions_own_words_weigh_more_than_their_regions_and_those_more_than_all() -> None:
    defaults = {"memory": 512, "env": {"AA": "region", "BB": "region"}}
    _, stack = read(dump(spec(defaults=defaults, functions={"here": {"memory": 1024}})))
    home, other = (stack.at(FUNCTION, region) for region in stack.regions)
    assert {name: each.memory for name, each in home.items()} == {"plain": 128, "large": 2048, "here": 128}
    assert {name: each.memory for name, each in other.items()} == {"plain": 512, "large": 2048, "here": 1024}
    assert other["plain"].env == {"AA": "region", "BB": "region"}
    assert other["large"].env == {"AA": "region", "BB": "own"}


def test_what_changes_nothing_is_no_difference() -> None:
    _, stack = read(dump(spec(defaults={"memory": 128})))
    assert not stack.regions[1].own(FUNCTION)


def test_a_setting_stands_where_it_is_written() -> None:
    source, _ = read(dump(spec(defaults={"memory": 512})))
    region = ("regions", "us-east-1")
    for function, setting, place in (
        ("plain", "memory", (*region, "defaults", "memory")),
        ("large", "memory", ("functions", "large", "memory")),
        ("plain", "runtime", ("defaults", "runtime")),
    ):
        assert written_at((*region, "functions", function, setting), source) == place


def test_what_is_wrong_with_them_is_told_there() -> None:
    source, _ = parse(
        dump(spec(defaults={"code": "/src", "env": {"AWS_REGION": "x"}, "http": "GET /"})), "spec.yaml"
    )
    assert source
    found = build(source)[1]
    assert {
        (each.code, source.text.splitlines()[each.span.line - 1].strip()) for each in found if each.span
    } == {
        ("TFG104", "http: GET /"),
        ("TFG123", "code: /src"),
        ("TFG125", "AWS_REGION: x"),
    }
