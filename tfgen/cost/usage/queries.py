"""What usage says of DNS."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost import codes
from tfgen.cost.usage.entry import COUNT, Entry, Move
from tfgen.diagnostics import Diagnostic
from tfgen.spec.source import Source
from tfgen.stack.kinds.routing import has_domain
from tfgen.stack.stack import Stack


def _check(said: Decimal | None, stacks: tuple[Stack, ...], source: Source) -> Iterator[Diagnostic]:
    """Nobody asks DNS for what has no name of its own."""
    if said and not any(has_domain(stack) for stack in stacks):
        message = "the spec has no domain that is asked for"
        yield codes.UNKNOWN_IN_USAGE(message, source.key_span(("queries",)))


QUERIES: Entry[Decimal | None] = Entry(
    key="queries",
    shape=COUNT,
    doc="DNS queries for the domain a month: at most one a client and TTL.",
    default=None,
    units={"queries": "DNS queries a month"},
    there=has_domain,
    check=_check,
    moves={"queries": Move.COUNTED},
    example=lambda _, said: Decimal(1_000_000) if said is None else said,
)
