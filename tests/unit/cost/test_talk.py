"""The figures of a talk of 2018 on active-active services, recomputed with the prices of January 2018.

The talk asks whether several regions are always more expensive. For its key-value service in two regions it says: 30
percent more overall, DynamoDB about twice as much. It gives no traffic and no formula, so what follows says which
traffic leads to its figures, and how near a plausible one comes. Its demo is public
(https://github.com/alexdebrie/serverless-multi-region): 5 to 50 read units aimed at 80 percent, 10 to 100 write units
aimed at 50 percent, a REST API and functions without a memory setting.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pytest

from tests.specs import stack_of
from tests.strategies import Data
from tests.unit.cost.used import used
from tfgen.cost.bill import Bill
from tfgen.cost.calculator import bill
from tfgen.cost.curve import LEGACY_PUT, Mode, Reading, UnitPrices, alike, curve, unit_prices
from tfgen.cost.items import API_GATEWAY, DYNAMODB, LAMBDA
from tfgen.cost.prices import JANUARY_2018, shipped
from tfgen.cost.quantity import Cause
from tfgen.cost.usage.functions import FunctionUsage
from tfgen.cost.usage.shares import fitted
from tfgen.cost.usage.tables import TableUsage
from tfgen.stack.kinds.table import V2019
from tfgen.stack.variations import at_home

THEN = shipped(JANUARY_2018)
HOME, OTHER = "us-east-1", "us-west-2"
MEMORY, DURATION = 1024, 100
"""MB and ms of a call: the default of the framework that the demo uses, and the least that was billed."""


def _units(region: str) -> UnitPrices:
    found = unit_prices(THEN, region, Mode.PROVISIONED)
    assert found
    return found


US = _units(HOME)


def test_prices_of_january_2018() -> None:
    """A replicated write cost half as much again; a write cost five reads."""
    assert [US.write / US.read, US.replicated / US.write] == [5, Decimal("1.5")]
    assert _units(OTHER) == US


@pytest.mark.parametrize(
    ("regions", "percents"),
    [
        # 100 · 5(1.5R - 1) / (5 + x) at x = 0.5, 1, 5, 10, 20, 50
        (2, ["181.8", "166.7", "100.0", "66.7", "40.0", "18.2"]),
        (3, ["318.2", "291.7", "175.0", "116.7", "70.0", "31.8"]),
        (5, ["590.9", "541.7", "325.0", "216.7", "130.0", "59.1"]),
    ],
)
def test_the_curves(regions: int, percents: list[str]) -> None:
    found = alike(US, regions)
    assert [str(round(found.at(Decimal(x)), 1)) for x in ("0.5", "1", "5", "10", "20", "50")] == percents


def test_dynamodb_doubles_at_five_reads_a_write() -> None:
    """By the price list, one replicated write for each write. `About` twice, 1.8 to 2.2 times, is x = 3.3 to 7.5."""
    two = alike(US, 2)
    assert two.where(100) == 5
    about = [two.where(percent) for percent in (120, 80)]
    assert [round(x or Decimal(0), 1) for x in about] == [Decimal("3.3"), Decimal("7.5")]


def test_dynamodb_doubles_at_twenty_as_puts_were_billed() -> None:
    """Tables of 2017.11.29 were billed two replicated writes for a put, in both regions; at x = 5 that is 3.5 times."""
    two = alike(US, 2, billed=LEGACY_PUT)
    assert two.where(100) == 20
    assert two.at(Decimal(5)) == 250


def test_dynamodb_always_more_than_doubles_where_reads_grow() -> None:
    two = alike(US, 2, Reading.GROWING)
    assert two.where(100) is None
    assert two.of_reads == 100
    assert two.where(110) == 45, "2.1 times from 45 reads a write on"


def test_twice_is_what_two_tables_cost_at_plain_prices() -> None:
    """Whoever leaves the price of replicated writes out finds `2x` at every ratio: the likeliest origin of the figure."""
    plain = alike(UnitPrices(US.read, US.write, US.write), 2, Reading.GROWING)
    assert {plain.at(Decimal(x)) for x in ("0.5", "1", "20")} == {Decimal(100)}


def test_the_demo_itself() -> None:
    """Oregon and Frankfurt at their lower bounds of 5 and 10, x = 0.5: not twice, but 3.2 times what Oregon costs."""
    regions = [_units(region) for region in (OTHER, "eu-central-1")]
    found = curve(regions[0], regions, Reading.GROWING).at(Decimal("0.5"))
    # (5 · 0.00013 + 10 · 0.000975 + 5 · 0.0001586 + 10 · 0.0011895) / (5 · 0.00013 + 10 · 0.00065) = 3.229
    assert round(found, 1) == Decimal("222.9")


@dataclass(frozen=True)
class Case:
    """A month of the key-value service in two regions."""

    reads: int
    writes: int
    kilobytes: int
    least: tuple[int, int]
    """Lower bounds of read and write capacity."""
    share: int
    """The part of the bill of one region that DynamoDB has, in percent."""
    dynamodb: int
    """By how many percent it grows."""
    overall: int


@pytest.mark.parametrize(
    "case",
    [
        # the demo's table at its lower bounds: the talk's overall figure, but DynamoDB is 2.9 times as much
        pytest.param(Case(2_600_000, 2_600_000, 1, (5, 10), 16, 191, 30), id="5 million requests"),
        # provisioned for its load of 1 KB items, x = 5: DynamoDB doubles, and is next to nothing beside the API
        pytest.param(Case(160_000_000, 20_000_000, 1, (1, 1), 1, 101, 1), id="180 million requests"),
        # the same with items of 100 KB, 32 consistent reads a write: both figures of the talk
        pytest.param(Case(32_000_000, 1_000_000, 100, (1, 1), 29, 100, 29), id="large items"),
    ],
)
def test_breakdowns(case: Case) -> None:
    """Overall, 30 percent with DynamoDB at twice takes a bill of which DynamoDB is 30 percent."""
    many, alone = _bills(case)
    before, after = (_cost(each, DYNAMODB) for each in (alone, many))
    service, services = (_cost(each, DYNAMODB, LAMBDA, API_GATEWAY) for each in (alone, many))
    percents = [100 * part for part in (before / service, after / before - 1, services / service - 1)]
    assert [round(percent) for percent in percents] == [case.share, case.dynamodb, case.overall]


def test_what_a_table_must_cost_for_both_figures() -> None:
    """30 percent of the bill of one region, at x = 5, is 29 times the capacity that requests of 1 KB take."""
    many, alone = _bills(Case(160_000_000, 20_000_000, 1, (1, 1), 0, 0, 0))
    rest, table = _cost(alone, LAMBDA, API_GATEWAY), _cost(alone, DYNAMODB)
    assert round(rest * 30 / 70 / table) == 29
    assert _cost(many, LAMBDA, API_GATEWAY) == rest, "the rest is the same in two regions"


def _bills(case: Case) -> tuple[Bill, Bill]:
    """All requests are answered at home: prices of the other region's API and functions were not found, and need not be."""
    read, write = case.least
    function = {"code": "src", "runtime": "python3.13", "arch": "x86_64", "memory": MEMORY, "tracing": False}
    spec: Data = {
        "tfgen": 1,
        "service": "keyvalue",
        "domain": "keyvalue.example.com",
        "regions": [HOME, OTHER],
        "api": {"kind": "rest"},
        "tables": {
            "keyvalues": {
                "key": {"key": "S"},
                "global_table": V2019,  # billed as the price list of 2018 says
                "capacity": {
                    "read": {"min": read, "max": 40000, "target": 80},
                    "write": {"min": write, "max": 40000, "target": 50},
                },
            }
        },
        "functions": {
            "get-key": {**function, "handler": "get_key.main", "http": "GET /{key}"},
            "set-key": {**function, "handler": "set_key.main", "http": "POST /{key}"},
        },
    }
    reads, writes, size = Decimal(case.reads), Decimal(case.writes), Decimal(case.kilobytes)
    usage = used(
        functions={
            "get-key": FunctionUsage(requests=reads, duration=Decimal(DURATION)),
            "set-key": FunctionUsage(requests=writes, duration=Decimal(DURATION)),
        },
        tables={"keyvalues": TableUsage(reads=reads, writes=writes, item=size, consistent=Decimal(100))},
        shares={HOME: Decimal(100), OTHER: Decimal(0)},
    )
    stack = stack_of(spec)
    return bill(stack, usage, THEN), bill(at_home(stack), fitted(usage, stack, at_home(stack)), THEN)


def _cost(found: Bill, *services: str) -> Decimal:
    """What requests cost; health checks are no part of the talk's breakdown."""
    lines = [line for line in found.lines if line.service in services and line.cause is not Cause.CHECKED]
    return sum((line.usd for line in lines if line.usd is not None), Decimal(0))
