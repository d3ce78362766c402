"""How much more a month may cost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tfgen.diagnostics import Severity
from tfgen.review.limits import Limit, limit, within
from tfgen.review.result import CostDifference, Review


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("50", Limit(Decimal(50))),
        ("$12.50", Limit(Decimal("12.50"))),
        ("0", Limit(Decimal(0))),
        ("10%", Limit(Decimal(10), True)),
        ("2.5%", Limit(Decimal("2.5"), True)),
        ("-5", None),
        ("many", None),
        ("1e9", None),
        ("NaN", None),
        ("$10%", None),
        ("", None),
    ],
)
def test_a_limit_is_an_amount_or_percent(text: str, found: Limit | None) -> None:
    assert limit(text) == found


def _told(before: str | None, after: str | None, warn: str = "", most: str = "") -> list[tuple[str, str]]:
    was, now = (None if each is None else Decimal(each) for each in (before, after))
    review = Review((), cost=(CostDifference(was, now),))
    return [(each.code, each.severity) for each in within(review, limit(warn), limit(most)).findings]


@pytest.mark.parametrize(
    ("before", "after", "warn", "most", "told"),
    [
        ("100", "120", "20", "", []),
        ("100", "120.01", "20", "", [("TFG448", "warning")]),
        ("100", "120.01", "10", "20", [("TFG448", "error")]),
        ("100", "90", "0", "0", []),
        ("100", "111", "", "10%", [("TFG448", "error")]),
        ("100", "110", "", "10%", []),
        ("0", "1", "", "10%", [("TFG448", "error")]),
        ("0", "0", "", "10%", []),
        (None, "1", "", "10", [("TFG449", "error")]),
        ("1", None, "10", "", [("TFG449", "warning")]),
        ("1", None, "10", "20", [("TFG449", "error")]),
        ("1", None, "", "", []),
    ],
)
def test_what_is_passed_is_told_and_what_is_not_known_does_not_pass(
    before: str | None, after: str | None, warn: str, most: str, told: list[tuple[str, str]]
) -> None:
    assert _told(before, after, warn, most) == told


def test_a_limit_without_any_cost_is_told() -> None:
    [found] = within(Review(()), None, limit("5")).findings
    assert (found.code, found.severity) == ("TFG449", Severity.ERROR)
    assert found.hint and "--base" in found.hint
