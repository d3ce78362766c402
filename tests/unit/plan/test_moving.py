"""Moves of states between layouts: every resource comes to the root that makes it, and back to where it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.unit.stack.test_root import parted
from tfgen.diagnostics import Diagnostic
from tfgen.plan.move import move, ready
from tfgen.plan.moving import ANCHOR, Moved, address_of, emptied, moved, wrong_with
from tfgen.plan.stores import StoreError
from tfgen.render.made import made
from tfgen.stack.root import roots
from tfgen.stack.stack import Stack
from tfgen.stack.variations import in_one_state

AWS = 'provider["registry.terraform.io/hashicorp/aws"]'
APART = parted()
ONE = in_one_state(APART)


def resources(stack: Stack) -> list[dict[str, Any]]:
    """What a state holds of all that a stack makes: an instance of each resource."""
    found: dict[str, dict[str, Any]] = {}
    for each in made(stack):
        module, _, rest = each.address.rpartition(".aws_")
        type_, _, name = (f"aws_{rest}" if module else each.address).partition(".")
        name = name.partition("[")[0]
        resource = {"mode": "managed", "type": type_, "name": name, "provider": AWS, "instances": []}
        if module:
            resource = {"module": module, **resource}
        found.setdefault(address_of(resource), resource)["instances"].append({"attributes": {}})
    return list(found.values())


def state(held: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"version": 4, "serial": 7, "lineage": "a", "outputs": {}, "resources": held, **more}


def parted_from_one(**more: Any) -> Moved:
    found = moved({"": state(resources(ONE), **more)}, APART, "spec.yaml")
    assert isinstance(found, Moved), found
    return found


def test_each_resource_comes_to_the_root_that_makes_it() -> None:
    found = parted_from_one()
    assert set(found.states) == {root.name for root in roots(APART)}
    expected = {(each.root, each.address.partition("[")[0].rpartition(".aws_")[2]) for each in made(APART)}
    for name, held in found.states.items():
        assert held["serial"] == 1 and held["lineage"] not in ("", "a")
        for each in held["resources"]:
            assert any(root == name for root, _ in expected)
            assert each["provider"] == AWS, "a root has one provider"
    names = {root: [address_of(each) for each in held["resources"]] for root, held in found.states.items()}
    assert names["global"] == ["aws_route53_record.validation"]
    assert "module.table_keyvalues_us_west_2.aws_dynamodb_table_replica.this" in names["data-us-west-2"]
    assert "aws_route53_record.us_west_2" in names["us-west-2"]


def test_there_and_back_is_what_there_was_but_for_the_anchor() -> None:
    there = parted_from_one()
    anchor = {
        "mode": "managed",
        "type": "aws_acm_certificate",
        "name": "anchor",
        "provider": AWS,
        "instances": [{}],
    }
    there.states["global"]["resources"].append(anchor)
    back = moved(there.states, ONE, "spec.yaml")
    assert isinstance(back, Moved) and back.forgotten == (ANCHOR,)

    def names(held: list[dict[str, Any]]) -> list[tuple[str, int]]:
        return sorted((address_of(each), len(each["instances"])) for each in held)

    assert names(back.states[""]["resources"]) == names(resources(ONE))
    providers = {address_of(each): each["provider"] for each in back.states[""]["resources"]}
    assert providers["aws_acm_certificate.us_west_2"] == f"{AWS}.us_west_2"
    assert providers["aws_route53_record.us_west_2"] == AWS


def test_outputs_are_those_of_the_region_and_come_together_again() -> None:
    regions = {region.name: "string" for region in APART.regions}
    urls = {"value": {name: f"https://{name}" for name in regions}, "type": ["object", regions]}
    whole = {"endpoint": {"value": "https://x", "type": "string"}, "region_urls": urls}
    found = parted_from_one(outputs=whole)
    assert found.states["us-west-2"]["outputs"]["region_urls"] == {
        "value": {"us-west-2": "https://us-west-2"},
        "type": ["object", {"us-west-2": "string"}],
    }
    assert found.states["data-us-west-2"]["outputs"] == {}
    back = moved(found.states, ONE, "spec.yaml")
    assert isinstance(back, Moved) and back.states[""]["outputs"] == whole


def test_what_no_root_makes_is_told_and_nothing_is_moved() -> None:
    strange = {"mode": "managed", "type": "aws_sns_topic", "name": "x", "provider": AWS, "instances": [{}]}
    found = moved({"": state([*resources(ONE), strange])}, APART, "spec.yaml")
    assert isinstance(found, Diagnostic) and "aws_sns_topic.x" in found.message


@pytest.mark.parametrize(
    "held",
    [
        {"version": 3},
        {"version": 4},
        {"version": 4, "serial": 1, "resources": {}},
        {"version": 4, "serial": 1, "resources": [{"mode": "managed"}]},
        {"version": 4, "serial": 1, "resources": [None]},
        state([{"mode": "managed", "type": "t", "name": "n", "instances": [{"deposed": "1"}]}]),
    ],
)
def test_a_state_of_another_form_is_not_moved(held: dict[str, Any]) -> None:
    assert wrong_with(held)


class Kept:
    """Stands in for a store: a state in memory, whose writing may fail."""

    def __init__(self, held: dict[str, Any] | None = None) -> None:
        self.held, self.fails = held, False

    def pull(self) -> dict[str, Any] | None:
        return self.held

    def push(self, held: dict[str, Any]) -> None:
        if self.fails:
            raise StoreError("no")
        self.held = held


def stores() -> tuple[dict[str, Any], dict[str, Any]]:
    return {"": Kept(state(resources(ONE)))}, {root.name: Kept() for root in roots(APART)}


def once(sources: dict[str, Any], targets: dict[str, Any], folder: Path) -> None:
    found = ready(sources, targets, APART, "spec.yaml")
    assert not isinstance(found, Diagnostic), found
    move(found, sources, targets, folder)


def _no_target(_: dict[str, Any], targets: dict[str, Any]) -> Any:
    return targets["us-west-2"]


def _no_emptying(sources: dict[str, Any], _: dict[str, Any]) -> Any:
    return sources[""]


@pytest.mark.parametrize("failing", [_no_target, _no_emptying])
def test_a_move_that_was_interrupted_is_taken_to_its_end(
    tmp_path: Path, failing: Callable[[dict[str, Any], dict[str, Any]], Any]
) -> None:
    sources, targets = stores()
    failing(sources, targets).fails = True
    with pytest.raises(StoreError):
        once(sources, targets, tmp_path)
    assert sources[""].held["resources"], "nothing is lost"
    failing(sources, targets).fails = False
    once(sources, targets, tmp_path)
    held = sum(len(store.held["resources"]) for store in targets.values())
    assert held == len(resources(ONE))
    assert sources[""].held == emptied(state(resources(ONE)))
    assert next(tmp_path.iterdir()).stat().st_mode & 0o077 == 0, "states hold secrets"


def test_a_state_with_something_else_in_it_is_not_overwritten() -> None:
    sources, targets = stores()
    targets["global"].held = state([{**resources(ONE)[0], "instances": [{"attributes": {"id": "other"}}]}])
    found = ready(sources, targets, APART, "spec.yaml")
    assert isinstance(found, Diagnostic) and found.code == "TFG215"
