"""What clients wait, all of it: every client by every way, and the mean, the median and the worst of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from tfgen.frozen import frozen
from tfgen.latency.adding import Added
from tfgen.latency.clients import Client
from tfgen.latency.errors import band
from tfgen.latency.model import Connection, Hops, Origin, Settings, Wait, Way, hops, wait
from tfgen.world.round_trip import is_measured


@frozen
class Case:
    """Of which connections the waits are told."""

    connection: Connection = Connection.new
    origin: Origin = Origin.warm

    def words(self, settings: Settings) -> str:
        """In a phrase."""
        client = (
            f"a new connection (TLS {settings.tls})"
            if self.connection is Connection.new
            else "a connection that stands"
        )
        return f"{client}, {self.origin} connections from edges"


CASES = tuple(Case(connection, origin) for connection in Connection for origin in Origin)


@frozen
class Waited:
    """What one client waits by one way."""

    client: Client
    way: Way
    hops: Hops
    wait: Wait

    @property
    def low(self) -> float:
        """The end of its error bar, in milliseconds."""
        return self.wait.stretched(band().low)

    @property
    def high(self) -> float:
        """The other end."""
        return self.wait.stretched(band().high)


@frozen
class Summary:
    """What all clients wait by one way, in milliseconds, weighted by their shares."""

    mean: float
    median: float
    """Half of the clients wait so long, or less; each city's clients wait alike."""
    worst: Waited


@frozen
class Report:
    """What is told."""

    service: str
    regions: tuple[str, ...]
    """Those that serve, home first."""
    clients: tuple[Client, ...]
    settings: Settings
    case: Case
    used: Way
    """The way that the spec's clients go."""
    notes: tuple[str, ...]
    """What rests on assumptions."""
    added: tuple[Added, ...] = ()

    @cached_property
    def waits(self) -> dict[Way, tuple[Waited, ...]]:
        """Of the case, by way, in the order of the clients."""
        return {way: self.of(way, self.case) for way in self.ways}

    @property
    def ways(self) -> tuple[Way, ...]:
        """Those that differ: of one region alone, `all` says the same as `home alone`."""
        return tuple(Way) if len(self.regions) > 1 else tuple(way for way in Way if way not in _OF_ALL)

    @property
    def estimated(self) -> list[str]:
        """The regions whose round trips nobody measured."""
        return [region for region in self.regions if not is_measured(region)]

    def of(self, way: Way, case: Case) -> tuple[Waited, ...]:
        """What every client waits by a way in a case."""
        return tuple(self._of(way, case))

    def _of(self, way: Way, case: Case) -> Iterator[Waited]:
        for client in self.clients:
            found = hops(client.city, way, self.regions, self.settings)
            yield Waited(client, way, found, wait(found, case.connection, case.origin, self.settings))

    def summary(self, way: Way, case: Case | None = None) -> Summary:
        """All clients by a way."""
        return summary(self.waits[way] if case in (None, self.case) else self.of(way, case or self.case))


_OF_ALL = (Way.REGIONAL, Way.MISS)


def summary(waits: Sequence[Waited]) -> Summary:
    """Of waits by one way, those of all clients."""
    mean = sum(each.wait.ms * each.client.share for each in waits)
    return Summary(mean, _median(waits), max(waits, key=lambda each: each.wait.ms))


def _median(waits: Sequence[Waited]) -> float:
    reached = 0.0
    for each in sorted(waits, key=lambda each: each.wait.ms):
        reached += each.client.share
        if reached >= 0.5 - 1e-9:
            return each.wait.ms
    raise ValueError("shares of clients add up to 1")
