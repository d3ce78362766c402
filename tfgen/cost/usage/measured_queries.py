"""How many DNS queries there are: those of the whole zone.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-hosted-zones-with-cloudwatch.html
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost import codes
from tfgen.cost.usage.measuring import Measured, Said
from tfgen.cost.usage.queries import QUERIES
from tfgen.cost.usage.readings import GLOBAL_REGION, Metric
from tfgen.cost.usage.sums import Sums, rounded

_KEY = ("queries", "the zone")


def measured(found: Measured) -> Iterator[Said]:
    """DNS queries a month."""
    yield QUERIES, _queries(found)


def _queries(found: Measured) -> Decimal | None:
    stack, readings = found.stack, found.readings
    zone = stack.zone_id or (readings.zone(stack.zone) if stack.zone else None)
    if not zone:
        return None
    metric = Metric("AWS/Route53", "DNSQueries", (("HostedZoneId", zone),))
    sums = Sums(found.sums.days, {GLOBAL_REGION: readings.metrics(GLOBAL_REGION, {_KEY: metric})})
    total = sums.total(_KEY)
    if total is None:
        return None
    message = (
        f"`queries` are those of the whole zone {stack.zone or zone}: at most so many are for the domain"
    )
    readings.report(codes.ROUGHLY_MEASURED(message))
    return rounded(total * sums.month)
