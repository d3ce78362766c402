"""TFG208: records that outlive a region's failure."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.routing import ROUTING
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG208",
    "records that outlive a region's failure",
    finds="CNAME records that resolvers keep for more than a minute.",
    why="""when a region fails, clients keep going to it for as long as the TTL says. Route 53
recommends 60 seconds or less with health checks:
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-types.html""",
    example="routing: {record: cname, ttl: 3600}",
    instead="`ttl: 60`, or alias records.",
    severity=Severity.WARNING,
)
_MAX_TTL = 60


def check(stack: Stack) -> Iterator[Finding]:
    """Reports CNAME records with a long TTL."""
    for routing in stack.all(ROUTING).values():
        if routing.record == "cname" and routing.ttl > _MAX_TTL:
            message = f"clients keep going to a lost region for {routing.ttl} seconds"
            yield Finding(("routing", "ttl"), message, f"write `ttl: {_MAX_TTL}`")


RULE = Rule(CODE, check)
