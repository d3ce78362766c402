"""API Gateway: requests, which an HTTP API counts in steps of 512 KB, and the metrics of a REST API's methods.

Sources: https://aws.amazon.com/api-gateway/pricing
https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.cost import drivers
from tfgen.cost.amount import always
from tfgen.cost.items import API_REQUESTS, METRIC
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.scene import Scene
from tfgen.stack.kinds.routing import is_drained
from tfgen.stack.stack import Stack

METRICS_OF_A_METHOD = 5
"""Count, 4XXError, 5XXError, Latency and IntegrationLatency."""


def quantities(scene: Scene) -> Iterator[Quantity]:
    """Requests to every function that has a route, and of health checks."""
    kind = scene.stack.api.kind
    for region in scene.stack.regions:
        for name, function in scene.stack.functions.items():
            if function.http:
                counted = drivers.metered(name) if kind == "http" else drivers.calls(name)
                requests = scene.shared(region, counted)
                yield Quantity(region.name, name, API_REQUESTS[kind], requests, Cause.SHARED)
        if scene.health_function and scene.checks(region):
            checks = f"{scene.health_function}, by health checks"
            yield Quantity(region.name, checks, API_REQUESTS[kind], scene.checked(region), Cause.CHECKED)
        if kind == "rest" and not is_drained(scene.stack, region):
            metrics = always(METRICS_OF_A_METHOD * _methods(scene.stack))
            yield Quantity(region.name, "metrics of methods", METRIC, metrics, Cause.COPIED)


def _methods(stack: Stack) -> int:
    """The routes, and with CORS the preflight requests to each path."""
    paths = {route.split(" ")[1] for route in stack.routes}
    return len(stack.routes) + (len(paths) if stack.api.cors else 0)
