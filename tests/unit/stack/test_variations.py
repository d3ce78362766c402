"""Stacks as they will be one day."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from tests.specs import example, stack_of
from tfgen.render.tree import configuration
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.table import TABLE
from tfgen.stack.reference import Value
from tfgen.stack.stack import Stack
from tfgen.stack.variations import (
    readable,
    representative,
    spare_region,
    unprotected,
    with_free_replicas,
    with_region,
    with_retiring,
    with_things,
)

HOME, *OTHERS = REGIONS = ["eu-central-1", "eu-west-1", "us-west-2"]


def _keyvalue(**table: Any) -> Stack:
    spec = example("keyvalue")
    spec["tables"]["keyvalues"].update(table)
    return stack_of(spec)


def _protected(stack: Stack) -> list[str]:
    return [region.name for region in stack.regions if stack.at(TABLE, region)["keyvalues"].protect]


@pytest.mark.parametrize(
    ("regions", "retiring", "expected"),
    [
        (["eu-west-1", "us-east-1"], [], "ap-southeast-2"),
        (["ap-southeast-2", "us-east-1"], [], "sa-east-1"),
        (["eu-west-1", "sa-east-1"], ["ap-southeast-2"], "us-east-1"),
        (["ap-southeast-2", "sa-east-1", "eu-west-1", "us-east-1", "us-west-2"], [], None),
    ],
)
def test_a_spare_region_is_one_that_the_stack_lacks(
    regions: list[str], retiring: list[str], expected: str | None
) -> None:
    assert spare_region(stack_of({**example("hello"), "regions": regions, "retiring": retiring})) == expected


@pytest.mark.parametrize(
    ("length", "expected"),
    [(64 - len("hello--ap-southeast-2"), "ap-southeast-2"), (64 - len("hello--sa-east-1"), "sa-east-1")],
)
def test_a_spare_region_leaves_room_in_the_names_of_roles(length: int, expected: str) -> None:
    spec = {**example("hello"), "regions": ["us-west-2"]}
    spec["functions"] = {"a" * length: spec["functions"]["hello"]}
    assert spare_region(stack_of(spec)) == expected


def test_a_region_more_comes_last_and_its_tables_can_be_deleted() -> None:
    grown = with_region(_keyvalue(), "sa-east-1")
    assert [region.name for region in grown.regions] == [*REGIONS, "sa-east-1"]
    assert _protected(grown) == REGIONS


def test_a_region_more_has_a_key_if_the_others_have() -> None:
    keys = {region: f"arn:aws:kms:{region}:123456789012:key/mrk-1234" for region in REGIONS}
    grown = with_region(_keyvalue(encryption=keys), "sa-east-1")
    added = "arn:aws:kms:sa-east-1:123456789012:key/mrk-1234"
    assert grown.all(TABLE)["keyvalues"].encryption == {**keys, "sa-east-1": added}
    assert grown.at(TABLE, grown.regions[-1])["keyvalues"].encryption == {**keys, "sa-east-1": added}
    assert with_region(_keyvalue(), "sa-east-1").all(TABLE)["keyvalues"].encryption == "aws-owned"


def test_a_retiring_region_is_none_of_the_active_ones() -> None:
    stack = with_retiring(with_retiring(_keyvalue(), "us-east-1"), "sa-east-1")
    assert stack.retiring == ("sa-east-1", "us-east-1")
    assert with_retiring(stack, "sa-east-1") == stack
    assert stack.regions == _keyvalue().regions


def test_free_replicas_leave_home_protected() -> None:
    freed = with_free_replicas(_keyvalue())
    assert _protected(freed) == [HOME]
    assert freed.all(TABLE) == _keyvalue().all(TABLE)


def test_tables_of_version_2017_are_no_replicas() -> None:
    assert _protected(with_free_replicas(_keyvalue(global_table="2017.11.29"))) == REGIONS


def test_freeing_replicas_keeps_what_else_differs_in_a_region() -> None:
    spec = example("keyvalue")
    reads = {"tables": {"keyvalues": {"read": {"max": 500}}}}
    spec["regions"] = {HOME: {}, **dict.fromkeys(OTHERS, reads)}
    stack = stack_of(spec)
    for before, after in zip(stack.regions, with_free_replicas(stack).regions, strict=True):
        table, freed = (
            stack.at(TABLE, before)["keyvalues"],
            with_free_replicas(stack).at(TABLE, after)["keyvalues"],
        )
        assert freed.capacity == table.capacity
        assert (table.capacity and table.capacity.read.max) == (50 if before.name == HOME else 500)


def test_nothing_stays_protected_that_is_to_be_deleted() -> None:
    spec = example("keyvalue")
    protected = {"tables": {"keyvalues": {"protect": True}}}
    spec["regions"] = {HOME: {}, **dict.fromkeys(OTHERS, protected)}
    assert _protected(stack_of(spec)) == REGIONS
    assert _protected(unprotected(stack_of(spec))) == []


def test_one_region_of_each_sort_stands_for_all() -> None:
    regions: dict[str, Any] = {name: {} for name in ("eu-west-1", "us-east-1", "us-west-2", "ap-south-1")}
    regions["us-west-2"] = {"functions": {"hello": {"memory": 512}}}
    stack = stack_of({**example("hello"), "regions": regions})
    assert [region.name for region in representative(stack).regions] == [
        "eu-west-1",
        "us-east-1",
        "us-west-2",
    ]


def test_what_is_made_readable_keeps_its_lines_and_its_secrets() -> None:
    secret = "AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY="
    stack = stack_of(example("keyvalue"))
    functions = stack.all(FUNCTION)
    env: dict[str, Value] = {"A": 'x "y"\nvar.z == 1', "SECRET": secret}
    odd = with_things(
        stack, FUNCTION, {**functions, "health": dataclasses.replace(functions["health"], env=env)}
    )
    before, after = (configuration(each, "s")["main.tf"].splitlines() for each in (odd, readable(odd)))
    assert len(before) == len(after)
    assert before != after
    assert secret in "\n".join(after)
