"""What holds for the bill of every stack, whatever its usage and prices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.draws import draws
from tests.specs import example, stack_of
from tests.strategies import Data, specs
from tests.unit.cost import used as by_key
from tests.unit.cost.strategies import usages
from tfgen.cost import items
from tfgen.cost.bill import Bill, Line
from tfgen.cost.calculator import bill
from tfgen.cost.items import GLOBAL, ITEMS, SERVICES, Item
from tfgen.cost.money import cell
from tfgen.cost.prices import Price, Prices, shipped
from tfgen.cost.usage.beside import Beside
from tfgen.cost.usage.file import ENTRIES, completed
from tfgen.cost.usage.functions import FunctionUsage
from tfgen.cost.usage.usage import FREE_TIER, Usage
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.routing import is_drained
from tfgen.stack.kinds.table import TABLE
from tfgen.stack.stack import Stack

pytestmark = pytest.mark.slow

_SHIPPED = shipped()
_CLOSE = Decimal("1e-9")
_SETTINGS = draws(0.5, shrink=False)


class _Everywhere(Prices):
    """Prices that are known in every region, and fall with the quantity or not."""

    def __init__(self, falling: bool) -> None:
        self.falling = falling

    def find(self, item: Item, place: str) -> Price:
        first = Decimal(len(place) % 7 + 1) / 4
        steps = ((Decimal(0), first), (Decimal(1000) * item.per, first / 2))
        return Price(steps if self.falling else steps[:1], "2026-01-01", "a test")


_ANY_PRICES = st.sampled_from([_SHIPPED, _Everywhere(falling=False), _Everywhere(falling=True)])


def _known(value: Any) -> Any:
    """A usage that says all that it has a key for."""
    if isinstance(value, dict):
        return {key: _known(each) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        said = {field.name: getattr(value, field.name) for field in fields(value)}
        return replace(value, **{name: _known(each) for name, each in said.items() if name != "cdn" or each})
    return Decimal(7) if value is None else value


def _in_full(stack: Stack, usage: Usage) -> Usage:
    """A usage that leaves nothing of a stack open."""
    every = completed(stack, usage)
    return Usage({entry: _known(every.get(entry)) for entry in ENTRIES})


@st.composite
def _used(draw: st.DrawFn, known: bool = False, free: bool | None = None) -> tuple[Stack, Usage]:
    stack = stack_of(draw(specs()))
    usage = draw(usages(stack))
    usage = usage if free is None else usage.but((FREE_TIER, free))
    return stack, _in_full(stack, usage) if known else usage


_FIXED = {"shares", "edges", "free_tier", "queues"}
_LIMITS = {"consistent": Decimal(100), "item": Decimal(400)}


def _changed(value: Any, change: Callable[[str, Decimal], Decimal], name: str = "") -> Any:
    """A usage with every number that amounts depend on changed."""
    if name in _FIXED:
        return value
    if isinstance(value, Usage):
        return Usage({entry: _changed(value.get(entry), change, entry.key) for entry in ENTRIES})
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{
                field.name: _changed(getattr(value, field.name), change, field.name)
                for field in fields(value)
                if field.name not in _FIXED
            },
        )
    if isinstance(value, dict):
        return {key: _changed(each, change, name) for key, each in value.items()}
    if isinstance(value, int | Decimal):
        changed = change(name, Decimal(value))
        return int(changed) if isinstance(value, int) else min(changed, _LIMITS.get(name, changed))
    return value


def _priced(lines: list[Line] | tuple[Line, ...]) -> Decimal:
    return sum((line.usd for line in lines if line.usd is not None), Decimal(0))


def _near(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= _CLOSE * max(abs(one), abs(other), Decimal(1))


@given(st.data(), _used(), _ANY_PRICES)
@_SETTINGS
def test_more_usage_never_costs_less(data: st.DataObject, used: tuple[Stack, Usage], prices: Prices) -> None:
    stack, usage = used
    more = _changed(usage, lambda _, value: value + data.draw(st.sampled_from([0, 1, 1000, 10**8])))
    assert bill(stack, more, prices).total >= bill(stack, usage, prices).total - _CLOSE


@given(_used(), _ANY_PRICES)
@_SETTINGS
def test_the_total_is_the_sum_of_lines_and_of_regions_and_of_services(
    used: tuple[Stack, Usage], prices: Prices
) -> None:
    stack, usage = used
    made = bill(stack, usage, prices)
    places = {line.region for line in made.lines}
    assert places <= {GLOBAL, *(region.name for region in stack.regions)}
    assert {line.service for line in made.lines} <= set(SERVICES)
    assert _near(made.total, _priced(made.lines))
    assert _near(made.total, sum((made.sum(region=place) for place in places), Decimal(0)))
    assert _near(made.total, sum((made.sum(service=service) for service in SERVICES), Decimal(0)))
    assert _near(
        made.total,
        sum((made.sum(service=s, region=place) for place in places for s in SERVICES), Decimal(0)),
    )


_COUNTS = {"requests", "reads", "writes", "stream_reads", "queries", "transfer", "storage"}
_COUNTED = _COUNTS | {"key_requests", "secret_requests", "queue_requests", "asked"}
_SAMPLED = {items.TRACES.key, items.METRIC.key}
_BOUNDED = {items.READ_CAPACITY.key, items.WRITE_CAPACITY.key, items.REPLICATED_WRITE_CAPACITY.key}


@given(_used(known=True, free=False), st.integers(2, 1000))
@_SETTINGS
def test_costs_of_usage_grow_in_proportion_to_it(used: tuple[Stack, Usage], factor: int) -> None:
    """Without steps of prices, bounds and samples, what usage adds to no usage grows by its factor."""
    stack, usage = used
    prices = _Everywhere(falling=False)

    def lines_of(times: int) -> dict[tuple[str, str, str], Decimal]:
        scaled = _changed(usage, lambda name, value: value * times if name in _COUNTED else value)
        found: dict[tuple[str, str, str], Decimal] = {}
        for line in bill(stack, scaled, prices).lines:
            key = (line.region, line.item.key, line.what)
            if key[1] not in _SAMPLED | _BOUNDED:
                found[key] = found.get(key, Decimal(0)) + (line.usd or Decimal(0))
        return found

    none, once, often = lines_of(0), lines_of(1), lines_of(factor)
    assert none.keys() == once.keys() == often.keys()
    for key in once:
        assert _near(none[key] + (once[key] - none[key]) * factor, often[key]), key


@pytest.mark.parametrize("half", ["requests", "duration", "memory"])
def test_units_cancel(half: str) -> None:
    """Half the calls of twice the time are as many GB-seconds, and so on around."""

    def seconds(requests: int, duration: int, memory: int) -> Decimal:
        data = example("hello")
        data["functions"]["work"] = {**data["functions"]["hello"], "memory": memory}
        del data["functions"]["work"]["http"]
        used = FunctionUsage(requests=Decimal(requests), duration=Decimal(duration))
        usage = by_key.used(functions={"work": used})
        return sum(
            (
                line.amount
                for line in bill(stack_of(data), usage, _SHIPPED).lines
                if line.item == items.LAMBDA_DURATION["arm64"] and line.what == "work"
            ),
            Decimal(0),
        )

    numbers = {"requests": 4000, "duration": 200, "memory": 512}
    other = {"requests": "duration", "duration": "memory", "memory": "requests"}[half]
    moved = numbers | {half: numbers[half] // 2, other: numbers[other] * 2}
    assert seconds(**numbers) == seconds(**moved) == 4000 * Decimal("0.2") / 2


@given(_used(), _ANY_PRICES)
@_SETTINGS
def test_what_is_not_known_is_never_priced_as_nothing_and_never_hidden(
    used: tuple[Stack, Usage], prices: Prices
) -> None:
    stack, usage = used
    made = bill(stack, usage, prices)
    for line in made.lines:
        if line.lacks or line.is_unpriced:
            assert cell([line]) != "0.00"
        if line.usd == 0 and line.price is not None and any(price for _, price in line.price.steps):
            # Beside very much else, a trace of an amount is lost among the 28 digits of a sum.
            sold = sum((each.amount for each in made.lines if each.item == line.item), _CLOSE)
            assert line.amount <= sold * Decimal("1e-20") or usage.get(FREE_TIER)


@given(specs(), _ANY_PRICES)
@_SETTINGS
def test_without_usage_every_service_of_the_stack_is_there_and_open(data: Data, prices: Prices) -> None:
    stack = stack_of(data)
    made = bill(stack, Usage(), prices)
    open_ = {line.item for line in made.open}
    kinds = {items.API_REQUESTS[api.kind] for api in stack.all(API).values()}
    if stack.all(FUNCTION):
        kinds |= {items.TRANSFER_OUT, items.LOG_INGESTION}
    active = [region for region in stack.regions if not is_drained(stack, region)]
    arches = {function.arch for region in active for function in stack.at(FUNCTION, region).values()}
    assert kinds | {items.LAMBDA_REQUESTS[arch] for arch in arches} <= open_
    if stack.all(TABLE):
        assert items.TABLE_STORAGE in open_


@given(_used(known=True))
@_SETTINGS
def test_usage_that_is_known_in_full_leaves_nothing_open(used: tuple[Stack, Usage]) -> None:
    stack, usage = used
    assert bill(stack, usage, _Everywhere(falling=False)).open == []


@given(_used(free=True), _ANY_PRICES)
@_SETTINGS
def test_what_is_free_never_raises_a_bill_and_is_taken_off_once(
    used: tuple[Stack, Usage], prices: Prices
) -> None:
    stack, usage = used
    free, paid = bill(stack, usage, prices), bill(stack, usage.but((FREE_TIER, False)), prices)
    assert free.total <= paid.total + _CLOSE
    for item in ITEMS.values():
        pools = len(stack.regions) if item.pool == items.REGION else 1
        found = [line.price.first for line in free.lines if line.item == item and line.price]
        dearest = max(found, default=Decimal(0))
        saved = _of(paid, item) - _of(free, item)
        assert -_CLOSE <= saved <= item.free * pools * dearest / item.per + _CLOSE, item.key


def _of(made: Bill, item: Item) -> Decimal:
    return _priced([line for line in made.lines if line.item == item])


_WRITES = {
    items.WRITE_UNITS.key,
    items.REPLICATED_WRITE_UNITS.key,
    items.WRITE_CAPACITY.key,
    items.REPLICATED_WRITE_CAPACITY.key,
    items.TRANSFER_BETWEEN.key,
}


@given(_used(known=True, free=False))
@_SETTINGS
def test_one_region_alone_never_pays_more_for_writes_than_several(used: tuple[Stack, Usage]) -> None:
    """Of tables that replicate: others have their writes shared by regions, some of which are cheaper."""
    stack, usage = used
    assume(stack.all(TABLE) and all(table.replicate for table in stack.all(TABLE).values()))
    prices = _Everywhere(falling=False)
    alone = replace(stack, regions=stack.regions[:1])
    assert _written(bill(alone, usage, prices)) <= _written(bill(stack, usage, prices)) + _CLOSE


def _written(made: Bill) -> Decimal:
    return _priced([line for line in made.lines if line.item.key in _WRITES])


@pytest.mark.parametrize("arches", [("arm64", "arm64"), ("arm64", "x86_64")])
def test_functions_share_what_is_free_whatever_their_processor(arches: tuple[str, str]) -> None:
    """Source: https://aws.amazon.com/lambda/pricing/"""
    data = example("hello")
    data["functions"] = {
        "main": data["functions"]["hello"] | {"memory": 1024, "arch": arches[0]},
        "other": data["functions"]["hello"] | {"memory": 1024, "arch": arches[1], "http": "GET /other"},
    }
    used = FunctionUsage(requests=Decimal(300_000), duration=Decimal(1000))
    usage = by_key.used(functions={"main": used, "other": used}, free_tier=True)
    made = bill(stack_of(data), usage, _Everywhere(falling=False))
    paid = bill(stack_of(data), usage.but((FREE_TIER, False)), _Everywhere(falling=False))
    durations = [*items.LAMBDA_DURATION.values()]
    saved = sum((_of(paid, item) - _of(made, item) for item in durations), Decimal(0))
    dearest = max(line.price.first for line in made.lines if line.item in durations and line.price)
    assert saved <= 400_000 * dearest + _CLOSE


def test_requests_that_usage_tells_of_are_billed_whatever_they_go_to() -> None:
    usage = by_key.used(
        beside=Beside(
            key_requests=Decimal(10_000), secret_requests=Decimal(10_000), queue_requests=Decimal(10**6)
        )
    )
    stack = stack_of({**example("hello"), "regions": ["us-east-1"]})
    items_ = (items.KMS_REQUESTS, items.SECRET_REQUESTS, items.QUEUE_REQUESTS)
    found = {line.item: line.usd for line in bill(stack, usage, _SHIPPED).lines}
    assert [found[item] for item in items_] == [Decimal("0.03"), Decimal("0.05"), Decimal("0.40")]
