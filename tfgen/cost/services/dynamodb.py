"""DynamoDB: reads, writes in every region, storage, point-in-time recovery and streams.

Sources: https://aws.amazon.com/dynamodb/pricing
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/global-tables-billing.html
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost import drivers
from tfgen.cost.amount import HOURS, SECONDS, Amount, Driver, Part, times
from tfgen.cost.items import (
    READ_CAPACITY,
    READ_UNITS,
    RECOVERY,
    REPLICATED_WRITE_CAPACITY,
    REPLICATED_WRITE_UNITS,
    STREAM_READS,
    TABLE_STORAGE,
    WRITE_CAPACITY,
    WRITE_UNITS,
    Item,
)
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.scene import Scene
from tfgen.stack.kinds.table import V2017, Capacity, Range, Table
from tfgen.stack.region import Region


def writes_for_one(table: Table, replicated: bool) -> int:
    """Writes that AWS bills in each region for one: 2017.11.29 writes its own attributes once more."""
    return 2 if replicated and table.global_table == V2017 else 1


def quantities(scene: Scene) -> Iterator[Quantity]:
    """What every table and its global indexes use in every region."""
    for region in scene.stack.regions:
        for name in scene.stack.tables:
            table = scene.stack.table_in(name, region)
            yield from _reads_and_writes(scene, region, name, table)
            yield from _storage(region, name, table)
            streamed = scene.shared(region, drivers.stream_reads(name))
            yield Quantity(region.name, name, STREAM_READS, streamed, Cause.SHARED)


def _reads_and_writes(scene: Scene, region: Region, name: str, table: Table) -> Iterator[Quantity]:
    replicated = scene.others > 0
    factor = writes_for_one(table, replicated)
    yield from _access(scene, region, name, table.capacity, replicated, factor)
    for index, settings in table.global_indexes().items():
        capacity = (settings.capacity or table.capacity) if table.capacity else None
        yield from _access(scene, region, f"{name}/{index}", capacity, False, 1)


def _access(
    scene: Scene, region: Region, of: str, capacity: Capacity | None, replicated: bool, factor: int
) -> Iterator[Quantity]:
    """An index is written in every region too, at the price of plain writes."""
    reads, writes = drivers.read_units(of), drivers.write_units(of)
    if capacity is None:
        item = REPLICATED_WRITE_UNITS if replicated else WRITE_UNITS
        yield Quantity(region.name, of, READ_UNITS, scene.shared(region, reads), Cause.SHARED)
        yield Quantity(region.name, of, item, times(factor, writes), Cause.REPLICATED)
        return
    written_item: Item = REPLICATED_WRITE_CAPACITY if replicated else WRITE_CAPACITY
    read = _provisioned(capacity.read, reads, scene.share(region))
    written = _provisioned(capacity.write, writes, Decimal(factor))
    yield Quantity(region.name, of, READ_CAPACITY, read, Cause.BOUNDS)
    yield Quantity(region.name, of, written_item, written, Cause.REPLICATED)


def _provisioned(bounds: Range, driver: Driver, factor: Decimal) -> Amount:
    """Unit-hours of what autoscaling provisions for a load that is spread evenly."""
    per_unit = factor / SECONDS / (Decimal(bounds.target) / 100) * HOURS
    return Amount((Part(per_unit, (driver,), bounds.min * HOURS, bounds.max * HOURS),))


def _storage(region: Region, name: str, table: Table) -> Iterator[Quantity]:
    """Point-in-time recovery is billed by the table and its local indexes, without its global ones."""
    holders = [name, *(f"{name}/{index}" for index in table.global_indexes())]
    for of in holders:
        yield Quantity(region.name, of, TABLE_STORAGE, times(1, drivers.stored(of)), Cause.COPIED)
    if table.recovery:
        yield Quantity(region.name, name, RECOVERY, times(1, drivers.stored(name)), Cause.COPIED)
