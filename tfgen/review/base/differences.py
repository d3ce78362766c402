"""What a change does to the bill, and to what clients wait: told from the two Stacks alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost.comparison import Comparison
from tfgen.cost.expression import ZERO
from tfgen.cost.items import GLOBAL
from tfgen.cost.prices import Prices
from tfgen.cost.report import named, unpriced
from tfgen.cost.run import report as bill
from tfgen.cost.usage.usage import Usage
from tfgen.latency.clients import alike
from tfgen.latency.report import Report
from tfgen.latency.run import Asking
from tfgen.latency.run import report as waits
from tfgen.review.result import CostDifference, LatencyDifference
from tfgen.stack.stack import Stack

_MOST = 10
"""Causes that are told one by one, and cities."""
_USD, _MS = Decimal("0.005"), 0.5
"""What nobody notices, in US dollars a month and milliseconds."""


def cost_difference(
    base: Stack | None, head: Stack | None, usage: Usage, prices: Prices, of: str = ""
) -> CostDifference | None:
    """What a month costs before and after, without what depends on usage that nobody gave; None if it is the same.

    None stands for a spec that is not there.
    """
    both = _compared(base, head, usage, prices)
    if both is None or not (both.difference or both.is_open or both.unpriced):
        return None
    left_out = {item.family for item in both.unpriced}
    before, after = both.other.without(left_out), both.bill.without(left_out)
    if head is None:
        before, after = after, before
    return CostDifference(before, after, tuple(_causes(both, head is None)), tuple(_notes(both)), of)


def _compared(base: Stack | None, head: Stack | None, usage: Usage, prices: Prices) -> Comparison | None:
    """The bill of what is there against that of the other."""
    if head is not None:
        return bill(head, usage, "", prices, ("the base", base)).comparison
    return bill(base, usage, "", prices, ("the head", None)).comparison if base else None


def _causes(both: Comparison, is_gone: bool) -> Iterator[tuple[str, Decimal]]:
    """By what is billed and what of: where, and how much."""
    amounts: dict[tuple[str, str, str], dict[str, Decimal]] = defaultdict(dict)
    for (service, region, item, what), usd in both.lines():
        places = amounts[service, item, what]
        places[region] = places.get(region, ZERO) + (-usd if is_gone else usd)
    found = [
        (
            f"{service}: {item}{f' of {what}' if what else ''}{_where(tuple(places))}",
            sum(places.values(), ZERO),
        )
        for (service, item, what), places in amounts.items()
    ]
    found.sort(key=lambda each: -abs(each[1]))
    told = [each for each in found[:_MOST] if abs(each[1]) >= _USD]
    yield from told
    rest = sum((usd for _, usd in found[len(told) :]), ZERO)
    if abs(rest) >= _USD:
        yield f"{len(found) - len(told)} smaller ones", rest


def _where(places: tuple[str, ...]) -> str:
    return "" if places == (GLOBAL,) else f" in {named(places)}"


def _notes(both: Comparison) -> Iterator[str]:
    if both.open_services:
        services = ", ".join(sorted(both.open_services))
        yield f"what depends on usage is left out, of {services}: a file that --usage names says how much that is"
    if both.unpriced:
        titles = {item.title for item in both.unpriced}
        lines = [each for bill in (both.bill, both.other) for each in unpriced(bill) if each[1] in titles]
        told = sorted({f"{service}, {item} in {places}" for service, item, places in lines})
        yield f"prices that are not known are left out: {'; '.join(told)}"


def latency_difference(base: Stack, head: Stack, of: str = "") -> LatencyDifference | None:
    """What clients wait before and after; None if they are led the same way to the same regions."""
    before, after = (waits(each, _ASKING, Usage(), None) for each in (base, head))
    if (before.regions, before.used, before.settings) == (after.regions, after.used, after.settings):
        return None
    rows, whose = tuple(_rows(before, after)), f"{len(after.clients)} large cities count alike"
    return LatencyDifference(rows, (whose, *after.notes), of) if rows else None


_ASKING = Asking(clients=alike(), is_function_known=True)
"""How long functions take is the same before and after."""


def _rows(before: Report, after: Report) -> Iterator[tuple[str, float, float]]:
    """All clients together, and the cities for which it differs most."""
    sums = before.summary(before.used), after.summary(after.used)
    pairs = [
        (one.client.city.name, one.wait.ms, other.wait.ms)
        for one, other in zip(before.waits[before.used], after.waits[after.used], strict=True)
    ]
    changed = sorted(
        (each for each in pairs if abs(each[1] - each[2]) >= _MS), key=lambda each: each[1] - each[2]
    )
    if not changed:
        return
    yield "all cities, on average", sums[0].mean, sums[1].mean
    yield "the city that waits longest", sums[0].worst.wait.ms, sums[1].worst.wait.ms
    most = sorted(changed, key=lambda each: -abs(each[1] - each[2]))[:_MOST]
    yield from (each for each in changed if each in most)
