"""Which way a spec's clients go, and through which edges."""

from __future__ import annotations

from collections.abc import Sequence

from tfgen.latency.model import Way
from tfgen.stack.kinds.api import is_edge
from tfgen.stack.kinds.cdn import CDN, leads_to_edge
from tfgen.stack.stack import Stack
from tfgen.world.places import PRICE_CLASSES


def used_way(stack: Stack, regions: Sequence[str]) -> Way:
    """The way that a spec's clients go, where the CDN has no answer."""
    if leads_to_edge(stack):
        return Way.MISS if len(regions) > 1 else Way.MISS_HOME
    if is_edge(stack):
        return Way.EDGE
    return Way.REGIONAL if len(regions) > 1 else Way.HOME


def price_class(stack: Stack) -> str:
    """That of the CDN; all edges where there is none."""
    for cdn in stack.all(CDN).values():
        return next(each for each in PRICE_CLASSES if each.lower().endswith(f"_{cdn.price_class}"))
    return PRICE_CLASSES[-1]
