"""What an apply may touch is told by what the stack makes there, however things are called."""

from __future__ import annotations

from typing import Any

import pytest

from tests.specs import example, stack_of
from tfgen.rehearse.touched import beyond_protection, beyond_region
from tfgen.render.made import made
from tfgen.stack.kinds.table import V2017, V2019
from tfgen.stack.region import label
from tfgen.stack.stack import Stack
from tfgen.stack.variations import with_region

HOME, ADDED = "eu-west-1", "us-west-2"
GLOBAL_TABLE = "aws_dynamodb_global_table.table_items"


def _grown(**tables: Any) -> Stack:
    """The stack after a region was added."""
    spec = {**example("hello"), "regions": [HOME, "eu-west-3"]}
    spec["tables"] = {name: {"key": {"id": "S"}, **more} for name, more in (tables or {"items": {}}).items()}
    return with_region(stack_of(spec), ADDED)


def _second(**tables: Any) -> Stack:
    """The stack after a second region was added."""
    spec = {**example("hello"), "regions": [HOME]}
    spec["tables"] = {name: {"key": {"id": "S"}, **more} for name, more in tables.items()}
    return with_region(stack_of(spec), ADDED)


def _of(stack: Stack, region: str) -> dict[str, str]:
    return {each.address: "create" for each in made(stack) if each.region == region}


@pytest.mark.parametrize("action", ["create", "delete"])
def test_all_of_the_region_may_come_and_go(action: str) -> None:
    changes = dict.fromkeys(_of(_grown(), ADDED), action)
    assert len(changes) > 10
    assert beyond_region(changes, action, ADDED, _grown()) is None


@pytest.mark.parametrize("action", ["update", "delete", "replace"])
def test_in_the_region_nothing_else_may_happen(action: str) -> None:
    address = min(_of(_grown(), ADDED))
    found = beyond_region({address: action}, "create", ADDED, _grown())
    assert found and found.evidence == (f"{action} {address}",)


def test_what_is_in_no_region_may_not_be_touched() -> None:
    address = "aws_route53_record.validation"
    found = beyond_region({**_of(_grown(), ADDED), address: "create"}, "create", ADDED, _grown())
    assert found and (found.came, found.address) == ("1 others were", address)


def test_a_resource_that_the_stack_does_not_make_is_touched() -> None:
    address = 'aws_cloudwatch_log_group.us_west_2["left"]'
    found = beyond_region({address: "create"}, "create", ADDED, _grown())
    assert found and found.address == address


def test_a_table_that_is_called_as_the_region_is_none_of_it() -> None:
    stack = _grown(orders_us_west_2={})
    address = "module.table_orders_us_west_2_eu_west_1.aws_dynamodb_table.this"
    for action in ("create", "delete"):
        found = beyond_region({address: action}, action, ADDED, stack)
        assert found and found.evidence == (f"{action} {address}",)


def test_a_function_and_a_route_that_are_called_as_the_region_are_none_of_it() -> None:
    spec = {**example("hello"), "regions": [HOME, "eu-west-3"]}
    function = {**spec["functions"]["hello"], "http": ["GET /us_west_2", "GET /health"]}
    stack = with_region(stack_of({**spec, "functions": {"hello": function}}), ADDED)
    address = 'module.eu_west_1.module.http_api["api"].aws_apigatewayv2_route.this["GET /us_west_2"]'
    assert address in _of(stack, HOME)
    assert beyond_region({address: "create"}, "create", ADDED, stack)


def test_a_table_whose_name_begins_as_a_regions_does_is_told_apart() -> None:
    stack = _grown(orders={}, orders_eu_west_3={})
    mine = "module.table_orders_eu_west_3.aws_dynamodb_table_replica.this"
    other = "module.table_orders_eu_west_3_eu_west_1.aws_dynamodb_table.this"
    assert {mine, other} <= {each.address for each in made(stack)}
    found = beyond_region({mine: "delete", other: "delete"}, "delete", "eu-west-3", stack)
    assert found and found.evidence == (f"delete {other}",)


def test_a_global_table_of_2017_is_updated_as_it_lists_its_regions() -> None:
    stack = _grown(items={"global_table": V2017})
    assert beyond_region({GLOBAL_TABLE: "update"}, "create", ADDED, stack) is None


@pytest.mark.parametrize("action", ["create", "delete", "replace"])
def test_a_global_table_of_2017_is_not_made_anew(action: str) -> None:
    stack = _grown(items={"global_table": V2017})
    assert beyond_region({GLOBAL_TABLE: action}, "create", ADDED, stack)


@pytest.mark.parametrize("action", ["create", "delete"])
def test_a_second_region_brings_a_global_table_of_2017_and_takes_it_along(action: str) -> None:
    stack = _second(items={"global_table": V2017})
    assert beyond_region({GLOBAL_TABLE: action}, action, ADDED, stack) is None
    assert beyond_region({GLOBAL_TABLE: "update"}, action, ADDED, stack)


@pytest.mark.parametrize("version", [V2017, V2019])
def test_a_second_region_brings_homes_tables_their_stream_which_outlasts_it(version: str) -> None:
    stack = _second(items={"global_table": version})
    table = f"module.table_items_{label(HOME)}.aws_dynamodb_table.this"
    assert beyond_region({table: "update"}, "create", ADDED, stack) is None
    assert beyond_region({table: "update"}, "delete", ADDED, stack)
    assert beyond_region({table: "create"}, "create", ADDED, stack)
    assert beyond_region({table: "update"}, "create", ADDED, _grown(items={"global_table": version}))


def test_protection_is_lifted_from_what_holds_data_alone() -> None:
    stack = _grown(items={}, **{"other-items": {}})
    holding = {each.address: "update" for each in made(stack) if each.holds_data}
    assert len(holding) == 6
    assert beyond_protection(holding, stack) is None


@pytest.mark.parametrize("action", ["delete", "replace", "create"])
def test_what_holds_data_is_only_updated(action: str) -> None:
    address = "module.table_items_eu_west_1.aws_dynamodb_table.this"
    found = beyond_protection({address: action}, _grown())
    assert found and found.evidence == (f"{action} {address}",)


def test_what_belongs_to_a_table_and_holds_no_data_is_not_touched() -> None:
    capacity = {"read": {"min": 1, "max": 2}, "write": {"min": 1, "max": 2}}
    stack = _grown(items={"capacity": capacity})
    address = 'module.table_items_eu_west_1.aws_appautoscaling_target.this["table/read"]'
    assert address in _of(stack, HOME)
    assert beyond_protection({address: "update"}, stack)
