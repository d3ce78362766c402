"""How much of an item a stack uses in a month, as a function of how much the service is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

HOURS = Decimal(730)
"""Hours of a month, as AWS counts them. Source: https://calculator.aws"""
SECONDS = HOURS * 3600


@dataclass(frozen=True, slots=True, order=True)
class Driver:
    """Something that usage says, or that follows from it, such as the calls of a function in a month."""

    kind: str
    of: str = ""


ALWAYS = Driver("always")
"""What is there whether or not anybody uses the service; its value is 1."""

Values = Mapping[Driver, Decimal | None]
"""What drivers come to in a month, all regions together. None: nobody has said."""


@dataclass(frozen=True, slots=True)
class Part:
    """The sum of drivers times a factor, between bounds."""

    factor: Decimal
    drivers: tuple[Driver, ...]
    least: Decimal = Decimal(0)
    most: Decimal | None = None

    def value(self, values: Values) -> Decimal:
        """What it comes to; the least that it can where nobody has said."""
        driven = sum((values.get(driver) or Decimal(0) for driver in self.drivers), Decimal(0))
        value = max(driven * self.factor, self.least)
        return value if self.most is None else min(value, self.most)


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of parts, in the unit of an item."""

    parts: tuple[Part, ...]

    def value(self, values: Values) -> Decimal:
        """What is known of it."""
        return sum((part.value(values) for part in self.parts), Decimal(0))

    def scaled(self, factor: Decimal) -> Amount:
        """So many times as much; of parts without bounds."""
        return Amount(tuple(replace(part, factor=part.factor * factor) for part in self.parts))

    def lacks(self, values: Values) -> list[Driver]:
        """The drivers that nobody has said anything of."""
        used = (driver for part in self.parts if part.factor for driver in part.drivers)
        return [driver for driver in used if values.get(driver) is None]


def always(number: Decimal | int) -> Amount:
    """An amount that does not depend on usage."""
    return times(number, ALWAYS)


def times(factor: Decimal | int, *drivers: Driver) -> Amount:
    """An amount that grows with drivers."""
    return Amount((Part(Decimal(factor), drivers),))
