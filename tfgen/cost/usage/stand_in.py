"""A usage in which nothing is unknown: an example stands for what nobody said."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from typing import TypeVar

from tfgen.cost.usage.usage import Beside, Cdn, FunctionUsage, IndexUsage, TableUsage, Usage
from tfgen.stack.stack import Stack

T = TypeVar("T", FunctionUsage, TableUsage, IndexUsage, Usage, Beside, Cdn)

FUNCTION = FunctionUsage(
    requests=Decimal(1_000_000), duration=Decimal(50), response=Decimal(2), logs=Decimal("0.5")
)
INDEX = IndexUsage(reads=Decimal(500_000), writes=Decimal(500_000), item=Decimal(1), storage=Decimal(1))
TABLE = TableUsage(reads=Decimal(1_000_000), writes=Decimal(1_000_000), item=Decimal(1), storage=Decimal(5))
REQUESTS = Decimal(1_000_000)


def stand_in(stack: Stack, usage: Usage) -> Usage:
    """The usage, with an example for everything that a stack's bill depends on and nobody said."""
    functions = {name: _over(FUNCTION, usage.functions.get(name)) for name in stack.functions}
    tables = {}
    for name, table in stack.tables.items():
        said = usage.tables.get(name)
        indexes = {
            index: _over(INDEX, said.indexes.get(index) if said else None) for index in table.global_indexes()
        }
        tables[name] = dataclasses.replace(_over(TABLE, said), indexes=indexes)
    has_keys = usage.beside.keys or any(t.encryption != "aws-owned" for t in stack.tables.values())
    example = Beside(
        key_requests=REQUESTS if has_keys else None,
        secret_requests=REQUESTS if usage.beside.secrets else None,
        queue_requests=REQUESTS if usage.beside.queues else None,
    )
    cdn = usage.beside.cdn and _over(Cdn(requests=REQUESTS, transfer=Decimal(10)), usage.beside.cdn)
    return dataclasses.replace(
        usage,
        functions=functions,
        tables=tables,
        queries=REQUESTS if usage.queries is None else usage.queries,
        beside=dataclasses.replace(_over(example, usage.beside), cdn=cdn),
    )


def _over(example: T, said: T | None) -> T:
    """What was said, and the example where nothing was."""
    if said is None:
        return example
    known = {
        field.name: value
        for field in dataclasses.fields(said)
        if (value := getattr(said, field.name)) is not None
    }
    return dataclasses.replace(example, **known)
