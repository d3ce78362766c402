"""By how many percent the reads and writes of a DynamoDB table cost more in R regions than in one.

The cost of a table is a straight line in x, the read units for one write unit, in one region and in R. So the increase
is their quotient, and three questions have exact answers: how much at x, at which x a given percentage, and what it
tends to. Storage, transfer between regions and the bounds of autoscaling are left out.

Sources: https://aws.amazon.com/dynamodb/pricing
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/global-tables-billing.html
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from tfgen.cost.items import (
    READ_CAPACITY,
    READ_UNITS,
    REPLICATED_WRITE_CAPACITY,
    REPLICATED_WRITE_UNITS,
    WRITE_CAPACITY,
    WRITE_UNITS,
)
from tfgen.cost.prices import Prices
from tfgen.frozen import frozen
from tfgen.stack.kinds.table import V2017


class Mode(StrEnum):
    """How capacity is paid."""

    PROVISIONED = "provisioned"
    ON_DEMAND = "on-demand"


class Reading(StrEnum):
    """What becomes of the reads when regions are added."""

    SHARED = "reads shared by the regions"
    GROWING = "reads grow with the regions"


UNITS = {
    Mode.PROVISIONED: (READ_CAPACITY, WRITE_CAPACITY, REPLICATED_WRITE_CAPACITY),
    Mode.ON_DEMAND: (READ_UNITS, WRITE_UNITS, REPLICATED_WRITE_UNITS),
}
"""The items of a read, a write and a replicated write unit; within a mode their prices are for as many units."""


@frozen
class UnitPrices:
    """What units cost in a region, in US dollars for as many of each."""

    read: Decimal
    write: Decimal
    replicated: Decimal


def unit_prices(prices: Prices, place: str, mode: Mode) -> UnitPrices | None:
    """The prices of a region; None if one of them is not known."""
    read, write, replicated = (prices.find(item, place) for item in UNITS[mode])
    if read is None or write is None or replicated is None:
        return None
    return UnitPrices(read.first, write.first, replicated.first)


@frozen
class Writes:
    """Replicated write units that AWS bills for one write of up to 1 KB."""

    at_source: int
    elsewhere: int
    """In each other region."""


ONE = Writes(1, 1)
LEGACY_PUT, LEGACY_UPDATE, LEGACY_DELETE = Writes(2, 2), Writes(2, 1), Writes(1, 2)
"""What 2017.11.29 bills, which keeps its bookkeeping in attributes of the item.
Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_upgrade.html"""


def put(version: str) -> Writes:
    """What a version of global tables bills for a put."""
    return LEGACY_PUT if version == V2017 else ONE


@frozen
class Curve:
    """The increase in percent as a function of x, the read units for one write unit."""

    write: Decimal
    """What one write costs in one region alone."""
    read: Decimal
    writes: Decimal
    """What one write costs in all regions."""
    reads: Decimal
    """What one read of the table in one region costs in all regions."""

    def at(self, x: Decimal) -> Decimal:
        """The increase at a ratio."""
        alone = self.write + self.read * x
        return 100 * (self.writes - self.write + (self.reads - self.read) * x) / alone

    def where(self, percent: Decimal | int) -> Decimal | None:
        """The ratio at which the increase is this; None where there is none, or where it is this at every ratio."""
        factor = 1 + Decimal(percent) / 100
        falls, surplus = factor * self.read - self.reads, self.writes - factor * self.write
        if falls == 0 or surplus / falls < 0:
            return None
        return surplus / falls

    @property
    def of_writes(self) -> Decimal:
        """What the increase tends to as x goes to 0."""
        return 100 * (self.writes - self.write) / self.write

    @property
    def of_reads(self) -> Decimal:
        """What the increase tends to as x grows beyond all bounds."""
        return 100 * (self.reads - self.read) / self.read


def curve(
    home: UnitPrices,
    regions: Sequence[UnitPrices],
    reading: Reading = Reading.SHARED,
    billed: Writes = ONE,
    weights: Sequence[Decimal] = (),
) -> Curve:
    """The cost in regions, at each one's prices, against the same table at home alone.

    Weights, in any unit, say which part of the requests each region answers; without them all answer the same. A table
    in a single region is not replicated.
    """
    parts = weights or [Decimal(1)] * len(regions)
    whole = sum(parts, Decimal(0))
    shared = (
        sum((part * region.read for part, region in zip(parts, regions, strict=True)), Decimal(0)) / whole
    )
    return Curve(
        write=home.write,
        read=home.read,
        writes=_writes(regions, billed, parts, whole),
        reads=shared if reading is Reading.SHARED else sum((each.read for each in regions), Decimal(0)),
    )


def alike(prices: UnitPrices, count: int, reading: Reading = Reading.SHARED, billed: Writes = ONE) -> Curve:
    """The curve of so many regions of the same prices."""
    return curve(prices, [prices] * count, reading, billed)


def _writes(
    regions: Sequence[UnitPrices], billed: Writes, parts: Sequence[Decimal], whole: Decimal
) -> Decimal:
    if len(regions) == 1:
        return regions[0].write
    units = [part * billed.at_source + (whole - part) * billed.elsewhere for part in parts]
    costs = (unit * region.replicated for unit, region in zip(units, regions, strict=True))
    return sum(costs, Decimal(0)) / whole
