"""The CDN: requests and transfer by where clients are, the web ACL before it, its access logs.

Sources: https://aws.amazon.com/cloudfront/pricing https://aws.amazon.com/waf/pricing
https://aws.amazon.com/cloudwatch/pricing (vended logs)
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost.expression import Expression, constant, known, product
from tfgen.cost.items import (
    CDN_REQUESTS,
    CDN_TRANSFER,
    CLOUDFRONT,
    CLOUDWATCH,
    LOG_INGESTION,
    LOG_STORAGE,
    WAF,
    WAF_REQUESTS,
    WAF_RULE,
    WEB_ACL,
)
from tfgen.cost.kind import Billed, Cost
from tfgen.cost.logs import COMPRESSED
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.scene import Scene
from tfgen.cost.units import DAYS, EACH_GB
from tfgen.cost.usage.cdn import CDN_USAGE, hits
from tfgen.cost.usage.functions import calls, response
from tfgen.stack.behaviours import named
from tfgen.stack.edge import EDGE_REGION
from tfgen.stack.kinds.cdn import CDN, leads_to_edge
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.stack import Stack

RULES = 3
"""Groups of managed rules in the web ACL, each billed as a rule."""
LINE_KB = Decimal(1)
"""A line of the access log, all fields as JSON."""


def _asked(stack: Stack) -> Expression:
    """Requests to the edge: those that functions see, and those that they do not."""
    return known(*(calls(name) for name in _routed(stack)), *map(hits, _owners(stack)))


def _sent(stack: Stack) -> Expression:
    """KB that the edge sends."""
    missed = (product(calls(name), response(name)) for name in _routed(stack))
    kept = (product(hits(route), response(name)) for route, name in _owners(stack).items())
    return known(*missed, *kept)


def _routed(stack: Stack) -> list[str]:
    return [name for name, function in stack.all(FUNCTION).items() if function.http]


def _owners(stack: Stack) -> dict[str, str]:
    """The function that answers each cached route."""
    return {
        route: name
        for cdn in stack.all(CDN).values()
        for route in cdn.cache
        for name, function in stack.all(FUNCTION).items()
        if named(route, function.http)
    }


def _edges(scene: Scene) -> Iterator[Quantity]:
    stack = scene.stack
    if not leads_to_edge(stack):
        return
    for edge, percent in scene.usage.get(CDN_USAGE).edges.items():
        part = percent / Decimal(100)
        for item, amount in ((CDN_REQUESTS, _asked(stack)), (CDN_TRANSFER, product(EACH_GB, _sent(stack)))):
            yield Quantity(f"CDN, {edge}", item, product(part, amount), Cause.GLOBAL, place=edge)


def _waf(scene: Scene) -> Iterator[Quantity]:
    stack = scene.stack
    for cdn in stack.all(CDN).values():
        asked = _asked(stack) if leads_to_edge(stack) else constant(0)
        amounts = ((WEB_ACL, constant(1)), (WAF_RULE, constant(RULES)), (WAF_REQUESTS, asked))
        for item, amount in amounts if cdn.waf else ():
            yield Quantity("CDN", item, amount, Cause.GLOBAL, place=EDGE_REGION)


def _logs(scene: Scene) -> Iterator[Quantity]:
    stack = scene.stack
    for cdn in stack.all(CDN).values():
        if cdn.logs and leads_to_edge(stack):
            written = product(EACH_GB, LINE_KB, _asked(stack))
            kept = product(COMPRESSED * cdn.logs / DAYS, written)
            for item, amount in ((LOG_INGESTION, written), (LOG_STORAGE, kept)):
                yield Quantity("access log of the CDN", item, amount, Cause.GLOBAL, place=EDGE_REGION)


COST = Cost(
    entries=(CDN_USAGE,),
    billed=(
        Billed(CLOUDWATCH, once=_logs),
        Billed(WAF, once=_waf),
        Billed(CLOUDFRONT, once=_edges),
    ),
)
