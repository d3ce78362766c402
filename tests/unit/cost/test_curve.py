"""The formula: figures worked out by hand, what must hold for any prices, and that bills agree with it."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.draws import draws
from tests.specs import example, stack_of
from tests.strategies import Data
from tests.unit.cost.used import used
from tfgen.cost import chart
from tfgen.cost.calculator import bill
from tfgen.cost.curve import (
    LEGACY_DELETE,
    LEGACY_PUT,
    LEGACY_UPDATE,
    ONE,
    Mode,
    Reading,
    UnitPrices,
    Writes,
    alike,
    curve,
    put,
    unit_prices,
)
from tfgen.cost.prices import JANUARY_2018, shipped
from tfgen.cost.scene import Scene
from tfgen.cost.usage.shares import fitted
from tfgen.cost.usage.tables import TableUsage
from tfgen.cost.usage.usage import Usage
from tfgen.stack.kinds.table import V2017, V2019
from tfgen.stack.variations import at_home

NOW, THEN = shipped(), shipped(JANUARY_2018)
UNUSED = Usage()
CLOSE = Decimal("1e-20")
_SETTINGS = draws(2.5, shrink=False)

money = st.decimals("0.0001", 10, places=6)
ratios = st.decimals("0.001", 1000, places=3)
counts = st.integers(2, 12)
writes = st.sampled_from([ONE, LEGACY_PUT, LEGACY_UPDATE, LEGACY_DELETE])
readings = st.sampled_from(list(Reading))
prices = st.builds(UnitPrices, money, money, money)
dearer = st.builds(
    lambda read, write, more: UnitPrices(read, write, write * more), money, money, st.decimals(1, 3, places=2)
)
"""Prices of which a replicated write is no cheaper than a write."""


def _units(era: str, region: str, mode: Mode) -> UnitPrices:
    found = unit_prices(THEN if era == "then" else NOW, region, mode)
    assert found
    return found


@pytest.mark.parametrize(
    ("era", "version", "reading", "regions", "x", "percent"),
    [
        # 100 · w(R·m - 1) / (w + x), w = 0.00065 / 0.00013 = 5
        ("now", V2019, Reading.SHARED, 2, "5", "50"),  # 100 · 5 · 1 / 10
        ("now", V2019, Reading.SHARED, 3, "5", "100"),  # 100 · 5 · 2 / 10
        ("now", V2019, Reading.SHARED, 5, "15", "100"),  # 100 · 5 · 4 / 20
        ("now", V2017, Reading.SHARED, 2, "5", "150"),  # m = 2: 100 · 5 · 3 / 10
        ("then", V2019, Reading.SHARED, 2, "5", "100"),  # m = 1.5: 100 · 5 · 2 / 10
        ("then", V2019, Reading.SHARED, 3, "5", "175"),  # 100 · 5 · 3.5 / 10
        ("then", V2019, Reading.SHARED, 5, "20", "130"),  # 100 · 5 · 6.5 / 25
        ("then", V2017, Reading.SHARED, 2, "20", "100"),  # m = 3: 100 · 5 · 5 / 25
        ("then", V2017, Reading.SHARED, 5, "0", "1400"),  # 100 · (15 - 1)
        # 100 · (R(w·m + x) / (w + x) - 1)
        ("now", V2019, Reading.GROWING, 3, "7", "200"),  # 100 · (3 · 12 / 12 - 1)
        ("now", V2017, Reading.GROWING, 2, "5", "200"),  # 100 · (2 · 15 / 10 - 1)
        ("then", V2019, Reading.GROWING, 2, "5", "150"),  # 100 · (2 · 12.5 / 10 - 1)
        ("then", V2019, Reading.GROWING, 5, "20", "450"),  # 100 · (5 · 27.5 / 25 - 1)
        ("then", V2017, Reading.GROWING, 3, "5", "500"),  # 100 · (3 · 20 / 10 - 1)
    ],
)
def test_figures_worked_out_by_hand(
    era: str, version: str, reading: Reading, regions: int, x: str, percent: str
) -> None:
    found = alike(_units(era, "us-east-1", Mode.PROVISIONED), regions, reading, put(version))
    assert found.at(Decimal(x)) == Decimal(percent)


def test_on_demand_has_a_ratio_of_its_own_where_prices_are_rounded() -> None:
    """In Ireland a write is 0.705 and a read 0.1415 a million: 4.98 instead of the 5 of provisioned capacity."""
    on_demand, provisioned = (
        alike(_units("now", "eu-west-1", mode), 2) for mode in (Mode.ON_DEMAND, Mode.PROVISIONED)
    )
    assert on_demand.at(Decimal(5)) == 100 * Decimal("0.705") / (Decimal("0.705") + 5 * Decimal("0.1415"))
    assert provisioned.at(Decimal(5)) == 50
    assert on_demand.at(Decimal(5)) != 50


def test_before_it_existed_on_demand_has_no_prices() -> None:
    assert unit_prices(THEN, "us-east-1", Mode.ON_DEMAND) is None


@pytest.mark.parametrize(
    ("billed", "regions", "units"),
    [
        # two regions, as AWS's table has it: PutItem 4, UpdateItem 3, DeleteItem 3, each 2 in 2019.11.21
        (LEGACY_PUT, 2, 4),
        (LEGACY_UPDATE, 2, 3),
        (LEGACY_DELETE, 2, 3),
        (ONE, 2, 2),
        # and for any number: 2R, 2 + (R - 1), 1 + 2(R - 1)
        (LEGACY_PUT, 5, 10),
        (LEGACY_UPDATE, 5, 6),
        (LEGACY_DELETE, 5, 9),
        (ONE, 5, 5),
    ],
)
def test_what_the_versions_bill_for_a_write(billed: Writes, regions: int, units: int) -> None:
    one = UnitPrices(Decimal(1), Decimal(1), Decimal(1))
    assert alike(one, regions, billed=billed).writes == units


def test_regions_of_different_prices_are_added_up() -> None:
    """Frankfurt home, Oregon beside it, 75 percent of the requests at home; every number from the price list."""
    home, other = (
        UnitPrices(Decimal(read), Decimal(write), Decimal(replicated))
        for read, write, replicated in (
            ("0.0001586", "0.000793", "0.0011895"),
            ("0.00013", "0.00065", "0.000975"),
        )
    )
    found = curve(home, [home, other], weights=[Decimal(75), Decimal(25)])
    # x = 2: one 0.000793 + 2 · 0.0001586 = 0.0011102
    # both 0.0011895 + 0.000975 + 2 · (0.75 · 0.0001586 + 0.25 · 0.00013) = 0.0024674
    assert found.at(Decimal(2)) == 100 * (Decimal("0.0024674") - Decimal("0.0011102")) / Decimal("0.0011102")
    assert found.of_reads < 0, "a cheaper region answers reads, and writes no longer count"


def test_updates_cost_more_where_they_are_made() -> None:
    """2017.11.29 bills two units in the region of an update and one elsewhere."""
    home, other = (UnitPrices(Decimal(1), Decimal(1), Decimal(price)) for price in (1, 10))
    made = {share: curve(home, [home, other], billed=LEGACY_UPDATE, weights=[Decimal(share), Decimal(100 - share)])
            for share in (0, 100)}  # fmt: skip
    assert [made[100].writes, made[0].writes] == [2 * 1 + 10, 1 + 2 * 10]


@draws(5)
@given(prices, prices, ratios)
def test_a_single_region_is_not_replicated(home: UnitPrices, region: UnitPrices, x: Decimal) -> None:
    found = curve(home, [region])
    assert (found.writes, found.reads) == (region.write, region.read)
    assert curve(home, [home]).at(x) == 0


@draws(5)
@given(dearer, counts, ratios, readings, writes)
def test_more_regions_are_never_cheaper(
    units: UnitPrices, count: int, x: Decimal, reading: Reading, billed: Writes
) -> None:
    fewer, more = (alike(units, number, reading, billed).at(x) for number in (count, count + 1))
    assert 0 <= fewer <= more


@draws(5)
@given(prices, counts, st.lists(ratios, min_size=2, max_size=6, unique=True), writes)
def test_shared_reads_make_the_increase_fall(
    units: UnitPrices, count: int, xs: list[Decimal], billed: Writes
) -> None:
    found = alike(units, count, billed=billed)
    values = [found.at(x) for x in sorted(xs)]
    if found.writes > found.write:
        assert all(before >= after - CLOSE for before, after in pairwise(values))
        assert all(0 <= value <= found.of_writes for value in values)
    assert abs(found.of_reads) < CLOSE


@draws(5)
@given(prices, counts, ratios, writes)
def test_reads_that_grow_cost_what_sharing_saves(
    units: UnitPrices, count: int, x: Decimal, billed: Writes
) -> None:
    """The readings differ by the reads of R - 1 regions, in percent of one region's cost."""
    shared, growing = (alike(units, count, reading, billed).at(x) for reading in Reading)
    reads = 100 * (count - 1) * units.read * x / (units.write + units.read * x)
    assert abs(growing - shared - reads) < Decimal("1e-15")


@draws(5)
@given(st.lists(prices, min_size=2, max_size=5), st.data(), ratios, readings, writes)
def test_the_ratio_of_a_percentage_leads_back_to_it(
    regions: list[UnitPrices], data: st.DataObject, x: Decimal, reading: Reading, billed: Writes
) -> None:
    shares = st.lists(st.integers(1, 100).map(Decimal), min_size=len(regions), max_size=len(regions))
    found = curve(regions[0], regions, reading, billed, data.draw(shares))
    back = found.where(found.at(x))
    if back is None:
        assert abs(found.of_writes - found.of_reads) < Decimal("1e-9"), "the same at every ratio"
    else:
        assert abs(found.at(back) - found.at(x)) < Decimal("1e-9")


def test_where_there_is_no_ratio() -> None:
    units = _units("now", "us-east-1", Mode.PROVISIONED)
    shared, growing = (alike(units, 2, reading) for reading in Reading)
    assert shared.where(100) == 0, "only a table that nobody reads doubles"
    assert shared.where(150) is None
    assert growing.where(100) is None, "it doubles at every ratio"
    assert [growing.of_writes, growing.of_reads] == [100, 100]
    assert [shared.of_writes, shared.of_reads] == [100, 0]


REGIONS = ("us-east-1", "eu-central-1", "ap-southeast-2", "sa-east-1")


def _spec(regions: list[str], version: str, mode: Mode, least: int = 1) -> Data:
    table: Data = {"key": {"id": "S"}, "global_table": version}
    if mode is Mode.PROVISIONED:
        bounds = {"max": 40000, "target": 50}
        table["capacity"] = {"read": {"min": least, **bounds}, "write": {"min": 2 * least, **bounds}}
    return {**example("hello"), "regions": regions, "tables": {"orders": table}}


@_SETTINGS
@given(
    st.lists(st.sampled_from(REGIONS), min_size=1, max_size=4, unique=True),
    st.sampled_from([V2017, V2019]),
    st.sampled_from(list(Mode)),
    st.decimals("0.05", 50, places=2),
    st.data(),
)
def test_bills_agree_with_the_formula(
    regions: list[str], version: str, mode: Mode, x: Decimal, data: st.DataObject
) -> None:
    """The bill of a table whose load lies within its bounds, at each region's own prices and share of the requests."""
    stack = stack_of(_spec(regions, version, mode))
    cuts = sorted(
        data.draw(st.lists(st.integers(10, 90), min_size=len(regions) - 1, max_size=len(regions) - 1))
    )
    parts = [Decimal(high - low) for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]
    shares = dict(zip(regions, parts, strict=True)) if min(parts) >= 10 else {}
    million = Decimal(10**9)
    table = TableUsage(reads=x * million, writes=million, item=Decimal(1), consistent=Decimal(100))
    usage = used(tables={"orders": table}, shares=shares, free_tier=True)
    many, alone = (bill(each, fitted(usage, stack, each), NOW) for each in (stack, at_home(stack)))
    [drawn] = chart.charts(Scene(stack, usage), many, alone, NOW)
    [mark] = drawn.marks
    units = [_units("now", region, mode) for region in regions]
    formula = curve(units[0], units, billed=put(version), weights=list(shares.values()))
    assert (mark.table, mark.least) == ("orders", False)
    assert abs(mark.x - x) < Decimal("1e-15")
    assert abs(mark.percent - formula.at(x)) < Decimal("1e-15")
    if len(regions) > 1:
        [family] = [each for each in drawn.families if each.regions == len(regions)]
        assert abs(mark.percent - family.shared.at(x)) < Decimal("1e-15"), "it lies on the line that is drawn"


def test_lower_bounds_are_reads_that_grow() -> None:
    """Nobody has said how much the table is used: every region provisions the same, whatever it answers."""
    regions = ["us-east-1", "eu-central-1"]
    stack = stack_of(_spec(regions, V2019, Mode.PROVISIONED, least=5))
    many, alone = (bill(each, UNUSED, NOW) for each in (stack, at_home(stack)))
    [drawn] = chart.charts(Scene(stack, UNUSED), many, alone, NOW)
    units = [_units("now", region, Mode.PROVISIONED) for region in regions]
    x = Decimal("0.5")
    [mark] = drawn.marks
    assert (mark.x, mark.least) == (x, True)
    assert abs(mark.percent - curve(units[0], units, Reading.GROWING).at(x)) < CLOSE
    assert mark.percent == drawn.families[0].growing.at(x), "so it lies on the line that is drawn"


def test_a_table_of_unknown_usage_is_not_marked_on_demand() -> None:
    stack = stack_of(_spec(["us-east-1", "eu-west-1"], V2019, Mode.ON_DEMAND))
    many, alone = (bill(each, UNUSED, NOW) for each in (stack, at_home(stack)))
    [drawn] = chart.charts(Scene(stack, UNUSED), many, alone, NOW)
    assert drawn.marks == ()
    assert [family.regions for family in drawn.families] == [2, 3, 5]


def test_charts_are_for_what_the_tables_are() -> None:
    data = _spec(["us-east-1", "eu-west-1", "eu-central-1", "us-west-2"], V2019, Mode.PROVISIONED)
    data["tables"]["views"] = {"key": {"id": "S"}}
    stack = stack_of(data)
    many, alone = (bill(each, UNUSED, NOW) for each in (stack, at_home(stack)))
    provisioned, on_demand = chart.charts(Scene(stack, UNUSED), many, alone, NOW)
    assert [each.table for each in provisioned.marks] == ["orders"]
    assert [family.regions for family in provisioned.families] == [2, 3, 4, 5], (
        "its own number of regions too"
    )
    assert on_demand.mode is Mode.ON_DEMAND
    assert chart.charts(Scene(stack, UNUSED), many, alone, THEN)[0].mode is Mode.PROVISIONED
    assert len(chart.charts(Scene(stack, UNUSED), many, alone, THEN)) == 1, "no prices, no curve"


def test_only_the_own_regions_have_their_own_prices() -> None:
    """Sao Paulo is dearer than the others: where they answer its reads, the increase falls below 0."""
    stack = stack_of(_spec(["sa-east-1", "us-east-1", "us-west-2"], V2019, Mode.PROVISIONED))
    many, alone = (bill(each, UNUSED, NOW) for each in (stack, at_home(stack)))
    [drawn] = chart.charts(Scene(stack, UNUSED), many, alone, NOW)
    assert [family.regions for family in drawn.families if family.own] == [3]
    assert "R = 3 at each region's own" in drawn.source
    assert drawn.low < 0 < drawn.top
    alike_prices = stack_of(_spec(["us-east-1", "us-west-2"], V2019, Mode.PROVISIONED))
    [drawn] = chart.charts(Scene(alike_prices, UNUSED), many, alone, NOW)
    assert not any(family.own for family in drawn.families)
    assert drawn.low == 0


def test_a_price_that_is_not_known_marks_no_table() -> None:
    stack = stack_of(_spec(["us-east-1", "ap-southeast-2"], V2019, Mode.PROVISIONED))
    many, alone = (bill(each, UNUSED, THEN) for each in (stack, at_home(stack)))
    [drawn] = chart.charts(Scene(stack, UNUSED), many, alone, THEN)
    assert drawn.marks == ()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0", "+0 %"),
        ("9.55", "+9.6 %"),
        ("-3.25", "-3.3 %"),
        ("100", "+100 %"),
        ("1399.5", "+1,400 %"),
        ("50", "+50 %"),
    ],
)
def test_percentages_are_told(value: str, text: str) -> None:
    assert chart.percentage(Decimal(value)) == text


@pytest.mark.parametrize(
    ("value", "text"), [("0.5", "0.5"), ("12.345", "12.3"), ("10", "10"), ("12345", "12,300"), ("0", "0")]
)
def test_ratios_are_told(value: str, text: str) -> None:
    assert chart.ratio(Decimal(value)) == text
