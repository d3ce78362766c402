"""Reports put together: a Stack, its clients and its usage."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost.hints.suggestion import Case as CostCase
from tfgen.cost.prices import Prices
from tfgen.cost.usage.functions import FUNCTIONS
from tfgen.cost.usage.usage import Usage
from tfgen.frozen import frozen
from tfgen.latency.adding import Added, Asked, ranked
from tfgen.latency.clients import Client, alike
from tfgen.latency.led import price_class, used_way
from tfgen.latency.model import FUNCTION_MS, Settings, Way
from tfgen.latency.report import Case, Report
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.routing import is_drained
from tfgen.stack.mapping import MAPPING
from tfgen.stack.stack import Stack
from tfgen.stack.variations import with_region
from tfgen.world.places import REGIONS
from tfgen.world.round_trip import is_measured


@frozen
class Asking:
    """What latency is asked of, beside a Stack."""

    clients: tuple[Client, ...] = ()
    """The thirty cities alike, if left out."""
    settings: Settings = Settings()
    case: Case = Case()
    is_function_known: bool = False
    """Whether somebody said how long functions take."""
    add: tuple[str, ...] = ()
    """Regions of which is told what they would save."""


def report(stack: Stack, asking: Asking, usage: Usage, prices: Prices | None) -> Report:
    """What clients of a Stack wait; prices are needed for regions to add."""
    regions, clients = serving(stack), asking.clients or alike()
    used = used_way(stack, regions)
    settings = dataclasses.replace(asking.settings, price_class=price_class(stack))
    added: tuple[Added, ...] = ()
    if asking.add and prices:
        case = asking.case
        asked = Asked(clients, regions, settings, _of_all(used), case.connection, case.origin)
        bills = _Bills(CostCase(stack, usage, prices))
        added = ranked(asked, asking.add, bills.of_one_more)
    notes = tuple(_notes(stack, asking))
    return Report(stack.called, regions, clients, settings, asking.case, used, notes, added)


def serving(stack: Stack) -> tuple[str, ...]:
    """The regions that answer clients, home first; all if all are drained."""
    active = tuple(region.name for region in stack.regions if not is_drained(stack, region))
    return active or tuple(region.name for region in stack.regions)


def _of_all(way: Way) -> Way:
    """The same with every region, which is what one more is for."""
    return {Way.MISS_HOME: Way.MISS, Way.MISS: Way.MISS}.get(way, Way.REGIONAL)


def candidates(stack: Stack) -> tuple[str, ...]:
    """Every region that could be added."""
    taken = {region.name for region in stack.holding} | set(stack.retiring)
    return tuple(name for name in REGIONS if name not in taken)


def function_ms(stack: Stack, usage: Usage) -> float | None:
    """What functions with routes take on average, weighted by their calls, as a usage file says; None if it does not."""
    said = usage.get(FUNCTIONS)
    asked = [said[name] for name, function in stack.all(FUNCTION).items() if function.http and name in said]
    known = [(each.duration, each.requests) for each in asked if each.duration is not None]
    if not known:
        return None
    weights = [requests if requests is not None else Decimal(1) for _, requests in known]
    total = sum(weights)
    if not total:
        return float(sum(duration for duration, _ in known) / len(known))
    return float(sum(duration * weight for (duration, _), weight in zip(known, weights, strict=True)) / total)


class _Bills:
    """What a region more costs, against the bill as it is."""

    def __init__(self, case: CostCase) -> None:
        self.case = case

    def of_one_more(self, region: str) -> tuple[Decimal | None, bool]:
        now, then = self.case.now, self.case.bill(with_region(self.case.stack, region), self.case.usage)
        return (None if then.unpriced else then.total - now.total), bool(then.open)


def _notes(stack: Stack, asking: Asking) -> Iterator[str]:
    if not asking.clients:
        yield "how many clients are where is not known: every city counts alike; --clients FILE says it"
    if not asking.is_function_known:
        yield f"how long functions take is not known: {FUNCTION_MS:.0f} ms stand for it; --usage or --function-ms says it"
    estimated = [region for region in serving(stack) if not is_measured(region)]
    if estimated:
        yield f"nobody measured round trips of {', '.join(estimated)}: they are estimated from a region near by"
    if not stack.domain and not stack.all(MAPPING) and len(stack.regions) > 1:
        yield "no domain leads clients: the nearest region answers only those who ask it by its own URL"
