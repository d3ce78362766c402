"""Quantities: what a stack uses of an item in a region, and why that grows with the regions."""

from __future__ import annotations

from enum import StrEnum

from tfgen.cost.expression import Expression
from tfgen.cost.items import Item

HERE = ""
"""Where an item is used is where its price is looked up."""
EACH_OTHER = ">"
"""So much is sent to each other region, at the price of each."""


class Cause(StrEnum):
    """What a cost does when regions are added."""

    SHARED = "requests are shared by the regions, at each one's own prices"
    COPIED = "every region has its own"
    CHECKED = "every region answers its own health checks"
    REPLICATED = "every write is paid in every region"
    SENT = "every write is sent to the other regions"
    BOUNDS = "every region provisions and samples for itself"
    GLOBAL = "there is one for all regions"


class Quantity:
    """An amount of an item that something uses in a region, such as `get-key` or `keyvalues`.

    `place` is where its price is looked up.
    """

    __slots__ = ("amount", "cause", "item", "place", "what")

    def __init__(self, what: str, item: Item, amount: Expression, cause: Cause, place: str = HERE) -> None:
        self.what, self.item, self.amount, self.cause, self.place = what, item, amount, cause, place
