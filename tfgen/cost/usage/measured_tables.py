"""How much tables are used: from the units that they consumed and what they hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from tfgen.cost import drivers
from tfgen.cost.amount import Values
from tfgen.cost.services.dynamodb import writes_for_one
from tfgen.cost.usage.readings import Metric
from tfgen.cost.usage.sums import Key, Sums, quotient, rounded
from tfgen.cost.usage.usage import IndexUsage, TableUsage, Usage
from tfgen.stack.kinds.table import Table
from tfgen.stack.stack import Stack

INDEXED_BYTES = 100
"""Billed for each item of a table or an index beside its own size.
Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html"""
KB, GB = Decimal(1024), Decimal(1024**3)

Description = Mapping[str, Any]
"""What DescribeTable says of a table, or within it of an index."""


def metrics(name: str, table: Table) -> Iterator[tuple[Key, Metric]]:
    """The units that a table and its global indexes consumed; the table's do not include the indexes'."""
    holders = {name: [("TableName", name)]}
    for index in table.global_indexes():
        holders[f"{name}/{index}"] = [("TableName", name), ("GlobalSecondaryIndexName", index)]
    for of, dimensions in holders.items():
        for kind, metric in (
            ("reads", "ConsumedReadCapacityUnits"),
            ("writes", "ConsumedWriteCapacityUnits"),
        ):
            yield (kind, of), Metric("AWS/DynamoDB", metric, tuple(dimensions))


def table_usage(stack: Stack, name: str, sums: Sums, descriptions: list[Description]) -> TableUsage:
    """A table's usage; `descriptions` are those of all its regions, or none."""
    held = _held(stack.tables[name], descriptions)
    units = _units_of_one(stack, name, held)
    factor = writes_for_one(stack.tables[name], replicated=len(stack.regions) > 1)
    indexes = {
        index: replace(its, **_counted(f"{name}/{index}", sums, units, 1))
        for index, its in held.indexes.items()
    }
    return replace(held, indexes=indexes, **_counted(name, sums, units, factor))


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


def _units_of_one(stack: Stack, name: str, held: TableUsage) -> Values:
    """What one read and one write of an item of the mean size come to."""
    once: dict[str, Any] = {"reads": Decimal(1), "writes": Decimal(1)}
    indexes = {index: replace(its, **once) for index, its in held.indexes.items()}
    return drivers.values(stack, Usage(tables={name: replace(held, indexes=indexes, **once)}))


def _counted(of: str, sums: Sums, units: Values, factor: int) -> dict[str, Any]:
    reads = quotient(sums.total(("reads", of)), units[drivers.read_units(of)])
    writes = quotient(sums.mean(("writes", of)), units[drivers.write_units(of)])
    return {
        "reads": rounded(None if reads is None else reads * sums.month),
        "writes": rounded(None if writes is None else writes * sums.month / factor),
    }
