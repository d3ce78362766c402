"""Which URLs a spec tells: the shared name, and each region's own."""

from __future__ import annotations

from collections.abc import Mapping

from tfgen.latency.measure import SHARED, Target
from tfgen.stack.kinds.function import routes
from tfgen.stack.kinds.routing import ROUTING
from tfgen.stack.mapping import MAPPING
from tfgen.stack.stack import Stack


def targets(stack: Stack, urls: Mapping[str, str]) -> tuple[Target, ...]:
    """The URLs of a stack, those that somebody gives among them; none where nobody knows any."""
    found = {**_of_domain(stack), **urls}
    order = [SHARED, *(region.name for region in stack.regions)]
    return tuple(Target(name, found[name]) for name in sorted(found, key=order.index))


def _of_domain(stack: Stack) -> dict[str, str]:
    path = asked_path(stack)
    for mapping in stack.all(MAPPING).values():
        return {SHARED: f"https://{mapping.address}{path}"}
    found: dict[str, str] = {}
    for routing in stack.all(ROUTING).values():
        found[SHARED] = f"https://{stack.domain}{path}"
        for region in stack.regions if routing.regional else ():
            found[region.name] = f"https://{routing.regional.replace('{region}', region.name)}{path}"
    return found


def asked_path(stack: Stack) -> str:
    """What health checks ask, or else a route that needs nothing to be filled in."""
    for routing in stack.all(ROUTING).values():
        return routing.health.path
    plain = [
        route.partition(" ")[2] for route in routes(stack) if route.startswith("GET ") and "{" not in route
    ]
    return min(plain, key=lambda path: ("health" not in path, path)) if plain else "/"
