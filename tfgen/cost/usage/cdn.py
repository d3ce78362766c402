"""What usage says of the CDN: what the edge answers by itself. What it asks the regions for is said of functions."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost.expression import Input
from tfgen.cost.usage.beside import EDGE, EDGES_SAID
from tfgen.cost.usage.entry import COUNT, PERCENT, Entry, Move, over, strange, whole
from tfgen.diagnostics import Diagnostic
from tfgen.spec.collections import Named
from tfgen.spec.record import Record, field, record
from tfgen.spec.source import Source
from tfgen.stack.kinds.cdn import CDN
from tfgen.stack.route import ROUTE
from tfgen.stack.stack import Stack


@record
class CachedUsage:
    """How much of a cached route the edge answers."""

    hits: Decimal | None = field(
        COUNT, "Requests a month that the edge answers from its cache, and no function sees.", default=None
    )


@record
class CdnUsage:
    """What the edge answers, and where."""

    cached: dict[str, CachedUsage] = field(
        Named("cached route", ROUTE, Record(CachedUsage)), "Hits of each cached route.", default={}
    )
    edges: dict[str, Decimal] = field(
        Named("edge", EDGE, PERCENT, least=1),
        "Percent of all requests by where clients are, such as `asia-pacific`.",
        default=EDGES_SAID,
    )


def _routes(stack: Stack) -> list[str]:
    return [route for cdn in stack.all(CDN).values() for route in cdn.cache]


def _named(stack: Stack, said: CdnUsage, example: CachedUsage) -> CdnUsage:
    cached = {route: over(example, said.cached.get(route)) for route in _routes(stack)}
    return dataclasses.replace(said, cached=cached)


def _check(said: CdnUsage, stacks: tuple[Stack, ...], source: Source) -> Iterator[Diagnostic]:
    known = sorted({route for stack in stacks for route in _routes(stack)})
    yield from strange("cached route", said.cached, known, ("cdn", "cached"), source)
    yield from whole("edges", said.edges, ("cdn", "edges"), source)


CDN_USAGE: Entry[CdnUsage] = Entry(
    key="cdn",
    shape=Record(CdnUsage),
    doc="What the CDN answers by itself, and where its clients are.",
    default=CdnUsage(),
    decides=True,
    units={"hits": "hits a month"},
    moves={"hits": Move.COUNTED},
    there=lambda stack: bool(stack.all(CDN)),
    complete=lambda stack, said: _named(stack, said, CachedUsage()),
    example=lambda stack, said: _named(stack, said, CachedUsage(hits=Decimal(1_000_000))),
    check=_check,
)


def hits(route: str) -> Input:
    """Requests to a route that the edge answers by itself."""
    return Input(CDN_USAGE.key, (route,), "hits")
