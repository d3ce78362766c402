"""Where Route 53 leads a client at a place; or where it goes by itself if there is no domain."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from tfgen.emulator.dns.policies import UnsupportedPolicyError
from tfgen.emulator.edge import distribution as distributions
from tfgen.emulator.front_door.target import region_of, region_of_edge
from tfgen.play.clients import Led
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.stack.mapping import MAPPING
from tfgen.world.places import Point
from tfgen.world.round_trip import nearest_edge, nearest_region


def leading(rehearsal: Rehearsal) -> Callable[[Point], Led | None]:
    """How a client at a place finds the service."""
    name = shared_name(rehearsal)
    if not name:
        return lambda place: _nearest(rehearsal, place)

    def led(place: Point) -> Led | None:
        try:
            target = rehearsal.emulator.resolver.target(name, place)
        except UnsupportedPolicyError:
            return None
        if not target:
            return None
        return Led(
            target, region_of(target) or region_of_edge(target) or _behind_edge(rehearsal, target, place)
        )

    return led


def _behind_edge(rehearsal: Rehearsal, target: str, place: Point) -> str | None:
    """The region that a CDN's edge near a place asks for what it does not keep."""
    distribution = distributions.find(target)
    if distribution is None:
        return None
    edge = nearest_edge(place, distribution.config["PriceClass"])
    for origin in distribution.config["Origins"]["Items"]:
        if "CustomOriginConfig" in origin:
            return region_of(rehearsal.emulator.resolver.target(origin["DomainName"], edge) or "")
    return None


def shared_name(rehearsal: Rehearsal) -> str:
    """The name that leads to any region, which may be another spec's; empty if there is none."""
    shared = rehearsal.stack.all(MAPPING).get("")
    return shared.existing if shared else rehearsal.stack.domain


def _nearest(rehearsal: Rehearsal, place: Point) -> Led | None:
    """Without a domain clients know one region's URL, and stay with it."""
    if not rehearsal.urls:
        return None
    region = nearest_region(place, rehearsal.urls)
    return Led(urlsplit(rehearsal.urls[region]).hostname or "", region)
