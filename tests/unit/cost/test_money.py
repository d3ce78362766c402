"""Amounts as people read them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tfgen.cost.bill import Line
from tfgen.cost.expression import constant
from tfgen.cost.items import API_REQUESTS
from tfgen.cost.money import cell, count, dollars, percent, signed, unit, unit_price
from tfgen.cost.prices import Price
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.survey import Placed, runs
from tfgen.cost.usage.functions import calls

ITEM = API_REQUESTS["http"]
PRICE = Price(((Decimal(0), Decimal(1)), (Decimal(300_000_000), Decimal("0.9"))), "2025-10-20", "a page")


def _line(amount: int, lacks: bool, priced: bool) -> Line:
    used, missed = (calls("f"), (calls("f"),)) if lacks else (constant(amount), ())
    [run] = runs([Quantity("f", ITEM, used, Cause.SHARED)])
    price, usd = (PRICE, Decimal(amount) / ITEM.per) if priced else (None, None)
    here = "eu-west-1"
    placed = Placed(run, here, here, Decimal(1), 0)
    return Line(placed, ITEM, here, here, Decimal(amount), missed, price, usd, Decimal(0), Decimal(0))


KNOWN, OPEN, ZERO = _line(2_000_000, False, True), _line(0, True, True), _line(0, False, True)
UNPRICED, OPEN_UNPRICED, NOTHING_UNPRICED = (
    _line(5, False, False),
    _line(0, True, False),
    _line(0, False, False),
)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], "-"),
        ([KNOWN], "2.00"),
        ([ZERO], "0.00"),
        ([OPEN], "usage"),
        ([KNOWN, OPEN], "2.00+"),
        ([UNPRICED], "?"),
        ([OPEN_UNPRICED], "usage?"),
        ([KNOWN, UNPRICED], "2.00?"),
        ([KNOWN, OPEN, UNPRICED], "2.00+?"),
        ([NOTHING_UNPRICED], "0.00"),
    ],
)
def test_what_is_not_known_is_never_told_as_0(lines: list[Line], expected: str) -> None:
    assert cell(lines) == expected


@pytest.mark.parametrize(
    ("usd", "expected"),
    [
        ("0", "0.00"),
        ("0.005", "0.01"),
        ("0.0049", "<0.01"),
        ("-0.001", ">-0.01"),
        ("1234567.895", "1,234,567.90"),
    ],
)
def test_to_the_cent(usd: str, expected: str) -> None:
    assert dollars(Decimal(usd)) == expected


def test_signs() -> None:
    assert [signed(Decimal(usd)) for usd in ("1.5", "-1.5", "0")] == ["+1.50", "-1.50", "0.00"]
    assert [percent(Decimal(value)) for value in ("30.4", "-0.6", "1234")] == ["+30 %", "-1 %", "+1,234 %"]
    assert percent(None) == ""


def test_unit_prices() -> None:
    assert f"{unit_price(PRICE)} per {unit(ITEM)}" == "from $1.00 per million requests"
    exact = Price(((Decimal(0), Decimal("0.0000133334")),), "2025-10-30", "a page")
    assert unit_price(exact) == "$0.0000133334"


def test_counts() -> None:
    assert [count(Decimal(number)) for number in ("0", "0.0001", "1234.5", "2.0004")] == [
        "0",
        "<0.001",
        "1,234.5",
        "2",
    ]
