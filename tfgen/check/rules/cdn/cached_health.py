"""TFG249: cached health."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.cdn import CDN
from tfgen.stack.kinds.routing import health_paths
from tfgen.stack.route import answers
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG249",
    "cached health",
    finds="a cached route that the health check asks.",
    why="""health checks ask the regions, and are right. Whoever asks the domain is told for as long as the edge keeps it
that all is well, or that it is not.""",
    example="cdn: {cache: {GET /health: 60}}",
    instead="the route left out of `cache`.",
    severity=Severity.WARNING,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports the health route among what is cached."""
    for cdn in stack.all(CDN).values():
        for route in cdn.cache:
            if any(answers(route, path) for path in health_paths(stack)):
                message = f"`{route}` tells whether a region is well, and the edge would tell what was so {cdn.cache[route].ttl} seconds ago"
                yield Finding(("cdn", "cache", route), message, "leave it out of `cache`")


RULE = Rule(CODE, check)
