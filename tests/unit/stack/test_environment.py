"""Environments: what they change, what they are called, and where what is wrong with them stands."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from tests import strategies
from tests.draws import draws
from tests.specs import dump, example, stack_of
from tfgen.render.main_tf import render
from tfgen.stack import names
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.table import TABLE
from tfgen.stack.loaded import Broken, Loaded, Readable, in_environment, loaded, loaded_in_each
from tfgen.stack.stack import Stack

BASE = {**example("keyvalue"), "state": {"bucket": "acme-terraform", "region": "eu-west-1"}}


def load(data: dict[str, Any], environment: str | None = None) -> Loaded:
    return loaded(dump(data).encode(), "spec.yaml", Path(), environment)


def stack_in(overlay: dict[str, Any], **more: Any) -> Stack:
    found = load({**BASE, **more, "environments": {"staging": overlay}}, "staging")
    assert isinstance(found, Readable), found.diagnostics
    return found.stack


def wrong_in(overlay: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    """The codes of what is wrong, each with the line at which it stands."""
    found = load({**BASE, **more, "environments": {"staging": overlay}}, "staging")
    assert isinstance(found, Broken)
    lines = found.text.splitlines()
    return [(each.code, lines[each.span.line - 1].strip()) for each in found.diagnostics if each.span]


@draws(2)
@given(strategies.specs())
def test_an_environment_without_differences_changes_nothing_but_names(spec: dict[str, Any]) -> None:
    spec["tags"] = {name: spec["tags"][name] for name in list(spec.get("tags", {}))[:6]}
    plain = stack_of(spec)
    each = loaded_in_each(dump({**spec, "environments": {"e": {}, "f": {}}}).encode(), "spec.yaml", Path())
    assert list(each) == ["e", "f"]
    for name, found in each.items():
        if isinstance(found, Broken):  # names are longer by the environment's
            assert {each.code for each in found.diagnostics} <= {"TFG116", "TFG125"}
        else:
            assert found.stack == dataclasses.replace(plain, environment=name)


def test_names_the_state_and_tags_bear_the_environment() -> None:
    stack = stack_in({})
    assert names.of(stack, TABLE, "keyvalues") == "keyvalue-staging-keyvalues"
    assert names.of(stack, FUNCTION, "get-key") == "keyvalue-staging-get-key"
    assert names.state_key(stack) == "keyvalue-staging/terraform.tfstate"
    tags = 'service = "keyvalue", environment = "staging"'
    assert tags in render(stack, "spec.yaml") and "environment =" not in render(stack_of(BASE), "spec.yaml")


def test_a_state_key_may_say_where_the_environment_goes() -> None:
    state = {**BASE["state"], "key": "teams/{environment}/shop.tfstate"}
    assert names.state_key(stack_in({}, state=state)) == "teams/staging/shop.tfstate"
    found = load({**BASE, "state": state})
    assert isinstance(found, Broken) and [each.code for each in found.diagnostics] == ["TFG109"]


def test_null_takes_away_and_lists_replace() -> None:
    stack = stack_in({"functions": {"set-key": None}, "regions": ["eu-west-1"], "state": None})
    assert list(stack.all(FUNCTION)) == ["get-key", "health"]
    assert [region.name for region in stack.regions] == ["eu-west-1"]
    assert stack.state is None


def test_a_list_selects_regions_with_what_is_said_of_them() -> None:
    regions = {"eu-west-1": {}, "us-east-1": {"functions": {"get-key": {"memory": 1024}}}}
    stack = stack_in({"regions": ["us-east-1"]}, regions=regions)
    (region,) = stack.regions
    assert region.own(FUNCTION)["get-key"].memory == 1024


@pytest.mark.parametrize(
    ("overlay", "code", "line"),
    [
        ({"tables": {"keyvalues": None}}, "TFG114", "keyvalues: null"),
        ({"regions": None}, "TFG106", "regions: null"),
        ({"functions": {"get-key": {"handler": None}}}, "TFG106", "handler: null"),
        ({"functions": {"get-key": {"memory": 1}}}, "TFG109", "memory: 1"),
        ({"functions": {"get-key": {"memroy": 512}}}, "TFG104", "memroy: 512"),
        ({"functions": {"got-key": {"memory": 512}}}, "TFG106", "got-key:"),
        ({"functions": {"got-key": None}}, "TFG196", "got-key: null"),
        ({"tables": None, "queues": None}, "TFG196", "queues: null"),
        ({"zone": "example.org"}, "TFG117", "zone: example.org"),
        ({"regions": ["eu-west-9"]}, "TFG112", "- eu-west-9"),
        ({"tfgen": 1}, "TFG109", "tfgen: 1"),
        ({"environments": {"more": {}}}, "TFG109", "environments:"),
    ],
)
def test_what_is_wrong_stands_where_it_is_written(overlay: dict[str, Any], code: str, line: str) -> None:
    assert (code, line) in wrong_in(overlay)


def test_what_a_list_leaves_out_is_told_at_the_list() -> None:
    routing = {"drained": ["us-west-2"]}
    assert wrong_in({"regions": ["eu-central-1", "eu-west-1"]}, routing=routing) == [("TFG119", "regions:")]


def test_an_empty_value_is_no_null() -> None:
    text = dump({**BASE, "environments": {"staging": {"tables": "EMPTY"}, "prod": {}}}).replace("EMPTY", "")
    (found,) = loaded_in_each(text.encode(), "spec.yaml", Path()).values()
    assert isinstance(found, Broken) and [each.code for each in found.diagnostics] == ["TFG196"]


def test_an_environment_must_be_there_and_be_said() -> None:
    data = {**BASE, "environments": {"staging": {}, "prod": {}}}
    for environment, code, hint in (
        (None, "TFG195", None),
        ("stagign", "TFG194", "did you mean `staging`?"),
        ("qa", "TFG194", "known environments: staging, prod"),
    ):
        found = load(data, environment)
        assert isinstance(found, Broken)
        assert [(each.code, each.hint) for each in found.diagnostics] == [(code, hint)]
    found = load(BASE, "staging")
    assert isinstance(found, Broken) and found.diagnostics[0].code == "TFG194"


def test_one_environment_leads_to_another() -> None:
    data = {**BASE, "environments": {"staging": {"regions": ["eu-west-1"]}, "prod": {}}}
    staging = load(data, "staging")
    assert isinstance(staging, Readable)
    found = in_environment(staging, "prod")
    assert isinstance(found, Readable) and len(found.stack.regions) == 3


def test_what_only_environments_say_is_not_missing() -> None:
    data = {name: value for name, value in BASE.items() if name != "regions"}
    data["environments"] = {"staging": {"regions": ["eu-west-1"]}, "prod": {}}
    each = loaded_in_each(dump(data).encode(), "spec.yaml", Path())
    assert isinstance(each["staging"], Readable)
    assert isinstance(each["prod"], Broken) and [d.code for d in each["prod"].diagnostics] == ["TFG106"]


def test_the_tag_of_the_environment_counts() -> None:
    tags = {f"tag{number}": "x" for number in range(7)}
    assert wrong_in({}, tags=tags) == [("TFG109", "tags:")]
    assert (
        stack_in({"tags": {"tag6": None, "environment": "stage"}}, tags=tags).tags["environment"] == "stage"
    )
