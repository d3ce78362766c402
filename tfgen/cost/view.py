"""A region as kinds bill it. It does not know its name: regions of which nothing differs are billed alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar, cast

from tfgen.cost.expression import ZERO, Expression
from tfgen.cost.units import SECONDS
from tfgen.cost.usage.entry import Entry
from tfgen.frozen import frozen
from tfgen.stack.key import Key
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.routing import ROUTING
from tfgen.stack.route import answers

T = TypeVar("T")

CHECKERS = 15
"""Checkers of Route 53 that ask an endpoint once in each interval: one request every two seconds with 30 s.
Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html"""


@frozen
class Started:
    """Calls of a function that something else than a request starts."""

    function: str
    by: str
    """What starts it: `jobs`."""
    calls: Expression
    """In a month, in all regions together."""


Starter = Callable[["View"], Iterable[Started]]


@frozen
class View:
    """The things of a region, and what decides what of them is billed."""

    things: Mapping[str, Mapping[str, Any]]
    """By the key of their kind and by name, as the region has them."""
    is_drained: bool
    is_replicated: bool
    """Whether there are other regions, to which every write is sent."""
    said: Mapping[Entry[Any], Any]
    """What usage says at the entries that decide."""
    starters: tuple[Starter, ...] = ()

    def all(self, kind: Key[T]) -> Mapping[str, T]:
        """The things of a kind, by name."""
        return cast("Mapping[str, T]", self.things.get(kind.key, {}))

    def the(self, kind: Key[T]) -> T:
        """The thing of a kind of which there is one."""
        return self.all(kind)[""]

    def says(self, entry: Entry[T]) -> T:
        """What usage says at an entry that decides."""
        return cast("T", self.said[entry])

    @property
    def checks(self) -> Decimal:
        """Requests a month of the region's health check; a drained region's is disabled and sends none."""
        if self.is_drained or not self.all(ROUTING):
            return ZERO
        return SECONDS / self.the(ROUTING).health.interval * CHECKERS

    @cached_property
    def started(self) -> Mapping[str, list[Started]]:
        """What starts each function beside requests."""
        found: dict[str, list[Started]] = {}
        for starter in self.starters:
            for started in starter(self):
                found.setdefault(started.function, []).append(started)
        return found

    @cached_property
    def checked(self) -> str | None:
        """The function that answers health checks, if there are any: the one with the most exact route for their path."""
        if not self.all(ROUTING):
            return None
        path = self.the(ROUTING).health.path
        found = [
            (answer is None, name)
            for name, function in self.all(FUNCTION).items()
            for route in function.http
            if (answer := answers(route, path)) is not False
        ]
        return min(found)[1] if found and self.checks else None
