"""A usage in which nothing is unknown: an example stands for what nobody said."""

from __future__ import annotations

from tfgen.cost.usage.file import ENTRIES
from tfgen.cost.usage.usage import Usage
from tfgen.stack.stack import Stack


def stand_in(stack: Stack, usage: Usage) -> Usage:
    """The usage, with an example for everything that a stack's bill depends on and nobody said."""
    return Usage({entry: entry.example(stack, usage.get(entry)) for entry in ENTRIES})
