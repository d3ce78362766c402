"""Suggestions: a Stack that would cost less, and what speaks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tfgen.cost.prices import Prices
from tfgen.cost.usage.usage import Usage
from tfgen.stack.stack import Stack


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


def quoted(names: list[str]) -> str:
    """Names in a sentence; the first few of many."""
    shown = ", ".join(f"`{name}`" for name in names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown
