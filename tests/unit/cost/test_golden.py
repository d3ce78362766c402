"""Bills against figures computed by hand from documents of AWS: cases/golden.csv says each one's formula and source."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest

from tests.specs import read
from tests.unit.cost.arithmetic import evaluate
from tfgen.cost import prices
from tfgen.cost.bill import Bill
from tfgen.cost.calculator import bill
from tfgen.cost.items import ITEMS, SERVICES
from tfgen.cost.usage.file import read as read_usage

CASES = Path(__file__).parent / "cases"
ALL, TOTAL = "all", "total"
_EXACT = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of golden.csv."""

    case: str
    service: str
    region: str
    item: str
    what: str
    formula: str
    usd: str
    source: str

    def __str__(self) -> str:
        return f"{self.case}-{self.region}-{self.item}"


def _lines() -> Iterator[Line]:
    rows = (CASES / "golden.csv").read_text("utf-8").splitlines()
    yield from (Line(**row) for row in csv.DictReader(row for row in rows if not row.startswith("#")))


LINES = list(_lines())
_SUMS: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
for _line in LINES:
    _SUMS[_line.case, _line.region, _line.item] += Decimal(_line.usd)


@cache
def _bill(case: str) -> Bill:
    _, stack = read((CASES / f"{case}.yaml").read_text("utf-8"))
    used, diagnostics = read_usage(
        (CASES / f"{case}.usage.yaml").read_text("utf-8"), f"{case}.usage.yaml", stack
    )
    assert diagnostics == []
    return bill(stack, used, prices.shipped())


def _billed(case: str, region: str, item: str) -> Decimal:
    found = [
        line.usd
        for line in _bill(case).lines
        if region in (ALL, line.region) and fnmatchcase(line.item.key, item)
    ]
    assert None not in found, f"no price of {item} in {region}"
    return sum((usd for usd in found if usd is not None), Decimal(0)).quantize(_EXACT)


@pytest.mark.parametrize("line", LINES, ids=str)
def test_every_figure_is_what_its_formula_comes_to(line: Line) -> None:
    assert Decimal(line.usd) == evaluate(line.formula).quantize(_EXACT)


@pytest.mark.parametrize(("case", "region", "item"), [key for key in _SUMS if key[2] != TOTAL])
def test_a_bill_has_the_figures_computed_by_hand(case: str, region: str, item: str) -> None:
    assert _billed(case, region, item) == _SUMS[case, region, item]


@pytest.mark.parametrize("case", [line.case for line in LINES if line.item == TOTAL])
def test_a_bill_that_is_known_in_full_has_the_total_computed_by_hand(case: str) -> None:
    extra = {
        f"{line.region} {line.item.key}"
        for line in _bill(case).lines
        if line.usd != 0
        and (case, line.region, line.item.key) not in _SUMS
        and (case, ALL, line.item.key) not in _SUMS
    }
    assert not extra
    assert _bill(case).total.quantize(_EXACT) == _SUMS[case, ALL, TOTAL]


def test_every_service_has_a_case_and_every_case_has_lines() -> None:
    services = {ITEMS[key].service for key in ITEMS for line in LINES if fnmatchcase(key, line.item)}
    assert services == set(SERVICES)
    specs = {path.name.removesuffix(".yaml") for path in CASES.glob("*.yaml") if ".usage." not in path.name}
    assert {line.case for line in LINES} == specs


@pytest.mark.parametrize(
    "formula", ["__import__('os')", "(1).real", "2 ** 9", "[1][0]", "'1'", "True", "abs(1)"]
)
def test_a_formula_is_nothing_but_arithmetic(formula: str) -> None:
    with pytest.raises(ValueError, match="not arithmetic"):
        evaluate(formula)


def test_a_formula_is_exact() -> None:
    assert evaluate("ceil(1.5) * (max(0.1, 0.2) + 0.1) / 3 - min(1, 2) * 0.2") == 0
