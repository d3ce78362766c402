"""Bills: the quantities of a Stack, priced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from tfgen.cost import drivers
from tfgen.cost.amount import Driver, Values
from tfgen.cost.items import ACCOUNT, SERVICES, Item
from tfgen.cost.prices import Price, Prices
from tfgen.cost.quantity import Quantity
from tfgen.cost.scene import Scene
from tfgen.cost.services import (
    api_gateway,
    beside,
    cloudwatch,
    compute,
    dynamodb,
    kms,
    route53,
    transfer,
    xray,
)
from tfgen.cost.usage.usage import Usage
from tfgen.stack.stack import Stack

BILLED: tuple[Callable[[Scene], Iterator[Quantity]], ...] = (
    compute.quantities,
    api_gateway.quantities,
    dynamodb.quantities,
    route53.quantities,
    transfer.quantities,
    cloudwatch.quantities,
    xray.quantities,
    kms.quantities,
    beside.quantities,
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a bill."""

    quantity: Quantity
    amount: Decimal
    """What is known of the quantity, in the item's unit."""
    lacks: tuple[Driver, ...]
    """What it depends on beyond that, and nobody has said."""
    price: Price | None
    usd: Decimal | None
    """What the amount costs; None if the price is not known."""

    @property
    def service(self) -> str:
        """The AWS service."""
        return self.quantity.item.service

    @property
    def region(self) -> str:
        """The region, or `global`."""
        return self.quantity.region

    @property
    def is_unpriced(self) -> bool:
        """Whether its price is not known, and its amount is not known to be 0."""
        return self.price is None and bool(self.amount or self.lacks)


@dataclass(frozen=True, slots=True)
class Bill:
    """What a Stack costs a month, in US dollars without taxes."""

    lines: tuple[Line, ...]
    regions: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        """The sum of all that is known."""
        return self.sum()

    def sum(self, **where: str) -> Decimal:
        """The sum of the lines whose attributes (`service`, `region`) are these."""
        return sum((line.usd for line in self.where(**where) if line.usd is not None), Decimal(0))

    def where(self, **where: str) -> list[Line]:
        """The lines whose attributes (`service`, `region`) are these."""
        return [
            line for line in self.lines if all(getattr(line, name) == value for name, value in where.items())
        ]

    @property
    def services(self) -> list[str]:
        """The services that it has lines of, in the order of SERVICES."""
        there = {line.service for line in self.lines}
        return [service for service in SERVICES if service in there]

    @property
    def unpriced(self) -> list[Line]:
        """The lines that are left out of the sum."""
        return [line for line in self.lines if line.is_unpriced]

    @property
    def open(self) -> list[Line]:
        """The lines that depend on usage that nobody gave."""
        return [line for line in self.lines if line.lacks]


def bill(stack: Stack, usage: Usage, prices: Prices) -> Bill:
    """What a Stack costs a month with a usage."""
    lines = _priced(quantities(Scene(stack, usage)), drivers.values(stack, usage), prices, usage.free_tier)
    return Bill(tuple(lines), tuple(region.name for region in stack.regions))


def quantities(scene: Scene) -> Iterator[Quantity]:
    """All that is billed, service by service."""
    for service in BILLED:
        yield from service(scene)


def _priced(found: Iterable[Quantity], values: Values, prices: Prices, free_tier: bool) -> Iterator[Line]:
    """Lines of one item in one place climb the steps of its price one after another."""
    before: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    free = _Free(free_tier)
    for quantity in found:
        item, place = quantity.item, quantity.priced_in
        amount = quantity.amount.value(values)
        price = prices.find(item, place)
        paid = amount - free.take(item, place, amount)
        start = before[item.key, place]
        before[item.key, place] += paid
        usd = None if price is None else _climbed(price, start, start + paid) / item.per
        is_free = price is not None and not any(each for _, each in price.steps)
        lacks = () if is_free else tuple(quantity.amount.lacks(values))
        yield Line(quantity, amount, lacks, price, usd)


class _Free:
    """What is left of what is free, by service and unit: both processors of Lambda share theirs."""

    def __init__(self, granted: bool) -> None:
        self._granted = granted
        self._left: dict[tuple[str, str, str], Decimal] = {}

    def take(self, item: Item, place: str, amount: Decimal) -> Decimal:
        if not self._granted or not item.free:
            return Decimal(0)
        left = self._left.setdefault(pool(item, place), item.free)
        taken = min(left, amount)
        self._left[pool(item, place)] = left - taken
        return taken


def pool(item: Item, place: str) -> tuple[str, str, str]:
    """What shares what is free."""
    return item.service, item.unit, "" if item.pool == ACCOUNT else place


def _climbed(price: Price, start: Decimal, end: Decimal) -> Decimal:
    """The cost of the units from one quantity to another, times `Item.per`."""
    total = Decimal(0)
    for index, (foot, usd) in enumerate(price.steps):
        last = index + 1 == len(price.steps)
        top = end if last else min(end, price.steps[index + 1][0])
        if top > max(start, foot):
            total += (top - max(start, foot)) * usd
    return total
