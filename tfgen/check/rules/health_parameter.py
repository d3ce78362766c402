"""What it finds: the health check's path, which only a route with a parameter answers, such as `GET /{key}`
for `/health`. The function then takes `health` for a key: what it answers says little about the region, and a
404 for a missing key takes the region out of service.

    http: GET /{key}

Use instead: a route of its own, `GET /health`.
"""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.finding import Finding
from tfgen.diagnostics import Kind, Severity
from tfgen.stack.route import answers
from tfgen.stack.stack import Stack

HEALTH_PARAMETER = Kind("TFG202", "health check on a parameter", __doc__ or "", Severity.WARNING)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports a health path that is answered through a parameter alone."""
    path = stack.routing.health.path
    found = {route: answers(route, path) for route in stack.routes}
    if True not in found.values() and None in found.values():
        route = next(route for route, answer in found.items() if answer is None)
        message = f"only `{route}` answers the health check's `GET {path}`, and takes `{path.strip('/')}` for a parameter"
        yield Finding(HEALTH_PARAMETER, ("routing", "health", "path"), message, f"add the route `GET {path}`")
