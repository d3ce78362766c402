"""Bills held against each other."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.draws import draws
from tests.specs import example, stack_of
from tests.strategies import specs
from tests.unit.cost.strategies import usages
from tests.unit.cost.used import said, used
from tfgen.cost.bill import Bill
from tfgen.cost.calculator import bill
from tfgen.cost.comparison import NOTHING, Comparison
from tfgen.cost.formats.table import change, headline
from tfgen.cost.items import TRACES, WRITE_CAPACITY
from tfgen.cost.prices import JANUARY_2018, NOW, Prices, shipped
from tfgen.cost.quantity import Cause
from tfgen.cost.run import report
from tfgen.cost.usage.shares import fitted
from tfgen.cost.usage.stand_in import stand_in
from tfgen.cost.usage.usage import Usage
from tfgen.stack.stack import Stack
from tfgen.stack.variations import at_home

PRICES = shipped(NOW)


def _bill(stack: Stack, prices: Prices = PRICES) -> Bill:
    return bill(stack, stand_in(stack, Usage()), prices)


def _traced(regions: list[str]) -> Stack:
    return stack_of({**example("hello"), "regions": regions})


def test_causes_services_and_lines_are_each_all_of_the_difference() -> None:
    stack = stack_of(example("keyvalue"))
    found = Comparison(_bill(stack), _bill(at_home(stack)), "home", at_home=True)
    for parts in (found.causes(), found.services(), found.lines()):
        assert sum(usd for _, usd in parts) == pytest.approx(found.difference, abs=Decimal("1e-20"))
        assert [abs(usd) for _, usd in parts] == sorted((abs(usd) for _, usd in parts), reverse=True)
    assert found.difference > 0


def test_one_region_costs_what_it_costs_at_home() -> None:
    stack = stack_of({**example("keyvalue"), "regions": ["eu-west-1"]})
    assert Comparison(_bill(stack), _bill(at_home(stack)), "").difference == 0


def test_every_write_is_paid_in_every_region() -> None:
    tables: dict[str, Any] = {"keyvalues": {"key": {"key": "S"}}}
    stack = stack_of({**example("keyvalue"), "tables": tables, "regions": ["us-east-1", "us-east-2"]})
    causes = dict(Comparison(_bill(stack), _bill(at_home(stack)), "").causes())
    assert causes[Cause.REPLICATED] == Decimal("0.625"), (
        "a million writes once more, at the price of plain ones"
    )


def test_an_item_whose_price_is_unknown_somewhere_is_left_out_everywhere() -> None:
    there, not_there = _traced(["us-west-2"]), _traced(["us-west-2", "eu-south-1"])
    assert PRICES.find(TRACES, "us-west-2") and not PRICES.find(TRACES, "eu-south-1")
    found = Comparison(_bill(not_there), _bill(there), "")
    assert found.unpriced == {TRACES}
    assert "X-Ray" not in dict(found.services())


def test_what_was_not_there_makes_all_the_difference() -> None:
    ours = _bill(_traced(["us-west-2"]))
    found = Comparison(ours, NOTHING, "main")
    assert (found.difference, found.percent) == (ours.total, None)


@pytest.mark.parametrize(
    ("shares", "own", "expected"),
    [
        ({}, ["us-east-1", "eu-west-1"], {}),
        ({"us-east-1": 100}, ["us-east-1", "eu-west-1"], {"us-east-1": 100, "eu-west-1": 0}),
        (
            {"us-east-1": 60, "eu-west-1": 20, "sa-east-1": 20},
            ["us-east-1", "eu-west-1", "sa-east-1"],
            {"us-east-1": 75, "eu-west-1": 25},
        ),
        ({"us-east-1": 60, "sa-east-1": 40}, ["us-east-1", "sa-east-1"], {}),
        ({"sa-east-1": 100}, ["us-east-1", "eu-west-1", "sa-east-1"], {}),
    ],
    ids=["all the same", "one idles", "a region less", "a region more", "all that answered is gone"],
)
def test_shares_fit_the_regions_of_the_other(
    shares: dict[str, int], own: list[str], expected: dict[str, int]
) -> None:
    usage = used(shares={name: Decimal(share) for name, share in shares.items()})
    assert said(fitted(usage, _traced(own), _traced(["us-east-1", "eu-west-1"])), "shares") == expected


@given(st.data())
@draws(0.6, shrink=False)
def test_a_stack_costs_what_it_costs(data: st.DataObject) -> None:
    """Against itself there is no difference, whatever is used where, and none depends on usage."""
    stack = stack_of(data.draw(specs()))
    usage = data.draw(usages(stack))
    found = report(stack, usage, "", PRICES, ("itself", stack)).comparison
    assert abs(found.difference) < found.noise
    assert not found.is_open and not found.unpriced
    assert not found.causes() and not found.services() and not found.lines()


def test_a_difference_that_depends_on_usage_has_no_percentage() -> None:
    stack = stack_of(example("keyvalue"))
    found = report(stack, Usage(), "", PRICES, None)
    assert found.comparison.percent is None
    assert {"DynamoDB", "Data transfer", "Lambda"} <= found.comparison.open_services
    assert change(found, "Data transfer") == "usage"
    assert change(found, "X-Ray").endswith("+")
    assert "%" not in headline(found)


def test_kin_of_what_is_unknown_is_left_out_as_well() -> None:
    """January 2018 knows plain writes of home, and no replicated ones of Ireland: writes do not count as saved."""
    stack = stack_of({**example("keyvalue"), "regions": ["us-west-2", "eu-west-1"]})
    usage = stand_in(stack, Usage())
    found = report(stack, usage, "", shipped(JANUARY_2018), None).comparison
    left = {line.item for line in found.priced(found.other)}
    assert WRITE_CAPACITY not in left
    assert found.difference >= 0
