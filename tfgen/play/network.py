"""How long a request is on its way: the model of `tfgen.world`, by the round trips that it takes.

A connection that is new takes three: of TCP, of TLS 1.3, and of the request itself; one that stands takes one. What DNS
takes, and the last mile to a home or a phone, is in none of this. Where a CDN answers, the client's trips are to the edge,
and a miss takes one more from there to the region, on a connection that stands.
"""

from __future__ import annotations

from collections.abc import Mapping

from tfgen.world.places import EDGES, Place
from tfgen.world.round_trip import to_edge, to_region

_NEW, _KEPT = 3, 1
_EDGES = {edge.name: edge for edge in EDGES}


def milliseconds(place: Place, region: str | None, headers: Mapping[str, str], *, is_new: bool) -> float:
    """From a client's question to its answer, without the time that the answer took to be made."""
    trips = _NEW if is_new else _KEPT
    edge = _EDGES.get(headers.get("x-amz-cf-pop", "")[:3])
    if edge is None:
        return trips * to_region(place, region) if region else 0.0
    beyond = to_region(edge, region) if region and not is_hit(headers) else 0.0
    return trips * to_edge(place, edge) + beyond


def is_hit(headers: Mapping[str, str]) -> bool:
    """Whether a CDN had the answer."""
    return headers.get("x-cache", "").startswith("Hit")
