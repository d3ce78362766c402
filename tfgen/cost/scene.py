"""A Stack as services bill it: its regions, and the part of the requests that each answers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from tfgen.cost.amount import ALWAYS, SECONDS, Amount, Driver, times
from tfgen.cost.usage.usage import Usage
from tfgen.stack.kinds.routing import is_drained
from tfgen.stack.region import Region
from tfgen.stack.route import answers
from tfgen.stack.stack import Stack

CHECKERS = 15
"""Checkers of Route 53 that ask an endpoint once in each interval: one request every two seconds with 30 s.
Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html"""


@dataclass(frozen=True)
class Scene:
    """A Stack and what a usage file says of it."""

    stack: Stack
    usage: Usage

    @property
    def others(self) -> int:
        """Regions that a write is replicated to."""
        return len(self.stack.regions) - 1

    def share(self, region: Region) -> Decimal:
        """The part of all requests that a region answers, from 0 to 1."""
        if self.usage.shares and len(self.stack.regions) > 1:
            return self.usage.shares.get(region.name, Decimal(0)) / 100
        active = [each.name for each in self.stack.regions if not is_drained(self.stack, each)] or [
            self.stack.home.name
        ]
        return 1 / Decimal(len(active)) if region.name in active else Decimal(0)

    def shared(self, region: Region, driver: Driver, factor: Decimal | int = 1) -> Amount:
        """A region's part of a driver."""
        return times(self.share(region) * factor, driver)

    def checks(self, region: Region) -> Decimal:
        """Requests a month of the region's health check; a drained region's is disabled and sends none."""
        interval = self.stack.routing.health.interval
        return Decimal(0) if is_drained(self.stack, region) else SECONDS / interval * CHECKERS

    def checked(self, region: Region, driver: Driver = ALWAYS, factor: Decimal | int = 1) -> Amount:
        """What health checks use of a driver that is for one call."""
        return times(self.checks(region) * factor, driver)

    @cached_property
    def health_function(self) -> str | None:
        """The function that answers health checks: the one with the most exact route for their path."""
        path = self.stack.routing.health.path
        found = [
            (answers(route, path) is None, name)
            for name, function in self.stack.functions.items()
            for route in function.http
            if answers(route, path) is not False
        ]
        return min(found)[1] if found else None
