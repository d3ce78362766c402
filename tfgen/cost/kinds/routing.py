"""Routing: the hosted zone, queries, and a health check with its options for every region.

Source: https://aws.amazon.com/route53/pricing
"""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.cost.expression import Input, constant
from tfgen.cost.items import (
    ALIAS_QUERIES,
    GLOBAL,
    HEALTH_CHECK,
    HEALTH_CHECK_OPTION,
    LATENCY_QUERIES,
    ROUTE53,
    ZONE,
)
from tfgen.cost.kind import Billed, Cost
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.scene import Scene
from tfgen.cost.usage.measured_queries import measured
from tfgen.cost.usage.queries import QUERIES
from tfgen.cost.view import View
from tfgen.stack.kinds.routing import ROUTING, domains

FAST = 10
"""Seconds between requests that count as an option."""


def _zone(scene: Scene) -> Iterator[Quantity]:
    """The zone, and the queries for the domain."""
    stack = scene.stack
    for routing in domains(stack):
        queries = ALIAS_QUERIES if routing.record == "alias" else LATENCY_QUERIES
        yield Quantity(stack.zone or stack.zone_id, ZONE, constant(1), Cause.GLOBAL)
        yield Quantity(stack.domain, queries, Input(QUERIES.key, (), QUERIES.key), Cause.GLOBAL)


def _checks(view: View) -> Iterator[Quantity]:
    """A health check over HTTPS, which is an option."""
    if not view.all(ROUTING):
        return
    options = 2 if view.the(ROUTING).health.interval == FAST else 1
    for item, count in ((HEALTH_CHECK, 1), (HEALTH_CHECK_OPTION, options)):
        yield Quantity("health check", item, constant(count), Cause.COPIED, place=GLOBAL)


COST = Cost(entries=(QUERIES,), billed=(Billed(ROUTE53, once=_zone, each=_checks),), measured=measured)
