"""Expressions of every form, and usage for them, in numbers that doubles hold exactly."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from tfgen.cost.expression import (
    SHARE,
    Ceiling,
    Clamp,
    Expression,
    Input,
    Values,
    constant,
    known,
    product,
    unless_said,
)

INPUTS = tuple(Input("tables", (name,), what) for name in ("a", "b") for what in ("reads", "item"))
_LEAVES = 8
"""So many factors of so few digits come to a number that a double holds."""

numbers = st.integers(0, 15).map(lambda number: Decimal(number) / 2)
shares = st.sampled_from([Decimal(0), Decimal("0.5"), Decimal(1)])
values: st.SearchStrategy[Values] = st.fixed_dictionaries(dict.fromkeys(INPUTS, st.none() | numbers))
_inputs = st.sampled_from(INPUTS)


def _clamp(of: Expression, least: Decimal, more: Decimal | None) -> Expression:
    return Clamp(of, least, None if more is None else least + more)


def _larger(part: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    several = st.lists(part, min_size=1, max_size=3)
    return st.one_of(
        several.map(lambda parts: product(*parts)),
        st.tuples(numbers, several).map(lambda each: product(each[0], *each[1])),
        several.map(lambda parts: known(*parts)),
        part.map(Ceiling),
        st.tuples(_inputs, part).map(lambda each: unless_said(*each)),
        st.builds(_clamp, part, numbers, st.none() | numbers),
    )


expressions: st.SearchStrategy[Expression] = st.recursive(
    st.one_of(numbers.map(constant), _inputs, st.just(SHARE)), _larger, max_leaves=_LEAVES
)
