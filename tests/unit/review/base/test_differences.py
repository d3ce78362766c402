"""What a change costs, and what clients wait after it."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given

from tests.draws import draws
from tests.specs import example, stack_of
from tests.strategies import specs
from tfgen.cost.calculator import bill
from tfgen.cost.prices import NOW, Prices, shipped
from tfgen.cost.usage.usage import Usage
from tfgen.review.base.differences import cost_difference, latency_difference
from tfgen.stack.stack import Stack
from tfgen.stack.variations import at_home, with_region

PRICES: Prices = shipped(NOW)
NONE = Usage()
KEYVALUE = stack_of(example("keyvalue"))


def _more() -> Stack:
    return with_region(KEYVALUE, "ap-southeast-2")


def test_the_same_costs_the_same() -> None:
    assert cost_difference(KEYVALUE, KEYVALUE, NONE, PRICES) is None
    assert latency_difference(KEYVALUE, KEYVALUE) is None


def test_a_region_more_costs_what_its_causes_say() -> None:
    found = cost_difference(KEYVALUE, _more(), NONE, PRICES, "spec.yaml")
    assert found and found.difference and found.of == "spec.yaml"
    assert found.difference > 10
    assert abs(found.difference - sum(usd for _, usd in found.causes)) < Decimal("0.01")
    assert ("Route 53: health checks of health check in ap-southeast-2", Decimal("0.5")) in found.causes
    amounts = [abs(usd) for _, usd in found.causes]
    assert amounts == sorted(amounts, reverse=True)
    assert any("depends on usage" in note and "Lambda" in note for note in found.notes)


def test_a_region_less_saves_the_same() -> None:
    more = cost_difference(KEYVALUE, _more(), NONE, PRICES)
    less = cost_difference(_more(), KEYVALUE, NONE, PRICES)
    assert more and less and more.difference and less.difference
    assert more.difference == -less.difference
    assert [(what, -usd) for what, usd in more.causes] == list(less.causes)


def test_what_is_new_and_what_is_gone_cost_all_of_it() -> None:
    new, gone = cost_difference(None, KEYVALUE, NONE, PRICES), cost_difference(KEYVALUE, None, NONE, PRICES)
    total = bill(KEYVALUE, NONE, PRICES).total
    assert new and gone
    assert new.before == 0
    assert new.after == total
    assert gone.before == total
    assert gone.after == 0
    assert [(what, -usd) for what, usd in new.causes] == list(gone.causes)
    assert cost_difference(None, None, NONE, PRICES) is None


@given(specs())
@draws(0.5)
def test_causes_are_all_of_a_difference(spec: dict[str, object]) -> None:
    stack = stack_of(spec)
    found = cost_difference(at_home(stack), stack, NONE, PRICES)
    if found:
        assert found.difference is not None
        assert abs(found.difference - sum((usd for _, usd in found.causes), Decimal(0))) < Decimal("0.02")
        assert len(found.causes) <= 11


def test_a_region_nearer_to_clients_shortens_their_wait() -> None:
    found = latency_difference(KEYVALUE, _more())
    assert found
    rows = {who: (before, after) for who, before, after in found.rows}
    assert rows["Sydney"][1] < rows["Sydney"][0] / 2
    assert rows["all cities, on average"][1] < rows["all cities, on average"][0]
    assert "London" not in rows, "of whom nothing changes nothing is told"
    assert found.notes[0] == "30 large cities count alike"


def test_what_is_drained_serves_nobody() -> None:
    spec = example("keyvalue")
    spec["routing"]["drained"] = ["us-west-2"]
    found = latency_difference(KEYVALUE, stack_of(spec))
    assert found
    assert all(after >= before for _, before, after in found.rows)
