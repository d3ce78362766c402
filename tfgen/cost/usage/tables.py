"""What usage says of tables and their global indexes, and the units that it comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from tfgen.cost.expression import SHARE, Expression, Input, known, product, steps, unless_said
from tfgen.cost.expression import constant as number
from tfgen.cost.usage.entry import COUNT, MOST, PERCENT, Move, Within, things
from tfgen.spec.collections import Named
from tfgen.spec.number import Number
from tfgen.spec.record import Record, field, record
from tfgen.spec.scalars import Nullable
from tfgen.stack.kinds.table import TABLE, TABLE_NAME, V2017, Table

MAX_ITEM_KB = 400
"""Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html"""
READ_KB, WRITE_KB = 4, 1
"""KB of an item that one unit reads or writes.
Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html"""


@record
class IndexUsage:
    """How much a global index is used. What is left out is not known."""

    reads: Decimal | None = field(
        COUNT, "Items read through it a month, in all regions together.", default=None
    )
    writes: Decimal | None = field(
        COUNT, "Writes of the table a month that change it, in all regions together.", default=None
    )
    item: Decimal | None = field(
        Nullable(Number(0, MAX_ITEM_KB, "KB")), "KB of an item in it, on average.", default=None
    )
    storage: Decimal | None = field(
        Nullable(Number(0, MOST, "GB")), "GB that it holds in each region.", default=None
    )


@record
class TableUsage:
    """How much a table is used."""

    reads: Decimal | None = field(COUNT, "Items read a month, in all regions together.", default=None)
    writes: Decimal | None = field(
        COUNT,
        "Items put, updated and deleted a month, and changed in local indexes, in all regions together.",
        default=None,
    )
    item: Decimal | None = field(
        Nullable(Number(0, MAX_ITEM_KB, "KB")),
        "KB of an item, on average: reads are billed by 4 KB, writes by 1 KB.",
        default=None,
    )
    consistent: Decimal = field(
        PERCENT, "Percent of the reads that are strongly consistent, which cost twice.", default=Decimal(0)
    )
    storage: Decimal | None = field(
        Nullable(Number(0, MOST, "GB")),
        "GB that it holds in each region, local indexes included.",
        default=None,
    )
    stream_reads: Decimal = field(
        Number(0, MOST),
        "Reads of its streams a month, in all regions together, but by Lambda and by replication, which are free.",
        default=Decimal(0),
    )
    indexes: dict[str, IndexUsage] = field(
        Named("index", TABLE_NAME, Record(IndexUsage)),
        "How much each of its global indexes is used.",
        default={},
    )


TABLES = things(
    TABLE,
    "How much each table is used.",
    TableUsage(reads=Decimal(1_000_000), writes=Decimal(1_000_000), item=Decimal(1), storage=Decimal(5)),
    units={
        "reads": "reads a month",
        "writes": "writes a month",
        "item": "KB of an item",
        "storage": "GB in each region",
    },
    moves={
        "reads": Move.READS,
        "writes": Move.WRITES,
        "item": Move.SIZE,
        "storage": Move.HELD,
        "stream reads": Move.COUNTED,
    },
    within=Within[Table](
        "indexes",
        "global index",
        IndexUsage(reads=Decimal(500_000), writes=Decimal(500_000), item=Decimal(1), storage=Decimal(1)),
        Table.global_indexes,
    ),
)

Holder = tuple[str, ...]
"""A table, or a table and its index."""


def holders(name: str, table: Table) -> Iterator[Holder]:
    """What of a table holds items, and is read and written: itself and its global indexes."""
    yield (name,)
    yield from ((name, index) for index in table.global_indexes())


def read_units(of: Holder) -> Expression:
    """Units that its reads take; an index is read eventually consistent, for half of them."""
    each = steps(_input(of, "item"), READ_KB)
    if len(of) > 1:
        return product(_input(of, "reads"), each, Decimal("0.5"))
    consistent = known(number(1), product(Decimal("0.01"), unless_said(_input(of, "consistent"), 0)))
    return product(_input(of, "reads"), each, consistent, Decimal("0.5"))


def write_units(of: Holder) -> Expression:
    """Units that its writes take."""
    return product(_input(of, "writes"), steps(_input(of, "item"), WRITE_KB))


def written(of: Holder) -> Expression:
    """KB of all its writes."""
    return product(_input(of, "writes"), _input(of, "item"))


def stream_reads(of: Holder) -> Expression:
    """Reads of its streams that are billed."""
    return unless_said(_input(of, "stream reads"), 0)


def stored(of: Holder) -> Expression:
    """GB that it holds."""
    return _input(of, "storage")


def writes_for_one(table: Table, replicated: bool) -> int:
    """Writes that AWS bills in each region for one: 2017.11.29 writes its own attributes once more."""
    return 2 if replicated and table.global_table == V2017 else 1


def writes_in_region(table: Table) -> Callable[[Holder], Expression]:
    """Units of writes that a region takes: every one, or its share where regions have tables for themselves."""
    return write_units if table.replicate else lambda of: product(SHARE, write_units(of))


def _input(of: Holder, what: str) -> Input:
    return Input(TABLES.key, of, what)
