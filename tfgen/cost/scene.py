"""A Stack and how much it is used: its regions as kinds bill them."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any

from tfgen.cost.usage import shares
from tfgen.cost.usage.entry import Entry
from tfgen.cost.usage.usage import Usage
from tfgen.cost.view import Starter, View
from tfgen.frozen import frozen
from tfgen.stack.kinds import KINDS
from tfgen.stack.kinds.routing import is_drained
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack


@frozen
class Scene:
    """A Stack and what a usage file says of it."""

    stack: Stack
    usage: Usage

    @cached_property
    def parts(self) -> dict[str, Decimal]:
        """The part of all requests that each region answers, from 0 to 1."""
        return shares.parts(self.stack, self.usage)

    def others(self, region: Region) -> list[str]:
        """The regions that a write is sent to."""
        return [each.name for each in self.stack.regions if each.name != region.name]

    def view(
        self, region: Region, deciding: tuple[Entry[Any], ...] = (), starters: tuple[Starter, ...] = ()
    ) -> View:
        """A region as kinds bill it; with what usage says at the entries that decide."""
        return View(
            things={kind.key: self.stack.at(kind, region) for kind in KINDS},
            is_drained=is_drained(self.stack, region),
            is_replicated=len(self.stack.regions) > 1,
            said={entry: self.usage.get(entry) for entry in deciding},
            starters=starters,
        )
