"""What a plan must not do by the way."""

from __future__ import annotations

from typing import Any

import pytest

from tests.specs import example, stack_of
from tfgen.plan.review import review
from tfgen.plan.summary import summarise

TABLE = "module.table_keyvalues_eu_central_1.aws_dynamodb_table.this"


def _plan(address: str, *actions: str, name: str = "keyvalue-keyvalues", arn: str = "") -> dict[str, Any]:
    change = {"actions": list(actions), "before": {"name": name, "arn": arn}}
    kind = address.split(".")[-2]
    return {"resource_changes": [{"mode": "managed", "type": kind, "address": address, "change": change}]}


@pytest.mark.parametrize("actions", [("delete",), ("delete", "create"), ("create", "delete")])
def test_a_table_that_the_spec_still_has_must_not_go(actions: tuple[str, ...]) -> None:
    (found,) = review(_plan(TABLE, *actions), stack_of(example("keyvalue")))
    assert (found.code, found.severity) == ("TFG402", "error")


@pytest.mark.parametrize("actions", [("create",), ("update",), ("no-op",)])
def test_a_table_that_stays_is_no_finding(actions: tuple[str, ...]) -> None:
    assert review(_plan(TABLE, *actions), stack_of(example("keyvalue"))) == []


def test_a_replica_may_go_with_its_region() -> None:
    replica = "module.table_keyvalues_us_west_2.aws_dynamodb_table_replica.this"
    assert review(_plan(replica, "delete"), stack_of(example("keyvalue"))) == []


def test_what_is_meant_to_go_is_a_warning() -> None:
    spec = example("keyvalue-2017")
    spec["regions"].remove("us-west-2")
    spec["retiring"] = ["us-west-2"]
    retiring = stack_of(spec)
    without = stack_of(example("hello"))
    for address, stack in (
        ("module.table_keyvalues_us_west_2.aws_dynamodb_table.this", retiring),
        (TABLE, without),
    ):
        (found,) = review(_plan(address, "delete"), stack)
        assert (found.code, found.severity) == ("TFG402", "warning")


def test_a_table_may_go_whose_name_another_starts_with() -> None:
    spec = example("keyvalue")
    spec["tables"] = {"orders": {"key": {"id": "S"}}}
    spec["functions"] = {"health": {"handler": "health.main", "http": "GET /health"}}
    archive = _plan(
        "module.table_orders_archive_eu_central_1.aws_dynamodb_table.this",
        "delete",
        name="keyvalue-orders-archive",
    )
    (found,) = review(archive, stack_of(spec))
    assert (found.code, found.severity) == ("TFG402", "warning")


def test_a_table_that_is_called_as_a_region_is_counted_where_it_is() -> None:
    spec = example("keyvalue")
    spec["regions"] = ["eu-west-1", "eu-west-3"]
    spec["tables"] = {"orders_eu_west_3": {"key": {"id": "S"}}}
    spec["functions"] = {"health": {"handler": "health.main", "http": "GET /health"}}
    stack = stack_of(spec)
    at_home = "module.table_orders_eu_west_3_eu_west_1.aws_dynamodb_table.this"
    assert summarise(_plan(at_home, "create"), stack).actions["eu-west-1"]["add"] == 1
    del spec["tables"]
    gone = _plan(
        "module.table_orders_eu_west_3.aws_dynamodb_table.this",
        "delete",
        arn="arn:aws:dynamodb:eu-west-1:123456789012:table/keyvalue-orders",
    )
    assert summarise(gone, stack_of(spec)).actions["eu-west-1"]["destroy"] == 1


def test_what_retires_is_counted_where_it_was() -> None:
    spec = example("keyvalue")
    spec["regions"].remove("us-west-2")
    spec["retiring"] = ["us-west-2"]
    found = summarise(_plan("module.us_west_2.aws_lambda_alias.live", "delete"), stack_of(spec))
    assert found.actions["us-west-2"]["destroy"] == 1
    assert not found.actions["global"]
