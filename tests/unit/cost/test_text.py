"""The bill in a terminal: lines that fit, and nothing said twice."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.specs import example, stack_of
from tfgen.cost.formats.fitted import folded, parted
from tfgen.cost.formats.table import by_service
from tfgen.cost.formats.text import render
from tfgen.cost.prices import shipped
from tfgen.cost.report import Report
from tfgen.cost.run import report
from tfgen.cost.usage.usage import Usage

REGIONS = [
    "eu-central-1",
    "eu-west-1",
    "us-west-2",
    "us-east-1",
    "ap-southeast-2",
    "ap-northeast-1",
    "sa-east-1",
    "ca-central-1",
]
UNPRICED = "ap-southeast-6"


def _report(regions: list[str], long: int = 0, against: str = "") -> Report:
    return _made(tuple(regions), long, against)


@cache
def _made(regions: tuple[str, ...], long: int, against: str) -> Report:
    told: dict[str, Any] = example("keyvalue") | {"regions": list(regions)}
    if long:
        told["functions"] = {f"{name}-{'x' * long}": each for name, each in told["functions"].items()}
    stack = stack_of(told)
    other = (against, stack_of(told | {"regions": list(regions[:1])})) if against else None
    return report(stack, Usage(), "", shipped(), other)


@pytest.mark.parametrize(
    ("regions", "long"),
    [
        (REGIONS[:1], 0),
        (REGIONS[:3], 0),
        (REGIONS[:5], 20),
        (REGIONS[:8], 0),
        ([*REGIONS[:7], UNPRICED], 20),
    ],
    ids=["one", "three", "five with long names", "eight", "eight with an unknown price"],
)
def test_every_line_fits(regions: list[str], long: int) -> None:
    for width in (80, 120):
        text = render(_report(regions, long), True, width)
        assert not [line for line in text.splitlines() if len(line) > width]


def test_a_name_of_any_length_fits_the_head_of_a_column() -> None:
    text = render(_report(REGIONS[:3], against=f"{'very/' * 30}spec.yaml"), False, 80)
    assert [line for line in text.splitlines() if len(line) > 80] == [
        line for line in text.splitlines() if "very/" * 30 in line
    ], "a path alone is not broken"


def test_no_number_is_lost_where_a_table_is_parted() -> None:
    rows = by_service(_report(REGIONS[:5]))
    for width in (40, 60, 80, 100):
        tables = parted(rows, width, 3)
        assert all([row[0] for row in table] == [row[0] for row in rows] for table in tables)
        put = [[cell for table in tables for cell in table[number][1:]] for number in range(len(rows))]
        assert put == [row[1:] for row in rows]
        assert [row[-3:] for row in tables[-1]] == [row[-3:] for row in rows]
    assert parted(rows, 400, 3) == [rows]


def test_a_reason_that_hints_share_is_told_once() -> None:
    text = render(_report(REGIONS[:8]), False, 120)
    assert text.count("every region pays every write;") == 1
    assert text.count("  without ") == 7


def test_prices_of_many_regions_are_a_range() -> None:
    text = render(_report(REGIONS[:8]), False, 120)
    assert "  CloudWatch, logs written: $0.50 to $0.90 by region, per GB\n" in text
    assert "API Gateway, HTTP API requests: from $1.00 to $1.59 by region, per million requests\n" in text
    assert "$0.50 in us-west-2" in render(_report(REGIONS[:3]), False, 120)


def test_what_lacks_prices_has_no_percentage_and_no_increase() -> None:
    found = _report(["us-east-1", UNPRICED])
    assert found.comparison.percent is None
    text = render(found, False, 120)
    assert "what it adds to us-east-1 alone is not known, for want of prices" in text
    assert " %" not in text.partition("what would save money")[0]
    total = next(line for line in text.splitlines() if line.startswith("total "))
    assert total.endswith("  ?")


def test_a_word_is_not_cut() -> None:
    assert folded("a " + "b" * 90 + " c", 80, "  ") == ["  a", "  " + "b" * 90, "  c"]
