"""The API: requests, which an HTTP API counts in steps of 512 KB, the metrics of a REST API's methods, access logs.

Sources: https://aws.amazon.com/api-gateway/pricing
https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost.expression import SHARE, constant, known, product, steps, unless_said
from tfgen.cost.items import API_GATEWAY, API_REQUESTS, CLOUDWATCH, METRIC
from tfgen.cost.kind import Billed, Cost
from tfgen.cost.logs import log
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.usage.functions import calls, response
from tfgen.cost.view import View
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.function import FUNCTION

METERED_KB = 512
"""KB of a request that an HTTP API counts as one.
Source: https://aws.amazon.com/api-gateway/pricing"""
METRICS_OF_A_METHOD = 5
"""Count, 4XXError, 5XXError, Latency and IntegrationLatency."""
ACCESS_LOG_KB = Decimal("0.35")
"""A line of the access log as the modules write it."""


def _requests(view: View) -> Iterator[Quantity]:
    """Requests to every function that has a route, and of health checks."""
    if not view.all(API):
        return
    api = view.the(API)
    item = API_REQUESTS[api.kind]
    for name, function in view.all(FUNCTION).items():
        if function.http:
            counted = steps(unless_said(response(name), 0), METERED_KB) if api.kind == "http" else constant(1)
            yield Quantity(name, item, product(SHARE, calls(name), counted), Cause.SHARED)
    if view.checked:
        checks = constant(view.checks)
        yield Quantity(f"{view.checked}, by health checks", item, checks, Cause.CHECKED)
    if api.kind == "rest" and not view.is_drained:
        metrics = constant(METRICS_OF_A_METHOD * _methods(view))
        yield Quantity("metrics of methods", METRIC, metrics, Cause.COPIED)


def _methods(view: View) -> int:
    """The routes, and with CORS the preflight requests to each path."""
    routes = [route for function in view.all(FUNCTION).values() for route in function.http]
    paths = {route.split(" ")[1] for route in routes}
    return len(routes) + (len(paths) if view.the(API).cors else 0)


def _access_log(view: View) -> Iterator[Quantity]:
    if not view.all(API):
        return
    days = view.the(API).logs
    routed = [name for name, function in view.all(FUNCTION).items() if function.http]
    lines = product(SHARE, ACCESS_LOG_KB, known(*map(calls, routed)))
    yield from log("access log", lines, days, Cause.SHARED)
    if view.checked:
        checks = constant(ACCESS_LOG_KB * view.checks)
        yield from log("access log, of health checks", checks, days, Cause.CHECKED)


COST = Cost(billed=(Billed(API_GATEWAY, each=_requests), Billed(CLOUDWATCH, each=_access_log)))
