"""A Stack in one region, in its first two, and so on, up to more than it has."""

from __future__ import annotations

from tfgen.cost.usage.shares import fitted
from tfgen.cost.usage.usage import Usage
from tfgen.stack.stack import Stack
from tfgen.stack.variations import at_home, spare_region, with_region, with_regions

MOST = 5
"""Regions that a stack of fewer is shown with, as far as there are any to add."""


def variants(stack: Stack) -> list[Stack]:
    """The Stack with its first region alone, with the first two …; beyond its own, regions are examples."""
    count = len(stack.regions)
    fewer = [with_regions(stack, stack.regions[:number]) for number in range(2, count)]
    found = [at_home(stack), *fewer, stack] if count > 1 else [stack]
    while len(found) < MOST and (name := spare_region(found[-1])):
        found.append(with_region(found[-1], name))
    return found


def usage_of(variant: Stack, stack: Stack, usage: Usage) -> Usage:
    """The usage of a variant: its shares are of the Stack's own regions."""
    return usage if variant is stack else fitted(usage, stack, variant)
