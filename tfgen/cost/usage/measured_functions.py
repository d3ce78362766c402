"""How much functions are called: from their metrics, and their API's.

- Calls are exact, but for those of health checks, which no metric tells apart: what Route 53 is expected to send is
  taken off the function that answers them. Their duration lacks what cold starts add. Sources:
  https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html
- What an HTTP API processed is the same for all functions behind it, and may hold requests as well as responses.
  Nothing tells what a REST API sends.
  Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from tfgen.cost import codes
from tfgen.cost.expression import ZERO
from tfgen.cost.scene import Scene
from tfgen.cost.units import KB
from tfgen.cost.usage.functions import FUNCTIONS, FunctionUsage
from tfgen.cost.usage.measuring import BY_HAND, Asked, Measured, Said
from tfgen.cost.usage.readings import Metric, Readings
from tfgen.cost.usage.shares import SHARES
from tfgen.cost.usage.sums import quotient, rounded
from tfgen.cost.usage.usage import Usage
from tfgen.stack import names
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.function import FUNCTION, routes
from tfgen.stack.kinds.routing import is_drained
from tfgen.stack.stack import Stack

API_BYTES, API_REQUESTS = ("bytes", "the API"), ("requests", "the API")

Calls = Mapping[str, Decimal]
"""Calls a month in each region that has data."""


def asks(stack: Stack, readings: Readings) -> Iterator[Asked]:
    """Calls, time and logs of every function, and what the API of each region processed."""
    for region, api in _apis(stack, readings).items():
        of = (("ApiId", api),)
        yield Asked(API_BYTES, Metric("AWS/ApiGateway", "DataProcessed", of), region, is_missed=False)
        yield Asked(API_REQUESTS, Metric("AWS/ApiGateway", "Count", of), region, is_missed=False)
    for name in stack.all(FUNCTION):
        called = names.of(stack, FUNCTION, name)
        function = (("FunctionName", called),)
        log = (("LogGroupName", f"/aws/lambda/{called}"),)
        calls = ("calls", name)
        yield Asked(calls, Metric("AWS/Lambda", "Invocations", function))
        for key, metric in (
            ("milliseconds", Metric("AWS/Lambda", "Duration", function)),
            ("timed calls", Metric("AWS/Lambda", "Duration", function, "SampleCount")),
            ("bytes logged", Metric("AWS/Logs", "IncomingBytes", log)),
        ):
            yield Asked((key, name), metric, follows=calls)


def measured(found: Measured) -> Iterator[Said]:
    """The usage of every function, and which part of all calls each region answers."""
    scene = Scene(found.stack, Usage())
    views = {region.name: scene.view(region) for region in found.stack.regions}
    checks = {region: view.checks for region, view in views.items()}
    checked = next((view.checked for view in views.values() if view.checked), None)
    calls = {
        name: _calls(found, name, checks if name == checked else {}) for name in found.stack.all(FUNCTION)
    }
    response = _response(found)
    yield FUNCTIONS, {name: _function(found, name, calls[name], response) for name in calls}
    yield SHARES, _shares(found.stack, calls)


def _apis(stack: Stack, readings: Readings) -> dict[str, str]:
    """The API's id in every region; nothing unless all are known."""
    if not routes(stack):
        return {}
    if stack.the(API).kind == "rest":
        readings.report(codes.NOT_MEASURED("nothing measures what a REST API sends", hint=BY_HAND))
        return {}
    found = {region.name: readings.api(region.name, names.service(stack)) for region in stack.regions}
    known = {region: api for region, api in found.items() if api is not None}
    return known if len(known) == len(found) else {}


def _calls(found: Measured, name: str, checks: Calls) -> Calls | None:
    """Calls a month, without those of health checks as far as they can be told."""
    sums = found.sums
    counted = sums.by_region(("calls", name))
    if counted is None:
        return None
    started = _started(found, name)
    if not found.stack.all(FUNCTION)[name].http and started:
        return dict.fromkeys(counted, ZERO)
    if checks:
        message = (
            f"{round(sum(checks.values())):,} calls of {name} a month are taken for those of health checks"
        )
        found.readings.report(codes.ROUGHLY_MEASURED(message))
    if started:
        message = f"calls of {name} are taken for requests but for one for each message of its queues"
        found.readings.report(codes.ROUGHLY_MEASURED(message))
    return {
        region: max(ZERO, (calls - started.get(region, ZERO)) * sums.month - checks.get(region, ZERO))
        for region, calls in counted.items()
    }


def _started(found: Measured, name: str) -> Calls:
    """Calls in each region that something else than requests starts."""
    regions: dict[str, Decimal] = {}
    for asked in found.asked:
        if name in asked.starts:
            for region, count in (found.sums.by_region(asked.key) or {}).items():
                regions[region] = regions.get(region, ZERO) + count / len(asked.starts)
    return regions


def _function(found: Measured, name: str, calls: Calls | None, response: Decimal | None) -> FunctionUsage:
    sums = found.sums
    logged = quotient(sums.total(("bytes logged", name)), sums.total(("calls", name)))
    return FunctionUsage(
        requests=rounded(sum(calls.values(), ZERO) if calls else None),
        duration=rounded(quotient(sums.total(("milliseconds", name)), sums.total(("timed calls", name))), 3),
        response=response if found.stack.all(FUNCTION)[name].http else None,
        logs=rounded(quotient(logged, KB), 3),
    )


def _response(found: Measured) -> Decimal | None:
    """KB that the API processes for a request, on average."""
    sums = found.sums
    mean = rounded(quotient(quotient(sums.total(API_BYTES), sums.total(API_REQUESTS)), KB), 3)
    if mean is not None:
        message = (
            f"`response` is {mean.normalize():f} KB for every function: what the API processed for a request, "
            "on average, which may hold what it received"
        )
        found.readings.report(codes.ROUGHLY_MEASURED(message))
    return mean


def _shares(stack: Stack, calls: Mapping[str, Calls | None]) -> dict[str, Decimal]:
    """Percent of all calls by region, of those that are not drained; nothing where it is not known or makes no sense."""
    counts = {region.name: ZERO for region in stack.regions if not is_drained(stack, region)}
    for found in calls.values():
        for region in counts.keys() & (found or {}).keys():
            counts[region] += (found or {})[region]
    total = sum(counts.values())
    if not total or len(stack.regions) == 1:
        return {}
    shares = {region: (100 * count / total).quantize(Decimal("0.01")) for region, count in counts.items()}
    largest = max(shares, key=lambda region: shares[region])
    shares[largest] += 100 - sum(shares.values())
    return {region.name: shares.get(region.name, ZERO) for region in stack.regions}
