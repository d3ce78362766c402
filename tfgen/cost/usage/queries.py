"""What usage says of DNS."""

from __future__ import annotations

from decimal import Decimal

from tfgen.cost.usage.entry import COUNT, Entry, Move

QUERIES: Entry[Decimal | None] = Entry(
    key="queries",
    shape=COUNT,
    doc="DNS queries for the domain a month: at most one a client and TTL.",
    default=None,
    units={"queries": "DNS queries a month"},
    moves={"queries": Move.COUNTED},
    example=lambda _, said: Decimal(1_000_000) if said is None else said,
)
