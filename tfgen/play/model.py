"""What a page is told of a stack before anything stands: from the spec alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tfgen import __version__
from tfgen.emulator.chaos import Part
from tfgen.stack.callers import NONE, callers
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.routing import ROUTING
from tfgen.stack.kinds.table import TABLE, is_replicated
from tfgen.stack.mapping import MAPPING
from tfgen.stack.stack import Stack
from tfgen.world.places import CITIES, REGIONS

MOST_CLIENTS = 200
MOST_RATE = 50
_WITH_BODY = ("ANY", "PATCH", "POST", "PUT")


def model(stack: Stack, speed: float) -> dict[str, Any]:
    """The stack as PLAY.md has it. `speed` is how many times faster than at AWS health checks and caches are."""
    names = [region.name for region in stack.regions]
    return {
        "version": __version__,
        "service": stack.called,
        "host": address(stack),
        "speed": speed,
        "regions": [
            {**_place(name), "home": name == stack.home.name, "host": regional_host(stack, name)}
            for name in names
        ],
        "others": [_place(name) for name in REGIONS if name not in names],
        "cities": [
            {"city": each.name, "country": each.country, "lat": each.lat, "lon": each.lon} for each in CITIES
        ],
        "routes": list(_routes(stack)),
        "tables": [
            {"name": name, "key": list(table.key), "replicated": is_replicated(table, stack)}
            for name, table in stack.all(TABLE).items()
        ],
        "parts": [part.value for part in Part],
        "limits": {"clients": MOST_CLIENTS, "rate": MOST_RATE},
    }


def address(stack: Stack) -> str:
    """Where clients find the service: a name, with the path under which it answers if it shares one; or nothing."""
    shared = stack.all(MAPPING).get("")
    return shared.address if shared else stack.domain


def regional_host(stack: Stack, region: str) -> str | None:
    """The name that leads to a region alone, where the spec gives it one."""
    routing = stack.all(ROUTING).get("")
    pattern = routing.regional if routing else ""
    return pattern.replace("{region}", region) or None


def _place(region: str) -> dict[str, Any]:
    place = REGIONS[region]
    return {
        "name": region,
        "place": place.city,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
    }


def _routes(stack: Stack) -> Iterator[dict[str, Any]]:
    known = callers(stack)
    for name, function in stack.all(FUNCTION).items():
        for route in function.http:
            method, path = route.split(" ", 1)
            auth = known[route].auth
            yield {
                "method": method,
                "path": path,
                "parameters": re.findall(r"\{([^}+]+)\+?\}", path),
                "body": method in _WITH_BODY,
                "function": name,
                "auth": "" if auth == NONE else auth,
            }
