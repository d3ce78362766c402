"""Where Route 53 leads a client at a place; or where it goes by itself if there is no domain."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from tfgen.emulator.dns.policies import UnsupportedPolicyError
from tfgen.emulator.front_door.target import region_of
from tfgen.play.clients import Led
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.stack.mapping import MAPPING
from tfgen.world.places import Point
from tfgen.world.round_trip import nearest_region


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
        return Led(target, region_of(target)) if target else None

    return led


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
