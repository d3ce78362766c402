"""Usage of a running stack, as its metrics tell it.

What is exact, what is close, and what nobody can tell:

- Calls of functions are exact, but for those of health checks, which no metric tells apart: what Route 53 is expected
  to send is taken off the function that answers them. Their duration lacks what cold starts add. Sources:
  https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html
- Of tables, AWS counts units, which is what it bills, and not items. Reads and writes are told as so many, of items of
  the mean size and eventually consistent, that they come to the same units. Every region counts a replicated write as
  its own, since that is what its autoscaling follows: writes are the mean of the regions. Sources:
  https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
  https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_reqs_bestpractices.html
- What a table holds is what DescribeTable said in the last six hours, and what is billed for each item beside it.
  Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
- What an HTTP API processed is the same for all functions behind it, and may hold requests as well as responses.
  Nothing tells what a REST API sends.
  Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
- DNS queries are those of the whole zone.

Services send no metric when nothing happens, so a region without data adds nothing to a sum that others have data of.
What no region has data of stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from tfgen.cost import codes
from tfgen.cost.scene import Scene
from tfgen.cost.usage import measured_tables
from tfgen.cost.usage.measured_tables import KB, table_usage
from tfgen.cost.usage.readings import GLOBAL_REGION, Clients, Metric, Readings
from tfgen.cost.usage.sums import Key, Sums, quotient, rounded
from tfgen.cost.usage.usage import FunctionUsage, TableUsage, Usage
from tfgen.diagnostics import Diagnostic
from tfgen.stack import names
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.routing import is_drained
from tfgen.stack.stack import Stack

MOST_DAYS = 455
"""That CloudWatch keeps metrics for.
Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html"""
BY_HAND = "write the number by hand, if you know it"
SPREAD = "regions that differ so much have not all been replicas for as long: measure fewer days"
OF_CALLS = ("milliseconds", "timed calls", "bytes logged")
"""What is not missed where there were no calls."""
API_BYTES, API_REQUESTS, QUERIES = ("bytes", "the API"), ("requests", "the API"), ("queries", "the zone")


def measure(stack: Stack, days: int, end: datetime, clients: Clients) -> tuple[Usage, list[Diagnostic]]:
    """The usage of a month like the last `days` whole days, UTC, before `end`, which knows its time zone.

    Numbers that cannot be had are unknown, and diagnostics say why. Raises ValueError unless 1 <= days <= MOST_DAYS.
    """
    if not 1 <= days <= MOST_DAYS:
        raise ValueError(f"CloudWatch keeps 1 to {MOST_DAYS} days, not {days}")
    midnight = end.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    readings = Readings(clients, midnight - timedelta(days=days), midnight)
    apis = _apis(stack, readings)
    sums = Sums(
        days,
        {
            region.name: readings.metrics(region.name, dict(_metrics(stack, apis.get(region.name))))
            for region in stack.regions
        },
    )
    _report_gaps(stack, sums, readings)
    calls = {name: _calls(stack, name, sums, readings) for name in stack.functions}
    response = _response(sums, readings)
    usage = Usage(
        functions={name: _function(stack, name, sums, calls[name], response) for name in stack.functions},
        tables={name: _table(stack, name, sums, readings) for name in stack.tables},
        shares=_shares(stack, calls),
        queries=_queries(stack, days, readings),
    )
    return usage, readings.diagnostics


def _apis(stack: Stack, readings: Readings) -> dict[str, str]:
    """The API's id in every region; nothing unless all are known."""
    if not stack.routes:
        return {}
    if stack.api.kind == "rest":
        readings.report(codes.NOT_MEASURED("nothing measures what a REST API sends", hint=BY_HAND))
        return {}
    found = {region.name: readings.api(region.name, stack.service) for region in stack.regions}
    known = {region: api for region, api in found.items() if api is not None}
    return known if len(known) == len(found) else {}


def _metrics(stack: Stack, api: str | None) -> Iterator[tuple[Key, Metric]]:
    """What a region is asked for."""
    if api:
        yield API_BYTES, Metric("AWS/ApiGateway", "DataProcessed", (("ApiId", api),))
        yield API_REQUESTS, Metric("AWS/ApiGateway", "Count", (("ApiId", api),))
    for name in stack.functions:
        called = (("FunctionName", names.of(stack, FUNCTION, name)),)
        log = (("LogGroupName", f"/aws/lambda/{names.of(stack, FUNCTION, name)}"),)
        yield ("calls", name), Metric("AWS/Lambda", "Invocations", called)
        yield ("milliseconds", name), Metric("AWS/Lambda", "Duration", called)
        yield ("timed calls", name), Metric("AWS/Lambda", "Duration", called, "SampleCount")
        yield ("bytes logged", name), Metric("AWS/Logs", "IncomingBytes", log)
    for name, table in stack.tables.items():
        yield from measured_tables.metrics(name, table)


def _calls(stack: Stack, name: str, sums: Sums, readings: Readings) -> dict[str, Decimal] | None:
    """Calls a month in each region, without those of its health checks as far as they can be told."""
    found = sums.by_region(("calls", name))
    scene = Scene(stack, Usage())
    if found is None or name != scene.health_function:
        return found and {region: calls * sums.month for region, calls in found.items()}
    checks = {region.name: scene.checks(region) for region in stack.regions}
    message = f"{round(sum(checks.values())):,} calls of {name} a month are taken for those of health checks"
    readings.report(codes.ROUGHLY_MEASURED(message))
    return {region: max(Decimal(0), calls * sums.month - checks[region]) for region, calls in found.items()}


def _function(
    stack: Stack, name: str, sums: Sums, calls: dict[str, Decimal] | None, response: Decimal | None
) -> FunctionUsage:
    logged = quotient(sums.total(("bytes logged", name)), sums.total(("calls", name)))
    return FunctionUsage(
        requests=rounded(sum(calls.values(), Decimal(0)) if calls else None),
        duration=rounded(quotient(sums.total(("milliseconds", name)), sums.total(("timed calls", name))), 3),
        response=response if stack.functions[name].http else None,
        logs=rounded(quotient(logged, KB), 3),
    )


def _response(sums: Sums, readings: Readings) -> Decimal | None:
    """KB that the API processes for a request, on average."""
    found = rounded(quotient(quotient(sums.total(API_BYTES), sums.total(API_REQUESTS)), KB), 3)
    if found is not None:
        message = (
            f"`response` is {found.normalize():f} KB for every function: what the API processed for a request, "
            "on average, which may hold what it received"
        )
        readings.report(codes.ROUGHLY_MEASURED(message))
    return found


def _table(stack: Stack, name: str, sums: Sums, readings: Readings) -> TableUsage:
    found = [readings.table(region.name, name) for region in stack.regions]
    read = [description for description in found if description is not None]
    usage = table_usage(stack, name, sums, read if len(read) == len(found) else [])
    if usage.storage is not None and usage.item is None:
        message = f"table `{name}` is empty: without the size of items, its reads and writes are not known"
        readings.report(codes.NOT_MEASURED(message))
    written = sums.by_region(("writes", name))
    if usage.writes and written and len(stack.regions) > 1:
        least, most = (round(units * sums.month) for units in (min(written.values()), max(written.values())))
        message = (
            f"`writes` of {name} is the mean of the regions, of which each counts the writes of all: "
            f"they consumed {least:,} to {most:,} units a month"
        )
        readings.report(codes.ROUGHLY_MEASURED(message, hint=SPREAD if most > 2 * least else None))
    return usage


def _shares(stack: Stack, calls: Mapping[str, Mapping[str, Decimal] | None]) -> dict[str, Decimal]:
    """Percent of all calls by region, of those that are not drained; nothing where it is not known or makes no sense."""
    counts = {region.name: Decimal(0) for region in stack.regions if not is_drained(stack, region)}
    for found in calls.values():
        for region in counts.keys() & (found or {}).keys():
            counts[region] += (found or {})[region]
    total = sum(counts.values())
    if not total or len(stack.regions) == 1:
        return {}
    shares = {region: (100 * count / total).quantize(Decimal("0.01")) for region, count in counts.items()}
    largest = max(shares, key=lambda region: shares[region])
    shares[largest] += 100 - sum(shares.values())
    return {region.name: shares.get(region.name, Decimal(0)) for region in stack.regions}


def _queries(stack: Stack, days: int, readings: Readings) -> Decimal | None:
    """DNS queries a month for the whole zone."""
    zone = stack.zone_id or readings.zone(stack.zone)
    if not zone:
        return None
    metric = Metric("AWS/Route53", "DNSQueries", (("HostedZoneId", zone),))
    sums = Sums(days, {GLOBAL_REGION: readings.metrics(GLOBAL_REGION, {QUERIES: metric})})
    total = sums.total(QUERIES)
    if total is None:
        return None
    message = (
        f"`queries` are those of the whole zone {stack.zone or zone}: at most so many are for the domain"
    )
    readings.report(codes.ROUGHLY_MEASURED(message))
    return rounded(total * sums.month)


def _report_gaps(stack: Stack, sums: Sums, readings: Readings) -> None:
    """Says what has no data, and since when there is any."""
    if None in sums.regions.values():
        return
    gaps = [
        f"{what} of {of}"
        for (what, of), _ in _metrics(stack, None)
        if not sums.by_region((what, of)) and (what not in OF_CALLS or sums.by_region(("calls", of)))
    ]
    if gaps:
        message = f"AWS has no data of these {sums.days} days: {', '.join(gaps)}"
        readings.report(codes.NOT_MEASURED(message, hint=BY_HAND))
    empty = (readings.first - readings.start).days if readings.first else 0
    if empty:
        message = f"the first {empty} of {sums.days} days have no data, and count as days without use"
        hint = f"measure {sums.days - empty} days, if there was nothing to be used before"
        readings.report(codes.NOT_MEASURED(message, hint=hint))
