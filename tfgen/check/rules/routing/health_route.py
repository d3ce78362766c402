"""TFG201: health check without a route."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code
from tfgen.stack.kinds.function import routes
from tfgen.stack.kinds.routing import health_paths
from tfgen.stack.route import answers
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG201",
    "health check without a route",
    finds="a health check whose path no function answers.",
    why="""every region would then count as unhealthy, and Route 53, which answers with all regions when
all are unhealthy, would route around nothing.""",
    example="routing: {health: {path: /healthz}}      # no function has the route GET /healthz",
    instead="a route for the path, on a function that checks what the region needs (a read of its table).",
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports a health path that neither a literal nor a greedy nor a parameter route answers."""
    for path in health_paths(stack):
        if all(answers(route, path) is False for route in routes(stack)):
            message = f"no function answers `GET {path}`, so every region would count as unhealthy"
            hint = f"give a function the route `GET {path}`, or leave `path` out: tfgen then adds a function that answers"
            yield Finding(("routing", "health", "path"), message, hint)


RULE = Rule(CODE, check)
