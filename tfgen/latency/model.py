"""The model: how many milliseconds a client waits for an answer, by way.

A new connection takes a round trip for TCP, one for TLS 1.3 or two for TLS 1.2, and one for the request; one that
stands takes the last alone. Behind an edge, the edge asks the region: over a connection that is warm, or a cold one that
takes the handshakes first. The name is taken as known: a lookup of DNS comes on top, once a TTL.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from tfgen.frozen import frozen
from tfgen.world.places import PRICE_CLASSES, Edge, Place
from tfgen.world.round_trip import nearest_edge, nearest_region, to_edge, to_region

EDGE_MS = 4.0
"""That an edge takes itself. Source: published measurements of edge-optimised APIs, `data/compared.csv`."""
LAST_MILE_MS = 15.0
"""From a home or a phone to its city and back: an assumption. With it clients are 20 ms from their edge on average, where
AWS says 20 to 30 (https://aws.amazon.com/developer/application-security-performance/articles/)."""
API_MS = 15.0
"""That API Gateway adds to a function. Source: https://bref.sh, news on version 0.3 of 2018; vendors say 10 to 30."""
FUNCTION_MS = 20.0
"""That a warm function takes, where nobody says: an assumption."""


class Way(StrEnum):
    """How a request gets to where it is answered."""

    EDGE = "edge-optimised"
    """An edge-optimised API in the home region."""
    HOME = "regional, home alone"
    """A regional API in the home region."""
    REGIONAL = "regional, all"
    """Regional APIs behind latency records."""
    HIT = "CDN hit"
    """CloudFront has the answer."""
    MISS_HOME = "CDN miss, home alone"
    MISS = "CDN miss, all"
    """CloudFront asks the region that is nearest to the edge."""

    @property
    def is_alone(self) -> bool:
        """Whether it leads to the home region, however many there are."""
        return self in (Way.EDGE, Way.HOME, Way.MISS_HOME)


class Tls(StrEnum):
    """The version that both sides speak."""

    v1_2 = "1.2"
    v1_3 = "1.3"


class Connection(StrEnum):
    """Of the client."""

    new = "new"
    standing = "standing"


class Origin(StrEnum):
    """The edge's connection to the region. APIs with little traffic mostly see cold ones."""

    warm = "warm"
    cold = "cold"


@frozen
class Settings:
    """What the model is given. Times are milliseconds."""

    api_ms: float = API_MS
    function_ms: float = FUNCTION_MS
    last_mile_ms: float = LAST_MILE_MS
    tls: Tls = Tls.v1_3
    price_class: str = PRICE_CLASSES[-1]
    """Of the CDN; an edge-optimised API has every edge."""


@frozen
class Hops:
    """The way of one client."""

    edge: Edge | None
    region: str
    """Which answers; empty where the edge does."""
    near_ms: float
    """A round trip of the client: to the edge if there is one, else to the region."""
    far_ms: float
    """A round trip from the edge to the region, or 0."""


def hops(place: Place, way: Way, regions: Sequence[str], settings: Settings) -> Hops:
    """The way from a place; of the regions that serve, the first is home."""
    asked = regions[:1] if way.is_alone else regions
    if way in (Way.HOME, Way.REGIONAL):
        region = nearest_region(place, asked)
        return Hops(None, region, settings.last_mile_ms + to_region(place, region), 0)
    edge = nearest_edge(place, PRICE_CLASSES[-1] if way is Way.EDGE else settings.price_class)
    near = settings.last_mile_ms + to_edge(place, edge)
    if way is Way.HIT:
        return Hops(edge, "", near, 0)
    region = nearest_region(edge, asked)
    return Hops(edge, region, near, to_region(edge, region))


@frozen
class Wait:
    """How long a client waits, in milliseconds."""

    network_ms: float
    """All round trips."""
    served_ms: float
    """What edge, API and function take."""

    @property
    def ms(self) -> float:
        """In all."""
        return self.network_ms + self.served_ms

    def stretched(self, ratio: float) -> float:
        """In all, if every round trip takes so many times as long."""
        return self.network_ms * ratio + self.served_ms


def wait(found: Hops, connection: Connection, origin: Origin, settings: Settings) -> Wait:
    """What a way takes."""
    handshakes = 2 if settings.tls is Tls.v1_3 else 3
    near = 1 + (handshakes if connection is Connection.new else 0)
    far = 1 + (handshakes if origin is Origin.cold else 0)
    served = settings.api_ms + settings.function_ms if found.region else 0
    return Wait(
        near * found.near_ms + (far * found.far_ms if found.edge else 0),
        served + (EDGE_MS if found.edge else 0),
    )
