"""What the page tells by its number in a list."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any, Generic, TypeVar

from tfgen.cost.expression import Ceiling, Clamp, Constant, Default, Expression, Input, Product, Share, Sum

T = TypeVar("T", bound=Hashable)
Node = tuple[Any, ...]
"""Of an expression: an operator as page/expression.js knows it, numbers, and the numbers of other nodes."""


class Numbered(Generic[T]):
    """Values by their numbers."""

    def __init__(self) -> None:
        self.numbers: dict[T, int] = {}

    def __call__(self, value: T) -> int:
        return self.numbers.setdefault(value, len(self.numbers))

    def __iter__(self) -> Iterator[T]:
        return iter(self.numbers)


class Expressions:
    """Expressions as a list of nodes, each after those that it is made of; what is the same stands there once."""

    def __init__(self) -> None:
        self._inputs: Numbered[Input] = Numbered()
        self._nodes: Numbered[Node] = Numbered()
        self._known: dict[Expression, int] = {}

    @property
    def inputs(self) -> list[Input]:
        """What usage says in them."""
        return list(self._inputs)

    @property
    def told(self) -> list[Node]:
        """The nodes."""
        return list(self._nodes)

    def __call__(self, expression: Expression) -> int:
        """The number of an expression."""
        found = self._known.get(expression)
        if found is None:
            found = self._known[expression] = self._nodes(self._node(expression))
        return found

    def _node(self, expression: Expression) -> Node:
        match expression:
            case Input():
                return ("input", self._inputs(expression))
            case Default():
                return ("default", self(expression.of), self(expression.otherwise))
            case Product():
                return ("*", expression.number, *map(self, expression.factors))
            case Sum():
                return ("+", *map(self, expression.terms))
            case Ceiling():
                return ("ceiling", self(expression.of))
            case Clamp():
                return ("clamp", self(expression.of), expression.least, expression.most)
            case Constant():
                return ("constant", expression.number)
            case Share():
                return ("share",)
