"""Shares: which part of the requests each region answers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost import codes
from tfgen.cost.expression import ONE, ZERO
from tfgen.cost.usage.entry import PERCENT, Entry, strange, whole
from tfgen.cost.usage.usage import Usage
from tfgen.diagnostics import Diagnostic
from tfgen.spec.collections import Named
from tfgen.spec.source import Source
from tfgen.stack.kinds.routing import is_drained
from tfgen.stack.region_name import REGION_NAME
from tfgen.stack.stack import Stack

Shares = dict[str, Decimal]


def _equal(stack: Stack) -> Shares:
    """Whole percents that are as equal as they can be, to start from."""
    active = [region.name for region in stack.regions if not is_drained(stack, region)]
    each, rest = divmod(100, len(active))
    shares = {name: Decimal(each + (number < rest)) for number, name in enumerate(active)}
    return {region.name: shares.get(region.name, ZERO) for region in stack.regions}


def _complete(stack: Stack, shares: Shares) -> Shares:
    """All regions, or none."""
    return {region.name: shares.get(region.name, ZERO) for region in stack.regions} if shares else {}


def _check(shares: Shares, stacks: tuple[Stack, ...], source: Source) -> Iterator[Diagnostic]:
    stack = stacks[0]
    yield from strange("region", shares, [region.name for region in stack.regions], ("shares",), source)
    yield from whole("regions", shares, ("shares",), source)
    for region in stack.regions:
        if is_drained(stack, region) and shares.get(region.name):
            message = f"region {region.name} is drained and answers no requests"
            yield codes.BAD_SHARES(message, source.key_span(("shares", region.name)))


SHARES: Entry[Shares] = Entry(
    key="shares",
    shape=Named("region", REGION_NAME, PERCENT),
    doc="Percent of the requests that each region answers; all the same if left out.",
    default={},
    sample=_equal,
    complete=_complete,
    check=_check,
)


def parts(stack: Stack, usage: Usage) -> dict[str, Decimal]:
    """The part of all requests that each region answers, from 0 to 1."""
    shares = usage.get(SHARES)
    if shares and len(stack.regions) > 1:
        return {region.name: shares.get(region.name, ZERO) / 100 for region in stack.regions}
    active = [region.name for region in stack.regions if not is_drained(stack, region)] or [stack.home.name]
    return {region.name: ONE / len(active) if region.name in active else ZERO for region in stack.regions}


def fitted(usage: Usage, own: Stack, other: Stack) -> Usage:
    """A usage of one Stack for another: the shares of the regions that the other has, of all that these answer.

    A region that the usage cannot know makes all shares the same; so do regions that answer nothing together.
    """
    shares = usage.get(SHARES)
    known = {region.name: shares.get(region.name, ZERO) for region in own.regions}
    active = [region.name for region in other.regions if not is_drained(other, region)]
    total = sum(known.get(name, ZERO) for name in active)
    if not shares or not total or not known.keys() >= set(active):
        return usage.but((SHARES, {}))
    return usage.but((SHARES, {name: known[name] * 100 / total for name in active}))
