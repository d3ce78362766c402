"""TFG216: more routes than an API may have."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.quotas import over
from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.function import FUNCTION, routes
from tfgen.stack.quotas.api_gateway import INTEGRATIONS, RESOURCES, ROUTES
from tfgen.stack.route import split
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG216",
    "more routes than an API may have",
    finds="""an HTTP API with more than 300 routes, or more than 300 functions that have some, or a REST
API with more than 300 resources in its tree of paths.""",
    why="""the apply ends in the middle of the routes. AWS raises the number of routes and resources of an
API that is there already, on request; the number of an HTTP API's integrations, one for each function,
it does not raise (docs/quotas.md).""",
    example="""\
functions:
  f1: {http: GET /f1, …}
  …
  f301: {http: GET /f301, …}
""",
    instead="""a greedy parameter, such as `ANY /orders/{path+}`, behind which a function finds its way; or
two services.""",
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports APIs that are too large."""
    found = routes(stack)
    if any(api.kind == "rest" for api in stack.all(API).values()):
        count = len(resources(found))
        yield from over(RESOURCES, count, (FUNCTION.key,), f"the REST API has {count:,} resources", _INSTEAD)
        return
    count = sum(1 for function in stack.all(FUNCTION).values() if function.http)
    what = f"the HTTP API has {len(found):,} routes"
    yield from over(ROUTES, len(found), (FUNCTION.key,), what, _INSTEAD)
    what = f"the HTTP API has {count:,} functions"
    yield from over(
        INTEGRATIONS,
        count,
        (FUNCTION.key,),
        what,
        "let functions answer more routes each, or make two services",
    )


_INSTEAD = "use greedy parameters such as `ANY /orders/{path+}`, or make two services"


def resources(found: list[str]) -> set[tuple[str, ...]]:
    """A REST API's resources: every path that routes have, and every path above one."""
    paths = [[part for part in split(route)[1] if part] for route in found]
    return {tuple(parts[:length]) for parts in paths for length in range(len(parts) + 1)} | {()}


RULE = Rule(CODE, check)
