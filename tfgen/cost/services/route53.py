"""Route 53: the hosted zone, queries, and a health check with its options for every region.

Source: https://aws.amazon.com/route53/pricing
"""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.cost import drivers
from tfgen.cost.amount import always, times
from tfgen.cost.items import ALIAS_QUERIES, GLOBAL, HEALTH_CHECK, HEALTH_CHECK_OPTION, LATENCY_QUERIES, ZONE
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.scene import Scene

FAST = 10
"""Seconds between requests that count as an option."""


def quantities(scene: Scene) -> Iterator[Quantity]:
    """The zone and the queries once; a health check over HTTPS, which is an option, for every region."""
    stack = scene.stack
    queries = ALIAS_QUERIES if stack.routing.record == "alias" else LATENCY_QUERIES
    yield Quantity(GLOBAL, stack.zone or stack.zone_id, ZONE, always(1), Cause.GLOBAL)
    yield Quantity(GLOBAL, stack.domain, queries, times(1, drivers.of_usage("queries")), Cause.GLOBAL)
    options = 2 if stack.routing.health.interval == FAST else 1
    for region in stack.regions:
        for item, count in ((HEALTH_CHECK, 1), (HEALTH_CHECK_OPTION, options)):
            yield Quantity(region.name, "health check", item, always(count), Cause.COPIED, place=GLOBAL)
