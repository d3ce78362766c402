"""Quantities: what a stack uses of an item in a region, and why that grows with the regions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tfgen.cost.amount import Amount
from tfgen.cost.items import Item


class Cause(StrEnum):
    """What a cost does when regions are added."""

    SHARED = "requests are shared by the regions, at each one's own prices"
    COPIED = "every region has its own"
    CHECKED = "every region answers its own health checks"
    REPLICATED = "every write is paid in every region"
    SENT = "every write is sent to the other regions"
    BOUNDS = "every region provisions and samples for itself"
    GLOBAL = "there is one for all regions"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of an item that something uses."""

    region: str
    """The region that it is used in; `global` for none."""
    what: str
    """What uses it, such as `get-key` or `keyvalues`."""
    item: Item
    amount: Amount
    cause: Cause
    place: str = ""
    """Where its price is looked up, if not in the region."""

    @property
    def priced_in(self) -> str:
        """Where its price is looked up."""
        return self.place or self.region
