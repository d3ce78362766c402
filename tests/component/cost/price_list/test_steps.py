"""Tiers to steps."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.draws import draws
from tfgen.cost.price_list.offers import Tier
from tfgen.cost.price_list.steps import UnreadableError, steps


def tiers(*found: tuple[str, str], unit: str = "Requests") -> list[Tier]:
    """Tiers from begin and price, each to the next one's begin."""
    ends = [begin for begin, _ in found[1:]] + ["Inf"]
    return [Tier(begin, end, unit, usd) for (begin, usd), end in zip(found, ends, strict=True)]


def read(found: list[Tier], per: int = 1) -> list[tuple[str, str]]:
    """Steps as text."""
    return [(f"{start:f}", f"{usd.normalize():f}") for start, usd in steps(found, ("Requests",), per)]


def test_a_price_is_for_as_many_as_the_item_says() -> None:
    assert read(tiers(("0", "0.0000002000")), 1_000_000) == [("0", "0.2")]
    assert read(tiers(("0", "0.0000030000")), 10_000) == [("0", "0.03")]


def test_tiers_may_come_in_any_order() -> None:
    found = tiers(("0", "0.0000035"), ("333000000", "0.0000028"), ("1000000000", "0.00000238"))
    expected = [("0", "3.5"), ("333000000", "2.8"), ("1000000000", "2.38")]
    assert read(found, 1_000_000) == read(found[::-1], 1_000_000) == expected


def test_a_free_first_tier_is_left_out_and_the_others_stay_where_they_are() -> None:
    assert read(tiers(("0", "0.0000000000"), ("25", "0.2500000000"))) == [("0", "0.25")]
    assert read(tiers(("0", "0"), ("1", "0.09"), ("10240", "0.085"))) == [("0", "0.09"), ("10240", "0.085")]


def test_what_is_free_altogether_costs_nothing() -> None:
    assert read(tiers(("0", "0.0000000000"))) == [("0", "0")]


def test_a_tier_that_is_free_later_is_kept() -> None:
    assert read(tiers(("0", "0.5"), ("100", "0"))) == [("0", "0.5"), ("100", "0")]


def test_units_are_known_in_singular_and_plural() -> None:
    assert read(tiers(("0", "1"), unit="Request")) == read(tiers(("0", "1"), unit="requests")) == [("0", "1")]


@pytest.mark.parametrize(
    ("found", "message"),
    [
        (tiers(("0", "0.2"), unit="1M Requests"), "priced by `1M Requests`, not by Requests"),
        (tiers(("0", "")), "not priced in US dollars"),
        (tiers(("0", "-1")), "priced with `-1`, which is no number"),
        (tiers(("0", "NaN")), "priced with `NaN`, which is no number"),
        (tiers(("0", "1e999999")), "priced with `1e999999`, which is no number"),
        (tiers(("5", "1")), "priced in tiers that do not join: from 5 to Inf"),
        ([Tier("0", "5", "Requests", "1")], "priced in tiers that do not join: from 0 to 5"),
        (
            [Tier("0", "5", "Requests", "1"), Tier("6", "Inf", "Requests", "1")],
            "priced in tiers that do not join: from 0, 6 to 5, Inf",
        ),
        ([], "priced in tiers that do not join: from  to "),
    ],
)
def test_what_is_no_price_says_so(found: list[Tier], message: str) -> None:
    with pytest.raises(UnreadableError) as told:
        steps(found, ("Requests",), 1)
    assert str(told.value) == message


PRICES = st.decimals("0.0000000001", 1000, places=10)


@draws(2.5)
@given(st.lists(st.integers(1, 10**12), unique=True, max_size=6), st.data(), st.booleans())
def test_every_paid_tier_is_a_step_at_its_price(begins: list[int], data: st.DataObject, free: bool) -> None:
    starts = ["0", *(str(begin) for begin in sorted(begins))]
    usd = [data.draw(PRICES) for _ in starts]
    if free and len(usd) > 1:
        usd[0] = Decimal(0)
    found = tiers(*((start, f"{each:f}") for start, each in zip(starts, usd, strict=True)))
    priced = steps(data.draw(st.permutations(found)), ("Requests",), 10_000)
    paid = usd[1:] if free and len(usd) > 1 else usd
    assert [each for _, each in priced] == [each * 10_000 for each in paid]
    assert priced[0][0] == 0
    assert [start for start, _ in priced[1:]] == [Decimal(start) for start in starts[-len(priced) + 1 :]][
        : len(priced) - 1
    ]
