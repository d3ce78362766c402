"""Fingerprints of plans: the same for the same changes, another for any other."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tfgen.plan.fingerprint import (
    UNKNOWN,
    canonical,
    difference,
    fingerprint,
    fingerprint_of,
    fingerprint_of_lines,
)

ACTIONS = (["create"], ["update"], ["delete"], ["delete", "create"], ["create", "delete"], ["forget"])
WORDS = st.text("abcé\ud800 $", min_size=1, max_size=5)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | WORDS,
    lambda below: st.lists(below, max_size=2) | st.dictionaries(WORDS, below, max_size=2),
    max_leaves=4,
)
OBJECTS = st.dictionaries(st.sampled_from(["name", "timeout", "tags", "rule"]), VALUES, min_size=1)


def _change(address: str, actions: list[str], before: Any, after: Any, **more: Any) -> dict[str, Any]:
    change = {"actions": actions, "before": before, "after": after, **more}
    return {"mode": "managed", "type": "aws_x", "address": address, "change": change}


def _plan(*changes: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"format_version": "1.2", "resource_changes": list(changes), **more}


def _function(
    before: Any = None, after: Any = None, actions: tuple[str, ...] = ("update",), **more: Any
) -> dict[str, Any]:
    return _plan(_change("aws_lambda_function.this", list(actions), before, after, **more))


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    names = draw(st.lists(st.sampled_from("abcdef"), min_size=1, unique=True))
    changes = []
    for name in names:
        actions = draw(st.sampled_from(ACTIONS))
        before = None if actions == ["create"] else draw(OBJECTS)
        after = None if actions in (["delete"], ["forget"]) else draw(OBJECTS)
        changes.append(_change(f"aws_x.{name}", actions, before, after))
    return _plan(*changes)


@given(plans(), st.randoms())
def test_order_versions_time_and_drift_do_not_count(plan: dict[str, Any], random: Any) -> None:
    other = copy.deepcopy(plan)
    random.shuffle(other["resource_changes"])
    other |= {"terraform_version": "1.99.0", "timestamp": "2026-01-01T00:00:00Z", "relevant_attributes": [1]}
    other["resource_drift"] = [_change("aws_x.drifted", ["update"], {"tags": None}, {"tags": {}})]
    stays = [_change("aws_x.stays", ["no-op"], {"name": "a"}, {"name": "a"})]
    read = [{**_change("data.aws_x.read", ["read"], None, {"a": 1}), "mode": "data"}]
    other["resource_changes"] += stays + read
    for change in other["resource_changes"]:
        for key in ("before", "after"):
            if change["change"][key]:
                change["change"][key] |= {"new_in_a_later_provider": None, "list": [], "rules": [{"a": None}]}
    assert fingerprint(other) == fingerprint(plan)


@given(plans(), st.data())
def test_any_other_value_counts(plan: dict[str, Any], data: st.DataObject) -> None:
    other = copy.deepcopy(plan)
    change = data.draw(st.sampled_from(other["resource_changes"]))["change"]
    assume(change["after"] is not None)
    name = data.draw(st.sampled_from(sorted(change["after"])))
    change["after"][name] = [change["after"][name], "other"]
    assert fingerprint(other) != fingerprint(plan)


@given(plans(), st.data())
def test_any_other_action_counts(plan: dict[str, Any], data: st.DataObject) -> None:
    other = copy.deepcopy(plan)
    change = data.draw(st.sampled_from(other["resource_changes"]))["change"]
    change["actions"] = data.draw(st.sampled_from([each for each in ACTIONS if each != change["actions"]]))
    assert fingerprint(other) != fingerprint(plan)


@pytest.mark.parametrize(
    "other",
    [
        {"address": "aws_x.b"},
        {"previous_address": "aws_x.old"},
        {"deposed": "deadbeef"},
        {"change": {"importing": {"id": "table:home"}}},
        {"change": {"importing": {"id": "table:elsewhere"}}},
        {"change": {"after_unknown": {"arn": True}}},
        {"change": {"after_unknown": {"rules": [{"arn": True}]}}},
        {"change": {"before": {"name": "c"}}},
        {"change": {"after": {"name": "b", "size": 0}}},
        {"change": {"after": {"name": "b", "size": False}}},
    ],
)
def test_each_part_counts(other: dict[str, Any]) -> None:
    seen = _change("aws_x.a", ["update"], {"name": "a"}, {"name": "b"})
    changed = {**seen, **other, "change": {**seen["change"], **other.get("change", {})}}
    assert fingerprint(_plan(seen)) != fingerprint(_plan(changed))


def test_a_move_and_an_import_that_change_nothing_else_count() -> None:
    stays = _change("aws_x.a", ["no-op"], {"name": "a"}, {"name": "a"})
    moved = {**stays, "previous_address": "aws_x.b"}
    imported = _change("aws_x.a", ["no-op"], {"name": "a"}, {"name": "a"}, importing={"id": "a"})
    assert len({fingerprint(_plan(each)) for each in (stays, moved, imported)}) == 3


@pytest.mark.parametrize(
    ("attribute", "more"),
    [
        ("environment", {}),
        ("master_password", {}),
        ("note", {"before_sensitive": {"note": True}, "after_sensitive": {"note": True}}),
        ("note", {"before_sensitive": True, "after_sensitive": True}),
    ],
)
def test_secrets_do_not_count_but_that_they_change_does(attribute: str, more: dict[str, Any]) -> None:
    def of(value: Any) -> str:
        told = [{"variables": {"KEY": value}}] if attribute == "environment" else value
        return fingerprint(_function({attribute: "hunter2"}, {attribute: told}, **more))

    assert of("1234") == of("5678")
    assert of("1234") != fingerprint(_function({attribute: "hunter2"}, {attribute: "hunter2"}, **more))


@pytest.mark.parametrize("key", ["DB_PASSWORD", "ApiKey", "GITHUB_TOKEN"])
def test_secrets_count_by_their_names_in_maps_too(key: str) -> None:
    found = [canonical(_function({"tags": {key: "a"}}, {"tags": {key: value}}))[0].values for value in "bc"]
    assert found[0] == found[1]


def test_a_switch_that_is_called_like_a_secret_counts() -> None:
    made = [
        _plan(_change("aws_rds_cluster.x", ["create"], None, {"manage_master_user_password": value}))
        for value in (True, False)
    ]
    assert fingerprint(made[0]) != fingerprint(made[1])


def test_names_of_environment_variables_count_and_values_do_not() -> None:
    def of(unknown: Any = False, **variables: str) -> tuple[tuple[str, str], ...]:
        after = {"environment": [{"variables": variables}]}
        before = {"environment": [{"variables": {"KEPT": "a", "GONE": "a"}}]}
        marks = {"environment": [{"variables": {"ARN": True}}]} if unknown else False
        return canonical(_function(before, after, after_unknown=marks))[0].values

    assert of(KEPT="b") == of(KEPT="c")
    assert of(KEPT="a") != of(KEPT="b")
    assert of(KEPT="a", NEW="b") == of(KEPT="a", NEW="c")
    assert dict(of(True, KEPT="b"))["environment.0.variables.ARN"] == UNKNOWN
    assert of(True, KEPT="b") == of(True, KEPT="c")


def test_a_secret_in_a_block_does_not_count() -> None:
    def of(password: str) -> str:
        return fingerprint(_function({}, {"users": [{"name": "root", "password": password}]}))

    assert of("a") == of("b")


def test_outputs_count_without_sensitive_ones() -> None:
    def of(value: str, sensitive: bool = False) -> str:
        output = {"actions": ["create"], "before": None, "after": value, "after_unknown": False}
        marks = {"before_sensitive": sensitive, "after_sensitive": sensitive}
        return fingerprint(_plan(output_changes={"url": {**output, **marks}}))

    assert of("a") != of("b")
    assert of("a", True) == of("b", True)


def test_what_providers_are_asked_to_do_counts() -> None:
    def of(payload: str) -> str:
        asked = {"address": "action.aws_lambda_invoke.x", "config_values": {"payload": payload}}
        return fingerprint(_plan(action_invocations=[asked]))

    assert of("a") != of("b")


def test_states_have_one_over_all() -> None:
    a, b = _function({"timeout": 3}, {"timeout": 4}), _function({"timeout": 3}, {"timeout": 5})
    assert fingerprint_of({"": a}) == fingerprint_of({"x": a}) == fingerprint(a), "as apply --state takes it"
    assert fingerprint_of({"x": a, "y": b}) == fingerprint_of({"y": b, "x": a})
    assert len({fingerprint_of(each) for each in ({"x": a, "y": b}, {"x": b, "y": a}, {"x": a})}) == 3


def test_the_difference_tells_what_came_went_and_changed() -> None:
    def of(**timeouts: int) -> Any:
        return canonical(
            _plan(
                *(_change(f"aws_x.{name}", ["create"], None, {"timeout": t}) for name, t in timeouts.items())
            )
        )

    found = difference(of(a=1, b=1, c=1), of(b=1, c=2, d=1))
    assert [line.address for line in found.came] == ["aws_x.d"]
    assert [line.address for line in found.went] == ["aws_x.a"]
    assert [(a.address, b.address) for a, b in found.changed] == [("aws_x.c", "aws_x.c")]
    assert not difference(of(a=1), of(a=1))


@given(plans())
def test_no_value_stands_in_what_counts(plan: dict[str, Any]) -> None:
    for change in plan["resource_changes"]:
        for key in ("before", "after"):
            if change["change"][key]:
                change["change"][key]["name"] = "a value of the plan"
    lines = canonical(plan)
    assert "a value of the plan" not in "".join(line.text() for line in lines)
    assert fingerprint_of_lines(lines[::-1]) == fingerprint(json.loads(json.dumps(plan)))
