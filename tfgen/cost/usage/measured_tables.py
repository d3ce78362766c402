"""How much tables are used: from the units that they consumed and what they hold.

- AWS counts units, which is what it bills, and not items. Reads and writes are told as so many, of items of the mean
  size and eventually consistent, that they come to the same units. Every region counts a replicated write as its own,
  since that is what its autoscaling follows: writes are the mean of the regions. Sources:
  https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
  https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_reqs_bestpractices.html
- What a table holds is what DescribeTable said in the last six hours, and what is billed for each item beside it.
  Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from tfgen.cost import codes
from tfgen.cost.expression import ONE, Evaluator
from tfgen.cost.units import KB
from tfgen.cost.usage.measuring import Asked, Measured, Said
from tfgen.cost.usage.readings import Metric, Readings
from tfgen.cost.usage.sums import quotient, rounded
from tfgen.cost.usage.tables import (
    TABLES,
    Holder,
    IndexUsage,
    TableUsage,
    holders,
    read_units,
    write_units,
    writes_for_one,
)
from tfgen.cost.usage.usage import Usage
from tfgen.stack import names
from tfgen.stack.kinds.table import TABLE, Table, is_replicated
from tfgen.stack.stack import Stack

SPREAD = "regions that differ so much have not all been replicas for as long: measure fewer days"
INDEXED_BYTES = 100
"""Billed for each item of a table or an index beside its own size.
Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html"""
GB = Decimal(1024**3)

Description = Mapping[str, Any]
"""What DescribeTable says of a table, or within it of an index."""


def asks(stack: Stack, _: Readings) -> Iterator[Asked]:
    """The units that tables and their global indexes consumed; a table's do not include its indexes'."""
    for name, table in stack.all(TABLE).items():
        for of in holders(name, table):
            dimensions: tuple[tuple[str, str], ...] = (("TableName", names.of(stack, TABLE, name)),)
            if len(of) > 1:
                dimensions += (("GlobalSecondaryIndexName", of[1]),)
            for what, metric in (
                ("reads", "ConsumedReadCapacityUnits"),
                ("writes", "ConsumedWriteCapacityUnits"),
            ):
                yield Asked((what, "/".join(of)), Metric("AWS/DynamoDB", metric, dimensions))


def measured(found: Measured) -> Iterator[Said]:
    """The usage of every table."""
    yield TABLES, {name: _measured(found, name) for name in found.stack.all(TABLE)}


def _measured(found: Measured, name: str) -> TableUsage:
    stack, readings = found.stack, found.readings
    called = names.of(stack, TABLE, name)
    answers = [readings.table(region.name, called) for region in stack.regions]
    read = [description for description in answers if description is not None]
    usage = _usage(found, name, read if len(read) == len(answers) else [])
    if usage.storage is not None and usage.item is None:
        message = f"table `{name}` is empty: without the size of items, its reads and writes are not known"
        readings.report(codes.NOT_MEASURED(message))
    _tell_spread(found, name, usage)
    return usage


def _tell_spread(found: Measured, name: str, usage: TableUsage) -> None:
    written = found.sums.by_region(("writes", name))
    if usage.writes and written and len(found.stack.regions) > 1:
        ends = (min(written.values()), max(written.values()))
        least, most = (round(units * found.sums.month) for units in ends)
        message = (
            f"`writes` of {name} is the mean of the regions, of which each counts the writes of all: "
            f"they consumed {least:,} to {most:,} units a month"
        )
        hint = SPREAD if most > 2 * least else None
        found.readings.report(codes.ROUGHLY_MEASURED(message, hint=hint))


def _usage(found: Measured, name: str, descriptions: list[Description]) -> TableUsage:
    """A table's usage; `descriptions` are those of all its regions, or none."""
    table = found.stack.all(TABLE)[name]
    held = _held(table, descriptions)
    once = _once(name, held)
    factor = writes_for_one(table, is_replicated(table, found.stack))
    shared = table.replicate
    indexes = {
        index: replace(its, **_counted((name, index), found, once, 1, shared))
        for index, its in held.indexes.items()
    }
    return replace(held, indexes=indexes, **_counted((name,), found, once, factor, shared))


def _held(table: Table, descriptions: list[Description]) -> TableUsage:
    indexes = {}
    for index in table.global_indexes():
        own = [found for each in descriptions for found in _indexes(each, "Global", [index])]
        indexes[index] = IndexUsage(
            item=_item(own, "IndexSizeBytes"), storage=_storage([_bytes(each) for each in own])
        )
    stored = [
        _bytes(each, "TableSizeBytes") + sum(map(_bytes, _indexes(each, "Local", table.local_indexes())))
        for each in descriptions
    ]
    return TableUsage(item=_item(descriptions, "TableSizeBytes"), storage=_storage(stored), indexes=indexes)


def _indexes(description: Description, kind: str, names: Iterable[str]) -> list[Description]:
    """The indexes of these names; one that is still being made has no size yet."""
    found = description.get(f"{kind}SecondaryIndexes", [])
    return [index for index in found if index["IndexName"] in names and "IndexSizeBytes" in index]


def _bytes(description: Description, size: str = "IndexSizeBytes") -> int:
    """What is billed for storage."""
    found: int = description[size] + INDEXED_BYTES * description["ItemCount"]
    return found


def _storage(stored: list[int]) -> Decimal | None:
    """GB that a region holds, on average: all hold the same, and are not counted at the same time."""
    return rounded(quotient(Decimal(sum(stored)), len(stored) * GB), 6)


def _item(descriptions: list[Description], size: str) -> Decimal | None:
    total, items = (Decimal(sum(each[what] for each in descriptions)) for what in (size, "ItemCount"))
    return rounded(quotient(total, items * KB), 3)


def _once(name: str, held: TableUsage) -> Evaluator:
    """One read and one write of an item of the mean size."""
    once: dict[str, Any] = {"reads": ONE, "writes": ONE}
    indexes = {index: replace(its, **once) for index, its in held.indexes.items()}
    return Evaluator(Usage({TABLES: {name: replace(held, indexes=indexes, **once)}}).numbers)


def _counted(of: Holder, found: Measured, once: Evaluator, factor: int, replicated: bool) -> dict[str, Any]:
    """Reads and writes a month. Every region counts the writes of a table that is replicated."""
    sums, what = found.sums, "/".join(of)
    reads = quotient(sums.total(("reads", what)), once.value(read_units(of)))
    counted = (sums.mean if replicated else sums.total)(("writes", what))
    writes = quotient(counted, once.value(write_units(of)))
    return {
        "reads": rounded(None if reads is None else reads * sums.month),
        "writes": rounded(None if writes is None else writes * sums.month / factor),
    }
