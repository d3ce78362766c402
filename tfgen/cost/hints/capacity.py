"""On-demand against provisioned capacity: which is cheaper depends on how much of what is provisioned is used.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CostOptimization_TableCapacityMode.html
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from tfgen.cost.hints.suggestion import Case, Suggestion
from tfgen.cost.items import (
    READ_CAPACITY,
    READ_UNITS,
    REPLICATED_WRITE_CAPACITY,
    REPLICATED_WRITE_UNITS,
    WRITE_CAPACITY,
    WRITE_UNITS,
    Item,
)
from tfgen.cost.prices import Prices
from tfgen.cost.scene import Scene
from tfgen.cost.throttling import throttled
from tfgen.cost.units import SECONDS
from tfgen.cost.usage.tables import read_units, write_units
from tfgen.stack.kinds.table import TABLE, Capacity, Range
from tfgen.stack.stack import Stack
from tfgen.stack.variations import with_table

UNITS_AN_HOUR = 3600
"""What one unit of capacity reads or writes in an hour."""
TARGET = 70
MOST = 40_000


def break_even(prices: Prices, capacity: Item, request: Item, region: str) -> Decimal | None:
    """The percent of provisioned capacity in use at which it costs as much as on demand; None if not known."""
    hour, unit = prices.find(capacity, region), prices.find(request, region)
    if hour is None or unit is None:
        return None
    return hour.first / (UNITS_AN_HOUR * unit.first / request.per) * 100


def suggest(case: Case) -> Iterator[Suggestion]:
    """For every table, the other way."""
    for name, table in case.stack.all(TABLE).items():
        if table.capacity:
            indexes = {
                index: dataclasses.replace(settings, capacity=None)
                for index, settings in table.indexes.items()
            }
            changed = with_table(case.stack, name, capacity=None, indexes=indexes)
            why = f"provisioned capacity pays off {_where(case)}, on average over the month"
            yield Suggestion(f"table `{name}` on demand: no `capacity`{_nor(case, name)}", why, changed)
        else:
            yield from _provisioned(case, name)


def _nor(case: Case, name: str) -> str:
    """Where else the spec may set a capacity that has to go with the table's."""
    table = case.stack.all(TABLE)[name]
    places = [
        *(["its indexes"] if any(index.capacity for index in table.indexes.values()) else []),
        *(["regions"] if any(case.stack.at(TABLE, r)[name] != table for r in case.stack.regions) else []),
    ]
    return f", nor in {' or '.join(places)}" if places else ""


def _where(case: Case) -> str:
    replicated = len(case.stack.regions) > 1
    capacity, request = (
        (REPLICATED_WRITE_CAPACITY, REPLICATED_WRITE_UNITS) if replicated else (WRITE_CAPACITY, WRITE_UNITS)
    )
    home = case.stack.home.name
    reads = break_even(case.prices, READ_CAPACITY, READ_UNITS, home)
    writes = break_even(case.prices, capacity, request, home)
    if reads is None or writes is None:
        return "where most of it is used"
    return f"where more than {writes:.0f} % of it is used for writes, {reads:.0f} % for reads"


def _provisioned(case: Case, name: str) -> Iterator[Suggestion]:
    """Capacity for the average load; peaks that autoscaling has to follow make it dearer."""
    evaluator = case.calculator.evaluator(case.usage)
    reads, writes = evaluator.value(read_units((name,))), evaluator.value(write_units((name,)))
    if reads is None or writes is None:
        return
    capacity = Capacity(read=_range(reads), write=_range(writes))
    changed = with_table(case.stack, name, capacity=capacity)
    factor = None if throttled(Scene(changed, case.usage)) else _peaks(case, changed)
    if factor is not None:
        why = (
            f"for an even load; provisioned capacity pays off {_where(case)}: here, as long as the capacity that "
            f"peaks make autoscaling provide stays below {factor:.1f} times the average's"
        )
        floor = f"read: {{min: {capacity.read.min}, max: …}}, write: {{min: {capacity.write.min}, max: …}}"
        yield Suggestion(f"table `{name}` provisioned: `capacity: {{{floor}}}`", why, changed)


def _range(units: Decimal) -> Range:
    """Bounds that hold the average load at the target utilisation, in every region at once."""
    needed = int((units / SECONDS / TARGET * 100).to_integral_value(ROUND_CEILING))
    return Range(min=1, max=min(MOST, max(2, needed * 10)), target=TARGET)


def _peaks(case: Case, changed: Stack) -> Decimal | None:
    """How many times the provisioned capacity the on-demand table's bill would pay for."""
    provisioned = case.bill(changed, case.usage)
    paid = sum(
        line.usd or 0
        for line in provisioned.sums
        if line.item in (READ_CAPACITY, WRITE_CAPACITY, REPLICATED_WRITE_CAPACITY)
    )
    saved = case.now.total - provisioned.total
    return 1 + saved / paid if paid and saved > 0 else None
