"""TFG239: auth that locks out health checks or browsers."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code
from tfgen.stack.callers import NONE, Callers, callers
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.routing import ROUTING
from tfgen.stack.route import answers, split
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG239",
    "auth that locks out health checks or browsers",
    finds="""a route with `auth` or `key` that answers the health check; and, with CORS on an HTTP API, a route of the method
ANY with `auth`, which gets the preflight requests.""",
    why="""health checks of Route 53 bring no credentials: they are answered 401 or 403, and every region counts as lost.
Browsers bring none with a preflight request either, and API Gateway answers it by itself only where no route for ANY or
OPTIONS takes it
(https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html).""",
    example="""\
functions:
  health: {http: {GET /health: {auth: iam}}}
""",
    instead="a route for the health check without `auth`, which is open by itself; methods by name instead of ANY.",
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports routes that refuse who cannot say who they are."""
    said = callers(stack)
    routes = [(name, route) for name, function in stack.all(FUNCTION).items() for route in function.http]
    routing, api = stack.all(ROUTING).get(""), stack.all(API).get("")
    if routing and not any(
        _is_open(said[route]) for _, route in routes if answers(route, routing.health.path)
    ):
        yield from _health(routes, routing.health.path, said)
    for name, route in routes:
        guarded = said[route].auth != NONE
        if api and api.cors and api.kind == "http" and split(route)[0] in ("ANY", "OPTIONS") and guarded:
            message = f"`{route}` refuses the preflight requests of browsers, which bring no credentials"
            yield Finding(
                (FUNCTION.key, name, "http", route), message, "name the methods, as in `GET /orders`"
            )


def _health(routes: list[tuple[str, str]], path: str, said: dict[str, Callers]) -> Iterator[Finding]:
    exact = [each for each in routes if answers(each[1], path)]
    for name, route in exact or [each for each in routes if answers(each[1], path) is None]:
        if not _is_open(said[route]):
            message = f"`{route}` refuses health checks, which bring no credentials: every region would count as lost"
            yield Finding(
                (FUNCTION.key, name, "http", route), message, f"a route `GET {path}`, which stays open"
            )
            return


def _is_open(callers: Callers) -> bool:
    return callers.auth == NONE and not callers.key


RULE = Rule(CODE, check)
