"""Suggestions: a Stack that would cost less, and what speaks for it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tfgen.cost.prices import Prices
from tfgen.cost.usage.usage import Usage
from tfgen.stack.function import Function
from tfgen.stack.stack import Stack
from tfgen.stack.table import Table


@dataclass(frozen=True, slots=True)
class Case:
    """What suggestions are made for."""

    stack: Stack
    usage: Usage
    prices: Prices


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A change, and the Stack that it leads to."""

    change: str
    why: str
    stack: Stack


Suggest = Callable[[Case], Iterator[Suggestion]]


def with_table(stack: Stack, name: str, **changes: Any) -> Stack:
    """A Stack in which a table differs, in every region."""

    def changed(tables: Mapping[str, Table]) -> dict[str, Table]:
        return {
            table: dataclasses.replace(settings, **changes) if table == name else settings
            for table, settings in tables.items()
        }

    regions = tuple(
        dataclasses.replace(region, tables=changed(region.tables or {})) for region in stack.regions
    )
    return dataclasses.replace(stack, tables=changed(stack.tables), regions=regions)


def with_functions(stack: Stack, change: Callable[[Function], Function]) -> Stack:
    """A Stack in which functions differ, in every region."""

    def changed(functions: Mapping[str, Function]) -> dict[str, Function]:
        return {name: change(function) for name, function in functions.items()}

    regions = tuple(
        dataclasses.replace(region, functions=changed(region.functions or {})) for region in stack.regions
    )
    return dataclasses.replace(stack, functions=changed(stack.functions), regions=regions)


def quoted(names: list[str]) -> str:
    """Names in a sentence; the first few of many."""
    shown = ", ".join(f"`{name}`" for name in names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown
