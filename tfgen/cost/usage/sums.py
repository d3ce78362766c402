"""Sums of what was measured: known only where every region was read, and one of them has data."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tfgen.cost.units import HOURS
from tfgen.frozen import frozen

Key = tuple[str, str]
"""What is measured, and of what: ("calls", "get-key"), ("reads", "orders/by-day")."""


@frozen
class Sums:
    """What every region measured in some days; None for a region that was not read."""

    days: int
    regions: Mapping[str, Mapping[Key, Decimal] | None]

    @property
    def month(self) -> Decimal:
        """What makes a month's number of one of these days."""
        return HOURS / (24 * self.days)

    def by_region(self, key: Key) -> dict[str, Decimal] | None:
        """The sums of the regions that have data."""
        read = {name: data for name, data in self.regions.items() if data is not None}
        if len(read) < len(self.regions):
            return None
        return {name: data[key] for name, data in read.items() if key in data} or None

    def total(self, key: Key) -> Decimal | None:
        """The sum of all regions."""
        found = self.by_region(key)
        return None if found is None else sum(found.values(), Decimal(0))

    def mean(self, key: Key) -> Decimal | None:
        """The mean of the regions that have data."""
        found = self.by_region(key)
        return None if found is None else sum(found.values(), Decimal(0)) / len(found)


def quotient(dividend: Decimal | None, divisor: Decimal | int | None) -> Decimal | None:
    """A quotient; not known where one of the two is not, or the divisor is 0."""
    return dividend / divisor if dividend is not None and divisor else None


def rounded(value: Decimal | None, places: int = 0) -> Decimal | None:
    """A number without digits that mean nothing."""
    return None if value is None else value.quantize(Decimal(1).scaleb(-places))
