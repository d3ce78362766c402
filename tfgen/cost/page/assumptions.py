"""The examples that stand for usage which nobody gave, as the reader is told of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tfgen.cost import drivers
from tfgen.cost.bill import Bill
from tfgen.cost.money import count
from tfgen.cost.usage.stand_in import stand_in
from tfgen.cost.usage.usage import Usage
from tfgen.stack.stack import Stack

_OF_FUNCTIONS = {
    "requests": "calls a month",
    "duration": "milliseconds a call",
    "response": "KB sent a call",
    "logs": "KB logged a call",
}
_OF_TABLES = {
    "reads": "reads a month",
    "writes": "writes a month",
    "item": "KB of an item",
    "storage": "GB in each region",
}
_OF_ALL = {
    "queries": "DNS queries a month",
    "key requests": "requests to customer keys a month",
    "secret requests": "reads of secrets a month",
    "queue requests": "requests to queues a month",
    "cdn requests": "requests to CloudFront a month",
    "cdn transfer": "GB sent by CloudFront a month",
}


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number that nobody gave."""

    what: str
    """The number and its unit."""
    owners: tuple[str, ...]
    """The functions, or tables and indexes, that it is of; none where it is of the whole service."""


def assumptions(stack: Stack, usage: Usage, bill: Bill) -> list[Assumption]:
    """Every number that the bill depends on, that nobody gave, and what stands for it."""
    found: dict[str, list[str]] = {}
    for what, owner in _all(stack, usage, bill):
        found.setdefault(what, []).append(owner)
    return [Assumption(what, tuple(filter(None, owners))) for what, owners in found.items()]


def _all(stack: Stack, usage: Usage, bill: Bill) -> Iterator[tuple[str, str]]:
    example = stand_in(stack, usage)
    for name in stack.functions:
        yield from _new(usage.functions.get(name), example.functions[name], _OF_FUNCTIONS, name)
    for name, table in stack.tables.items():
        said, used = usage.tables.get(name), example.tables[name]
        yield from _new(said, used, _OF_TABLES, name)
        for index in table.global_indexes():
            yield from _new(
                said and said.indexes.get(index), used.indexes[index], _OF_TABLES, f"{name}/{index}"
            )
    values = drivers.values(stack, example)
    lacks = {driver for line in bill.open for driver in line.lacks}
    for kind, words in _OF_ALL.items():
        driver = drivers.of_usage(kind)
        if driver in lacks:
            yield f"{count(values[driver] or Decimal(0))} {words}", ""


def _new(said: Any, example: Any, words: dict[str, str], owner: str) -> Iterator[tuple[str, str]]:
    for name, unit in words.items():
        if getattr(said, name, None) is None:
            yield f"{count(getattr(example, name))} {unit}", owner
