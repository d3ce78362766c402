"""The rules by which quantities are worked out."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.draws import draws
from tests.unit.cost.expressions import INPUTS, expressions, shares, values
from tfgen.cost.expression import (
    SHARE,
    Ceiling,
    Clamp,
    Evaluator,
    Expression,
    Input,
    Values,
    constant,
    form,
    is_shared,
    joined,
    known,
    product,
    steps,
    unless_said,
)

READS, ITEM, *_ = INPUTS
HALF, ONE, TWO = Decimal("0.5"), Decimal(1), Decimal(2)


@pytest.mark.parametrize(
    ("expression", "expected", "lacks"),
    [
        (READS, None, (READS,)),
        (ITEM, 2, ()),
        (product(3, ITEM), 6, ()),
        (product(3, ITEM, READS), None, (READS,)),
        (product(0, READS), 0, ()),
        (product(constant(0), READS), 0, ()),
        (product(READS, SHARE), None, (READS,)),
        (known(READS), 0, (READS,)),
        (known(READS, ITEM), 2, (READS,)),
        (product(READS, known(READS)), 0, (READS,)),
        (Ceiling(product(HALF, HALF, ITEM)), 1, ()),
        (Ceiling(READS), None, (READS,)),
        (steps(ITEM, 4), 1, ()),
        (steps(READS, 4), None, (READS,)),
        (Clamp(ITEM, most=ONE), 1, ()),
        (Clamp(ITEM, Decimal(5)), 5, ()),
        (Clamp(known(READS), ONE, TWO), 1, (READS,)),
        (Clamp(READS, ONE, TWO), None, (READS,)),
        (unless_said(READS, 7), 7, ()),
        (unless_said(ITEM, READS), 2, ()),
        (unless_said(READS, READS), None, (READS,)),
        (unless_said(READS, ITEM), 2, ()),
    ],
)
def test_what_is_known(expression: Expression, expected: int | None, lacks: tuple[Input, ...]) -> None:
    evaluator = Evaluator({READS: None, ITEM: TWO})
    assert evaluator.value(expression) == expected
    assert evaluator.lacks(expression) == lacks


def test_nobody_is_asked_for_what_a_region_does_not_use() -> None:
    evaluator = Evaluator({})
    assert evaluator.lacks(product(SHARE, READS), Decimal(0)) == ()
    assert evaluator.lacks(product(SHARE, READS), HALF) == (READS,)
    assert evaluator.amount(product(SHARE, READS), Decimal(0)) == 0


def test_a_product_gathers_its_constants() -> None:
    assert form(product(2, READS, product(3, ITEM), constant(4))) == (24, READS, ITEM)
    assert product(1, READS) is READS
    assert form(product(2, 3)) == 6


@given(expressions, values, shares)
@draws(20)
def test_what_is_not_known_is_lacked_and_what_is_known_in_full_is_not(
    expression: Expression, values: Values, share: Decimal
) -> None:
    evaluator = Evaluator(values)
    lacks = evaluator.lacks(expression, share)
    assert all(values[each] is None for each in lacks)
    if evaluator.value(expression, share) is None:
        assert lacks
    full = Evaluator({each: value or ONE for each, value in values.items()})
    assert full.lacks(expression, share) == ()
    assert full.value(expression, share) is not None


@given(expressions, values, shares)
@draws(20)
def test_the_amount_is_the_least_that_it_can_be(
    expression: Expression, values: Values, share: Decimal
) -> None:
    """Whatever is said of what nobody has said, no less comes of it."""
    more = {each: TWO if value is None else value for each, value in values.items()}
    if any(isinstance(each, str) and each == "default" for each in _flat(form(expression))):
        return  # what is said takes the place of what stood for it, and may be less
    assert Evaluator(more).amount(expression, share) >= Evaluator(values).amount(expression, share)


def _flat(found: object) -> list[object]:
    return [each for part in found for each in _flat(part)] if isinstance(found, tuple) else [found]


@given(st.lists(expressions, min_size=1, max_size=5), values, shares)
@draws(20)
def test_joined_amounts_are_their_sum(parts: list[Expression], values: Values, share: Decimal) -> None:
    evaluator = Evaluator(values)
    whole = joined(parts)
    assert evaluator.amount(whole, share) == sum(evaluator.amount(each, share) for each in parts)
    assert set(evaluator.lacks(whole, share)) == {
        said for each in parts for said in evaluator.lacks(each, share)
    }
    assert is_shared(whole) == any(map(is_shared, parts))


@given(expressions, values)
@draws(20)
def test_what_is_worked_out_for_one_region_holds_for_no_other(expression: Expression, values: Values) -> None:
    evaluator = Evaluator(values)
    for share in (ONE, HALF, Decimal(0), ONE):
        alone = Evaluator(values)
        assert evaluator.value(expression, share) == alone.value(expression, share)
        assert evaluator.lacks(expression, share) == alone.lacks(expression, share)
