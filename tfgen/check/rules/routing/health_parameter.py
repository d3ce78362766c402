"""TFG202: health check on a parameter."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.routing import health_paths
from tfgen.stack.route import answers
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG202",
    "health check on a parameter",
    finds="""a health check whose path only a route with a parameter answers, such as `GET /{key}` for
`/health`.""",
    why="""the function then takes `health` for a key: what it answers says little about the region, and
a 404 for a missing key takes the region out of service.""",
    example="""\
routing: {health: {path: /status}}
functions:
  get-key: {http: "GET /{key}"}
""",
    instead="a route of its own, or no `path`: tfgen then adds a function that answers.",
    severity=Severity.WARNING,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports a health path that is answered through a parameter alone."""
    for path in health_paths(stack):
        yield from _parameter(path, stack)


def _parameter(path: str, stack: Stack) -> Iterator[Finding]:
    routes = [(name, route) for name, function in stack.all(FUNCTION).items() for route in function.http]
    if any(answers(route, path) for _, route in routes):
        return
    for name, route in routes:
        if answers(route, path) is None:
            message = f"only `{route}` answers the health check's `GET {path}`, and takes `{path.strip('/')}` for a parameter"
            where = ("functions", name, "http", route)
            hint = f"add the route `GET {path}`, or leave `routing.health.path` out"
            yield Finding(where, message, hint)
            return


RULE = Rule(CODE, check)
