"""Tables: reads, writes in every region, storage, point-in-time recovery, streams, transfer, the alarms of autoscaling.

Sources: https://aws.amazon.com/dynamodb/pricing
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/global-tables-billing.html
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost.expression import SHARE, Clamp, Expression, constant, known, product
from tfgen.cost.items import (
    ALARM,
    CLOUDWATCH,
    DYNAMODB,
    READ_CAPACITY,
    READ_UNITS,
    RECOVERY,
    REPLICATED_WRITE_CAPACITY,
    REPLICATED_WRITE_UNITS,
    STREAM_READS,
    TABLE_STORAGE,
    TRANSFER,
    TRANSFER_BETWEEN,
    WRITE_CAPACITY,
    WRITE_UNITS,
)
from tfgen.cost.kind import Billed, Cost
from tfgen.cost.quantity import EACH_OTHER, Cause, Quantity
from tfgen.cost.throttling import throttled
from tfgen.cost.units import EACH_GB, HOURS, SECONDS
from tfgen.cost.usage.measured_tables import asks, measured
from tfgen.cost.usage.tables import (
    TABLES,
    Holder,
    holders,
    read_units,
    stored,
    stream_reads,
    writes_for_one,
    writes_in_region,
    written,
)
from tfgen.cost.view import View
from tfgen.stack.kinds.table import TABLE, Capacity, Range, Table

ALARMS_OF_A_POLICY = 4
"""Two on what is used, two on what is provisioned, for each autoscaled capacity."""


def _tables(view: View) -> Iterator[Quantity]:
    """What every table and its global indexes use."""
    for name, table in view.all(TABLE).items():
        yield from _reads_and_writes(view, name, table)
        yield from _storage(name, table)
        streamed = product(SHARE, stream_reads((name,)))
        yield Quantity(name, STREAM_READS, streamed, Cause.SHARED)


def _reads_and_writes(view: View, name: str, table: Table) -> Iterator[Quantity]:
    replicated = view.is_replicated and table.replicate
    writes = writes_in_region(table)
    factor = writes_for_one(table, replicated)
    yield from _access((name,), table.capacity, replicated, product(factor, writes((name,))))
    for index, settings in table.global_indexes().items():
        capacity = (settings.capacity or table.capacity) if table.capacity else None
        yield from _access((name, index), capacity, False, writes((name, index)))


def _access(
    of: Holder, capacity: Capacity | None, replicated: bool, writes: Expression
) -> Iterator[Quantity]:
    """An index is written in every region too, at the price of plain writes."""
    what, reads = "/".join(of), product(SHARE, read_units(of))
    if capacity is None:
        item = REPLICATED_WRITE_UNITS if replicated else WRITE_UNITS
        yield Quantity(what, READ_UNITS, reads, Cause.SHARED)
        yield Quantity(what, item, writes, Cause.REPLICATED)
        return
    item = REPLICATED_WRITE_CAPACITY if replicated else WRITE_CAPACITY
    yield Quantity(what, READ_CAPACITY, _provisioned(capacity.read, reads), Cause.BOUNDS)
    yield Quantity(what, item, _provisioned(capacity.write, writes), Cause.REPLICATED)


def _provisioned(bounds: Range, load: Expression) -> Expression:
    """Unit-hours of what autoscaling provides for a load that is spread evenly, and at least where it is not known."""
    per_unit = HOURS / SECONDS / (Decimal(bounds.target) / 100)
    return Clamp(known(product(per_unit, load)), bounds.min * HOURS, bounds.max * HOURS)


def _storage(name: str, table: Table) -> Iterator[Quantity]:
    """Point-in-time recovery is billed by the table and its local indexes, without its global ones."""
    for of in holders(name, table):
        yield Quantity("/".join(of), TABLE_STORAGE, stored(of), Cause.COPIED)
    if table.recovery:
        yield Quantity(name, RECOVERY, stored((name,)), Cause.COPIED)


def _sent(view: View) -> Iterator[Quantity]:
    """What replication sends to other regions, which the writing region pays."""
    for name, table in view.all(TABLE).items():
        if not (view.is_replicated and table.replicate):
            continue
        sent = product(SHARE, EACH_GB, written((name,)))
        yield Quantity(name, TRANSFER_BETWEEN, sent, Cause.SENT, place=EACH_OTHER)


def _alarms(view: View) -> Iterator[Quantity]:
    for name, table in view.all(TABLE).items():
        if table.capacity:
            policies = 2 * (1 + len(table.global_indexes()))
            alarms = constant(ALARMS_OF_A_POLICY * policies)
            yield Quantity(f"autoscaling of {name}", ALARM, alarms, Cause.COPIED)


COST = Cost(
    entries=(TABLES,),
    billed=(
        Billed(DYNAMODB, each=_tables),
        Billed(TRANSFER, each=_sent),
        Billed(CLOUDWATCH, each=_alarms),
    ),
    warnings=throttled,
    asks=asks,
    measured=measured,
)
