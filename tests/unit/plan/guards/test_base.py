"""A plan against the base of its change: what came meanwhile, and what nobody asked for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.changes.changes import base as base_spec
from tests.changes.changes import merged
from tests.specs import dump, read, stack_of
from tests.unit.plan.guards.test_guards import change
from tfgen.diagnostics import Diagnostic
from tfgen.plan.guards.base import Since, review
from tfgen.render.made import addresses

Data = dict[str, Any]
FREE = {
    "functions": {"list": {"handler": "main.main", "http": "GET /list"}, "more": {"handler": "main.main"}}
}
BASE: Data = merged(base_spec(), FREE)
INVOICES: Data = {"tables": {"invoices": {"key": {"id": "S"}}}}
TABLE = "module.table_kept_eu_west_1.aws_dynamodb_table.this"
NEW_TABLE = "module.table_invoices_eu_west_1.aws_dynamodb_table.this"
LIST, MORE = (
    f'module.eu_west_1.module.function["{name}"].aws_lambda_function.this' for name in ("list", "more")
)


def _review(changes: list[Data], head: Data = BASE, tip: Data | None = None) -> list[Diagnostic]:
    source, stack = read(dump(head))
    since = Since(stack_of(BASE), stack, stack_of(tip) if tip else None)
    return review({"resource_changes": changes}, since, source)


def _update(address: str, before: Any = None, after: Any = None, **more: Any) -> Data:
    kind = address.split(".")[-2]
    return change(kind, "update", before=before or {"a": 1}, after=after or {"a": 2}, address=address, **more)


def _delete(address: str) -> Data:
    return change(address.split(".")[-2], "delete", before={"a": 1}, address=address)


def _codes(found: list[Diagnostic]) -> list[str]:
    return [each.code for each in found]


def test_the_addresses_are_those_of_the_spec() -> None:
    assert {TABLE, LIST, MORE} <= {*addresses(stack_of(BASE))}
    assert NEW_TABLE in addresses(stack_of(merged(BASE, INVOICES)))


def test_what_the_base_branch_got_meanwhile_must_not_go() -> None:
    (found,) = _review([_delete(NEW_TABLE)], tip=merged(BASE, INVOICES))
    assert (found.code, found.severity.value, found.place) == ("TFG436", "error", "tables.invoices")
    assert found.address == NEW_TABLE and found.span


@pytest.mark.parametrize("tip", [None, BASE])
def test_what_no_spec_knows_is_not_the_base_branchs(tip: Data | None) -> None:
    assert _review([_delete(NEW_TABLE)], tip=tip) == []


def test_what_the_change_itself_takes_away_may_go() -> None:
    head = merged(BASE, {"tables": None, "functions": {"health": {"access": None}}})
    assert _review([_delete(TABLE)], head, tip=BASE) == []


def test_what_the_base_branch_changed_meanwhile_is_taken_back() -> None:
    tip = merged(BASE, {"tables": {"kept": {"recovery": False}}})
    (found,) = _review([_update(TABLE)], tip=tip)
    assert (found.code, "takes back" in found.message) == ("TFG436", True)


def test_what_no_line_explains_is_told_once_for_a_thing() -> None:
    both = [
        _update(TABLE),
        _update(TABLE.replace("eu_west_1", "us_east_1").replace("_table.this", "_table_replica.this")),
    ]
    (found,) = _review(both)
    assert (found.code, found.place) == ("TFG441", "tables.kept")
    assert "(update), " in found.message and found.span


@pytest.mark.parametrize(
    ("head", "changed", "expected"),
    [
        ({"functions": {"list": {"memory": 512}}}, LIST, []),
        ({"functions": {"list": {"memory": 512}}}, MORE, ["TFG441"]),
        ({"functions": {"list": {"memory": 512}}}, TABLE, []),
        ({"tables": {"kept": {"recovery": False}}}, TABLE, []),
        ({"tables": {"kept": {"recovery": False}}}, LIST, []),
        ({"tags": {"team": "shop"}}, TABLE, []),
        ({"regions": {"us-east-1": {"functions": {"list": {"memory": 512}}}}}, LIST, []),
        ({"tables": {"archive": {"key": {"id": "S"}}}}, TABLE, []),
    ],
)
def test_a_line_that_may_explain_it_does(head: Data, changed: str, expected: list[str]) -> None:
    assert _codes(_review([_update(changed)], merged(BASE, head))) == expected


@pytest.mark.parametrize(
    "changed",
    [
        _update(LIST, {"source_code_hash": "a"}, {"source_code_hash": "b"}),
        _update(LIST, {"source_code_hash": "a"}, {}, unknown={"source_code_hash": True}),
        change("aws_lambda_function", "no-op", before={}, after={}, address=LIST),
        _update("module.foreign.aws_lambda_function.this"),
    ],
)
def test_other_code_and_other_terraform_are_no_concern(changed: Data) -> None:
    assert _review([changed]) == []


def test_values_from_outside_may_differ_by_themselves() -> None:
    env = {"functions": {"list": {"env": {"LEVEL": {"parameter": {"name": "/level", "read": "deploy"}}}}}}
    source, stack = read(dump(merged(BASE, env)))
    found = review({"resource_changes": [_update(LIST), _update(MORE)]}, Since(stack, stack), source)
    assert [each.place for each in found] == ["functions.more"]


def test_a_base_that_was_never_applied_is_not_told_of_each() -> None:
    every = [
        change(each.split(".")[-2], "create", after={}, address=each) for each in addresses(stack_of(BASE))
    ]
    assert _review(every) == []
    assert _codes(_review(every[:3]))
