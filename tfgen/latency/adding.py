"""Which region to add next: what clients would wait, and what it would cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from tfgen.frozen import frozen
from tfgen.latency.clients import Client
from tfgen.latency.model import Connection, Origin, Settings, Way, hops, wait


@frozen
class Added:
    """A region more."""

    region: str
    saved_ms: float
    """That the clients wait less, on average."""
    moved: float
    """The part of the clients that it would answer, from 0 to 1."""
    worst_ms: float
    """What the client waits that then waits longest."""
    worst_city: str
    usd: Decimal | None
    """What the bill grows by a month, without what depends on usage that nobody gave; None where a price is not known."""
    is_open: bool
    """Whether more depends on usage that nobody gave."""

    @property
    def usd_per_ms(self) -> Decimal | None:
        """Dollars a month for each millisecond of the mean; None where it saves less than a tenth of one."""
        if self.usd is None or self.saved_ms < 0.1:
            return None
        return self.usd / Decimal(str(round(self.saved_ms, 6)))


Priced = Callable[[str], tuple[Decimal | None, bool]]
"""What a region more costs a month, and whether more depends on usage; None if a price is not known."""


@frozen
class Asked:
    """For whom regions are ranked."""

    clients: tuple[Client, ...]
    regions: tuple[str, ...]
    settings: Settings
    way: Way
    connection: Connection
    origin: Origin


def ranked(asked: Asked, candidates: Iterable[str], priced: Priced) -> tuple[Added, ...]:
    """The candidates, those that save most first."""
    now = _mean(_waits(asked, asked.regions))
    found = [_added(asked, region, now, priced) for region in candidates]
    return tuple(sorted(found, key=lambda each: (-round(each.saved_ms, 6), each.region)))


def _added(asked: Asked, region: str, now: float, priced: Priced) -> Added:
    waits = _waits(asked, (*asked.regions, region))
    worst = max(waits, key=lambda each: each[1])
    moved = sum(client.share for client, _, answered in waits if answered == region)
    usd, is_open = priced(region)
    return Added(region, now - _mean(waits), moved, worst[1], worst[0].city.name, usd, is_open)


def _waits(asked: Asked, regions: Sequence[str]) -> list[tuple[Client, float, str]]:
    found = [(client, hops(client.city, asked.way, regions, asked.settings)) for client in asked.clients]
    return [
        (client, wait(each, asked.connection, asked.origin, asked.settings).ms, each.region)
        for client, each in found
    ]


def _mean(waits: Iterable[tuple[Client, float, str]]) -> float:
    return sum(client.share * ms for client, ms, _ in waits)
