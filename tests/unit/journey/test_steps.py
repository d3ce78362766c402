"""The ways of regions: every step, and every word of the spec that stands for one."""

from __future__ import annotations

from typing import Any

import pytest

from tests.specs import dump, stack_of
from tfgen.journey.coming import add
from tfgen.journey.edit import edited
from tfgen.journey.going import remove
from tfgen.journey.moving import move_home
from tfgen.journey.step import ALIAS_TTL, Done, Next, Step, Stuck

HOME, EAST, WEST = "eu-west-1", "us-east-1", "us-west-2"
SPEC: dict[str, Any] = {
    "tfgen": 1,
    "service": "shop",
    "domain": "api.example.com",
    "regions": [HOME, EAST],
    "functions": {
        "get": {"code": "src", "handler": "get.main", "runtime": "python3.13", "http": "GET /health"}
    },
    "tables": {"orders": {"key": {"id": "S"}}},
}
LOCAL: dict[str, Any] = {**SPEC, "tables": {"seen": {"key": {"id": "S"}, "replicate": False}}}
KEYS = {
    region: f"arn:aws:kms:{region}:123456789012:key/11111111-1111-1111-1111-111111111111"
    for region in (HOME, EAST)
}


def _walk(spec: dict[str, Any], way: Any, region: str) -> list[tuple[str, ...]]:
    """The lines of the spec that are of the way, after each step; the text is that of before at the end of both ways."""
    text = dump(spec)
    seen: list[tuple[str, ...]] = []
    for _ in range(9):
        step = way(stack_of(text), region)
        if not isinstance(step, Step):
            assert isinstance(step, Done), step
            return seen
        text = edited(text, "", step.edits)
        stack = stack_of(text)
        words = {"regions": region in {r.name for r in stack.regions}, "joining": bool(stack.joining)}
        words |= {
            "leaving": bool(stack.leaving),
            "retiring": bool(stack.retiring),
            "drained": "drained" in text,
        }
        seen.append(tuple(sorted(word for word, said in words.items() if said)))
        assert bool(step.then) != isinstance(way(stack, region), Done), "the last step says that it is"
    raise AssertionError("the way has no end")


def test_a_region_comes_with_its_data_first_and_its_traffic_last() -> None:
    assert _walk(SPEC, add, WEST) == [("joining",), ("drained", "regions"), ("regions",)]


def test_a_region_goes_when_nobody_uses_it_any_more() -> None:
    way = [("drained", "regions"), ("drained", "leaving", "regions"), ("retiring",), ()]
    assert _walk(SPEC, remove, EAST) == way


@pytest.mark.parametrize(
    ("changes", "way", "steps"),
    [
        ({"tables": {}}, add, [("drained", "regions"), ("regions",)]),
        ({"domain": ""}, add, [("joining",), ("regions",)]),
        ({"domain": "", "tables": {}}, add, [("regions",)]),
        ({"tables": {"seen": {"key": {"id": "S"}, "replicate": False}}}, add, [("drained", "regions"), ("regions",)]),
        ({"tables": {}}, remove, [("drained", "regions"), ("retiring",), ()]),
        ({"domain": ""}, remove, [("leaving", "regions"), ("retiring",), ()]),
        ({"tables": {"orders": {"key": {"id": "S"}, "protect": False}}}, remove, [("drained", "regions"), ("retiring",), ()]),
    ],
)  # fmt: skip
def test_steps_that_a_spec_does_not_need_are_left_out(changes: dict[str, Any], way: Any, steps: Any) -> None:
    spec = {name: value for name, value in {**SPEC, **changes}.items() if value != ""}
    assert _walk(spec, way, WEST if way is add else EAST) == steps


def test_a_region_that_goes_takes_with_it_what_names_it() -> None:
    orders = {"key": {"id": "S"}, "encryption": KEYS, "adopt": [HOME, EAST], "protect": False}
    text = dump({**SPEC, "tables": {"orders": orders}, "routing": {"drained": [EAST]}})
    step = remove(stack_of(text), EAST)
    assert isinstance(step, Step)
    after = edited(text, "", step.edits)
    assert after.count(EAST) == 1 and stack_of(after).retiring == (EAST,)


APART = {**SPEC, "state": {"layout": "per-region"}, "waves": [[HOME], [EAST]]}


def test_a_region_comes_in_a_wave_of_its_own_and_goes_with_it() -> None:
    step = add(stack_of({**APART, "joining": [WEST]}), WEST)
    assert isinstance(step, Step)
    after = edited(dump({**APART, "joining": [WEST]}), "", step.edits)
    assert stack_of(after).waves == ((HOME,), (EAST,), (WEST,))
    for waves in ([[HOME], [EAST]], [[HOME, EAST]]):
        spec = {**APART, "waves": waves, "tables": {}, "routing": {"drained": [EAST]}}
        step = remove(stack_of(spec), EAST)
        assert isinstance(step, Step)
        assert stack_of(edited(dump(spec), "", step.edits)).waves == ((HOME,),)


def test_a_region_that_leaves_may_stay() -> None:
    leaving = {**SPEC, "routing": {"drained": [EAST]}, "leaving": [EAST]}
    assert _walk(leaving, add, EAST) == [("drained", "regions"), ("regions",)]


def test_a_region_that_joins_may_go() -> None:
    assert _walk({**SPEC, "joining": [WEST]}, remove, WEST) == [("joining", "leaving"), ("retiring",), ()]


def test_home_moves_in_two_steps() -> None:
    text = dump({**SPEC, "regions": [HOME, EAST, WEST]})
    first = move_home(stack_of(text), WEST)
    assert isinstance(first, Step) and first.then
    text = edited(text, "", first.edits)
    assert [region.name for region in stack_of(text).regions] == [WEST, HOME, EAST]
    assert stack_of(text).home_was == HOME
    assert isinstance(move_home(stack_of(text), EAST), Stuck), "one move at a time"
    assert isinstance(remove(stack_of(text), HOME), Stuck)
    second = move_home(stack_of(text), WEST)
    assert isinstance(second, Step) and not second.then
    assert move_home(stack_of(edited(text, "", second.edits)), WEST) == Done(f"{WEST} is home")


def test_tables_that_each_region_has_for_itself_move_no_home() -> None:
    step = move_home(stack_of(LOCAL), EAST)
    assert isinstance(step, Step) and not step.then and len(step.edits) == 1


@pytest.mark.parametrize(
    ("spec", "way", "region", "why"),
    [
        (SPEC, remove, HOME, "home"),
        ({**SPEC, "regions": [HOME]}, remove, HOME, "home"),
        ({**SPEC, "routing": {"drained": [HOME]}}, remove, EAST, "last region that takes traffic"),
        ({**SPEC, "retiring": [WEST]}, add, WEST, "retiring"),
        (SPEC, move_home, WEST, "no region of the spec"),
        ({**SPEC, "secrets": {"partner": {}}}, move_home, EAST, "secret `partner`"),
        ({**SPEC, "routing": {"drained": [EAST]}, "leaving": [EAST]}, move_home, EAST, "leaving"),
    ],
)
def test_what_would_not_be_safe_is_no_step(spec: dict[str, Any], way: Any, region: str, why: str) -> None:
    found: Next = way(stack_of(spec), region)
    assert isinstance(found, Stuck) and why in found.why and found.hint


def test_records_that_are_made_elsewhere_are_told() -> None:
    shared = {**SPEC, "domain": {"existing": "api.example.com", "path": "orders"}, "tables": {}}
    told = [way(stack_of(shared), region) for way, region in ((add, WEST), (remove, EAST))]
    assert all(isinstance(step, Step) and "api.example.com" in step.does for step in told)


def test_a_cname_is_kept_for_as_long_as_it_says() -> None:
    told = remove(stack_of({**SPEC, "routing": {"record": "cname", "ttl": 300}}), EAST)
    assert isinstance(told, Step) and "300 s" in told.then
    told = remove(stack_of(SPEC), EAST)
    assert isinstance(told, Step) and f"{ALIAS_TTL} s" in told.then
