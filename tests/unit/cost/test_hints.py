"""What saves money, and how much; every saving is worked out by hand beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.specs import example, stack_of
from tests.unit.cost.used import used
from tfgen.cost.calculator import bill
from tfgen.cost.hints.capacity import break_even
from tfgen.cost.hints.hints import Hint, hints
from tfgen.cost.hints.suggestion import Case
from tfgen.cost.items import READ_CAPACITY, READ_UNITS, WRITE_CAPACITY, WRITE_UNITS
from tfgen.cost.prices import shipped
from tfgen.cost.usage.functions import FunctionUsage
from tfgen.cost.usage.tables import TableUsage
from tfgen.cost.usage.usage import Usage

PRICES = shipped()
ONE = {"regions": ["us-east-1"]}
NO_EXTRAS = {"tracing": False, "logs": 30}
QUIET = {"api": {"logs": 30}, "defaults": {"code": "src", "runtime": "python3.13", **NO_EXTRAS}}
CALLS = FunctionUsage(
    requests=Decimal(1_000_000), duration=Decimal(1000), response=Decimal(0), logs=Decimal(0)
)


def near(usd: Decimal) -> Any:
    """To a millionth of a cent."""
    return pytest.approx(usd, abs=Decimal("1e-8"))


def _found(spec: dict[str, Any], usage: Usage) -> list[Hint]:
    stack = stack_of(spec)
    return hints(Case(stack, usage, PRICES))


def _only(spec: dict[str, Any], usage: Usage, change: str) -> Hint:
    (hint,) = (hint for hint in _found(spec, usage) if change in hint.change)
    return hint


def _hello(**changes: Any) -> dict[str, Any]:
    function = {**example("hello")["functions"]["hello"], **NO_EXTRAS, "memory": 1024}
    return {**example("hello"), **ONE, "api": {"logs": 30}, "functions": {"hello": function}, **changes}


def _tables(usage: TableUsage, **changes: Any) -> tuple[dict[str, Any], Usage]:
    spec = {**example("keyvalue"), **ONE, **QUIET, **changes}
    quiet = FunctionUsage(requests=Decimal(0), duration=Decimal(0), response=Decimal(0), logs=Decimal(0))
    functions = dict.fromkeys(spec["functions"], quiet)
    return spec, used(functions=functions, tables={"keyvalues": usage}, queries=Decimal(0))


HELD = TableUsage(reads=Decimal(0), writes=Decimal(1_000_000_000), item=Decimal(1), storage=Decimal(0))


def test_arm64() -> None:
    spec = _hello()
    spec["functions"]["hello"]["arch"] = "x86_64"
    hint = _only(spec, used(functions={"hello": CALLS}), "arm64")
    # a million seconds of calls, and 1,314,000 of health checks: 15 checkers every 30 s
    per_second = Decimal("0.0000166667") - Decimal("0.0000133334")
    assert hint.saves == near(per_second * (1_000_000 + 1_314_000))
    assert not hint.is_open


def test_nothing_is_said_of_what_is_right_already() -> None:
    assert _found(_hello(), used(functions={"hello": CALLS}, queries=Decimal(0))) == []


def test_an_http_api() -> None:
    hint = _only(_hello(api={"kind": "rest", "logs": 30}), used(functions={"hello": CALLS}), "http")
    # 2,314,000 requests at $3.50 against $1.00 a million, their traces at $5, and 5 metrics of 2 methods at $0.30
    assert hint.saves == near(Decimal("2.314") * (Decimal("3.5") - 1 + 5) + 10 * Decimal("0.3"))


def test_no_http_api_in_the_place_of_an_edge_endpoint_which_has_no_health_check_to_pay_either() -> None:
    spec = _hello(api={"kind": "rest", "endpoint": "edge", "logs": 30})
    usage = used(functions={"hello": CALLS}, queries=Decimal(0))
    assert _found(spec, usage) == []
    # a million requests at $3.50, their traces at $5, calls of Lambda and their seconds, 5 metrics of 2 methods, the zone
    # and the access log
    bill = Case(stack_of(spec), usage, PRICES).now
    logs = Decimal(350_000) / 1024 / 1024
    kept = logs * Decimal("0.15") * 30 / (Decimal(730) / 24)
    seconds = Decimal(1_000_000) * Decimal("0.0000133334")
    api = Decimal("3.5") + 5 + Decimal("0.2") + 10 * Decimal("0.3") + Decimal("0.5")
    assert bill.total == near(api + seconds + logs * Decimal("0.5") + kept * Decimal("0.03"))


def test_health_checks_without_the_fast_interval() -> None:
    quiet = FunctionUsage(requests=Decimal(0), duration=Decimal(0), response=Decimal(0), logs=Decimal(0))
    fast = _hello(routing={"health": {"path": "/health", "interval": 10}})
    hint = _only(fast, used(functions={"hello": quiet}, queries=Decimal(0)), "interval")
    # the option at $1; 2,628,000 requests fewer to the API ($1) and to Lambda ($0.20), and their access log of 0.35 KB
    gigabytes = Decimal(2_628_000) * Decimal("0.35") / 1024 / 1024
    kept = gigabytes * Decimal("0.15") * 30 / (Decimal(730) / 24)
    logs = gigabytes * Decimal("0.5") + kept * Decimal("0.03")
    assert hint.saves == near(1 + Decimal("2.628") * Decimal("1.2") + logs)


def test_alias_records() -> None:
    usage = used(functions={"hello": CALLS}, queries=Decimal(50_000_000))
    hint = _only(_hello(routing={"record": "cname"}), usage, "alias")
    # 50 million latency queries at $0.60 a million
    assert hint.saves == near(Decimal(30))


def test_logs_for_a_month() -> None:
    spec = _hello()
    spec["functions"]["hello"]["logs"] = 365
    usage = FunctionUsage(
        requests=Decimal(1_048_576), duration=Decimal(0), response=Decimal(0), logs=Decimal(10)
    )
    hint = _only(spec, used(functions={"hello": usage}), "logs: 30")
    # 10 GB of requests and 10 KB for each of 1,314,000 health checks, at 15 % of their size, 335 days less
    gigabytes = 10 + Decimal(1_314_000) * 10 / 1024 / 1024
    months = Decimal(335) / (Decimal(730) / 24)
    expected = gigabytes * Decimal("0.15") * months * Decimal("0.03")
    assert hint.saves == near(expected)


def test_a_table_upgraded() -> None:
    on_demand = {"keyvalues": {"key": {"key": "S"}, "global_table": "2017.11.29", "recovery": False}}
    spec, usage = _tables(HELD, tables=on_demand, regions=["us-east-1", "us-east-2"])
    hint = _only(spec, usage, "2019.11.21")
    # a thousand million writes once less, in two regions
    assert hint.saves == 2 * 1000 * Decimal("0.625")


def test_on_demand_for_a_table_that_is_hardly_used() -> None:
    idle = TableUsage(reads=Decimal(0), writes=Decimal(0), item=Decimal(1), storage=Decimal(0))
    hint = _only(*_tables(idle), "on demand")
    # 5 read and 10 write units for 730 hours, and 8 alarms
    assert hint.saves == 730 * (5 * Decimal("0.00013") + 10 * Decimal("0.00065")) + 8 * Decimal("0.1")
    assert "more than 29 % of it is used for writes" in hint.why


def test_capacity_for_a_table_that_is_used_much() -> None:
    spec, usage = _tables(HELD, tables={"keyvalues": {"key": {"key": "S"}, "recovery": False}})
    hint = _only(spec, usage, "provisioned")
    # 1e9 writes over 2,628,000 s at 70 %, one read unit, 8 alarms; on demand they are $625
    units = Decimal(1_000_000_000) / 2_628_000 / Decimal("0.7")
    capacity = 730 * (units * Decimal("0.00065") + Decimal("0.00013"))
    expected = 625 - capacity - Decimal("0.8")
    assert hint.saves == near(expected)


def test_a_saving_is_the_difference_of_two_bills_where_a_region_idles() -> None:
    spec = _hello(regions=["us-east-1", "eu-west-1"])
    spec["functions"]["hello"]["arch"] = "x86_64"
    shares = {"us-east-1": Decimal(100), "eu-west-1": Decimal(0)}
    usage = used(functions={"hello": CALLS}, queries=Decimal(0), shares=shares)
    other = _hello(regions=["us-east-1", "eu-west-1"])
    now, then = (bill(stack_of(each), usage, PRICES).total for each in (spec, other))
    assert _only(spec, usage, "arm64").saves == near(now - then)


def test_a_region_goes_only_where_two_others_answer() -> None:
    spec, usage = _tables(HELD, regions=["us-east-1", "us-east-2", "us-west-2"])
    drained = {**spec, "routing": {"drained": ["us-east-2"]}}
    assert [hint.change for hint in _found(drained, usage) if "without" in hint.change] == [
        "without us-east-2"
    ]


def test_no_capacity_serves_what_exceeds_the_largest() -> None:
    much = TableUsage(reads=Decimal(0), writes=Decimal(10**12), item=Decimal(1), storage=Decimal(0))
    spec, usage = _tables(much, tables={"keyvalues": {"key": {"key": "S"}, "recovery": False}})
    assert not any("provisioned" in hint.change for hint in _found(spec, usage))


def test_what_a_region_costs() -> None:
    spec, usage = _tables(HELD, regions=["us-east-1", "us-east-2", "us-west-2"])
    assert {hint.change for hint in _found(spec, usage) if "without" in hint.change} == {
        "without us-east-2",
        "without us-west-2",
    }
    two, usage = _tables(HELD, regions=["us-east-1", "us-east-2"])
    assert not any("without" in hint.change for hint in _found(two, usage)), "two survive the loss of one"


def test_a_saving_that_depends_on_usage_is_no_number() -> None:
    hint = _only({**example("keyvalue"), **ONE, **QUIET}, Usage(), "on demand")
    assert not hint.saves and hint.is_open


def test_where_provisioned_and_on_demand_cost_the_same() -> None:
    """A unit used all the time reads or writes 3,600 a hour: $0.1806 a million writes against $0.625."""
    assert break_even(PRICES, WRITE_CAPACITY, WRITE_UNITS, "us-east-1") == near(Decimal(260) / 9)
    assert break_even(PRICES, READ_CAPACITY, READ_UNITS, "us-east-1") == near(Decimal(260) / 9)
    assert break_even(PRICES, WRITE_CAPACITY, WRITE_UNITS, "mx-central-1") is None
