"""Suggestions: a Stack that would cost less, and what speaks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property

from tfgen.cost.bill import Bill
from tfgen.cost.calculator import Calculator
from tfgen.cost.prices import Prices
from tfgen.cost.usage.shares import fitted
from tfgen.cost.usage.stand_in import stand_in
from tfgen.cost.usage.usage import Usage
from tfgen.frozen import frozen
from tfgen.stack.stack import Stack


@frozen
class Case:
    """What suggestions are made for."""

    stack: Stack
    usage: Usage
    prices: Prices

    @cached_property
    def calculator(self) -> Calculator:
        """What works out the bills of the stack, and of what it might be."""
        return Calculator(self.prices)

    @cached_property
    def assumed(self) -> Usage:
        """The usage, with an example for what nobody said."""
        return stand_in(self.stack, self.usage)

    @cached_property
    def now(self) -> Bill:
        """The bill as it is."""
        return self.calculator.bill(self.stack, self.usage)

    @cached_property
    def example(self) -> Bill:
        """The bill as it is, with an example for what nobody said."""
        return self.calculator.bill(self.stack, self.assumed)

    def bill(self, stack: Stack, usage: Usage) -> Bill:
        """What another stack costs with a usage of this one."""
        return self.calculator.bill(stack, fitted(usage, self.stack, stack))


@frozen
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
