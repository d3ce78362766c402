"""Roots: which there are, in which order, and where their states are."""

from __future__ import annotations

from typing import Any

import pytest

from tests.specs import example, stack_of
from tfgen.stack import names
from tfgen.stack.root import roots
from tfgen.stack.stack import Stack

PARTED = {"layout": "per-region"}


def parted(state: dict[str, Any] | None = None, **changes: Any) -> Stack:
    """keyvalue with a state for each region, without the site that cannot be parted."""
    spec = {name: value for name, value in example("keyvalue").items() if name != "site"}
    spec = {**spec, "state": {**PARTED, **(state or {})}, **changes}
    return stack_of({name: value for name, value in spec.items() if value is not None})


def named(stack: Stack) -> list[str]:
    return [root.name for root in roots(stack)]


REGIONS = ["eu-central-1", "eu-west-1", "us-west-2"]


def test_one_state_is_one_root() -> None:
    assert named(stack_of(example("keyvalue"))) == [""]


def test_each_region_has_a_root_for_what_it_keeps_and_one_for_what_answers() -> None:
    assert named(parted()) == [
        "global",
        "data-eu-central-1",
        "eu-central-1",
        "data-eu-west-1",
        "eu-west-1",
        "data-us-west-2",
        "us-west-2",
    ]


def test_waves_order_regions_and_home_is_copied_before_any_other() -> None:
    waved = parted(waves=[["us-west-2"], ["eu-west-1", "eu-central-1"]])
    assert named(waved) == [
        "global",
        "data-eu-central-1",
        "data-us-west-2",
        "us-west-2",
        "data-eu-west-1",
        "eu-west-1",
        "eu-central-1",
    ]


@pytest.mark.parametrize("changes", [{}, {"waves": [["us-west-2"], ["eu-west-1", "eu-central-1"]]}])
def test_what_a_root_needs_stands_before_it(changes: dict[str, Any]) -> None:
    stack = parted(**changes, secrets={"token": {}})
    before: set[str] = set()
    for root in roots(stack):
        assert set(root.needs) <= before
        before.add(root.name)
    needs = {root.name: root.needs for root in roots(stack)}
    assert needs["data-us-west-2"] == ("data-eu-central-1",)
    assert needs["us-west-2"] == ("global", "data-eu-central-1", "data-us-west-2")


def test_a_region_that_retires_is_emptied_last_and_answers_no_more_before_its_data_goes() -> None:
    stack = parted(retiring=["sa-east-1"])
    assert named(stack)[-2:] == ["sa-east-1", "data-sa-east-1"]
    assert roots(stack)[-1].needs == ("sa-east-1",)


def test_tables_alone_have_no_root_that_answers_and_no_global_one() -> None:
    stack = stack_of(
        {
            "tfgen": 1,
            "service": "shop",
            "regions": REGIONS,
            "tables": {"orders": {"key": {"id": "S"}}},
            "state": PARTED,
        }
    )
    assert named(stack) == ["data-eu-central-1", "data-eu-west-1", "data-us-west-2"]


def test_states_of_a_region_may_lie_in_its_own_bucket() -> None:
    stack = parted({"bucket": "acme-{region}"})
    by_root = {
        root.name: (names.state_bucket(stack, root.provider_region), names.state_key(stack, root.name))
        for root in roots(stack)
    }
    assert by_root["global"] == ("acme-us-east-1", "keyvalue/global.tfstate")
    assert by_root["data-us-west-2"] == ("acme-us-west-2", "keyvalue/data-us-west-2.tfstate")


def test_workspaces_are_named_after_roots() -> None:
    stack = parted({"cloud": {"organization": "acme", "workspace": "shop"}})
    assert names.state_workspace(stack, "data-us-west-2") == "shop-data-us-west-2"
    alone = stack_of({**example("keyvalue"), "state": {"cloud": {"organization": "acme"}}})
    assert names.state_workspace(alone) == "keyvalue"
