"""The health function: tfgen adds one where no route of the spec tells whether a region can do its work."""

from __future__ import annotations

import dataclasses
import json

from tfgen.stack import access
from tfgen.stack.kinds.function import FUNCTION, Function, routes
from tfgen.stack.kinds.routing import ROUTING
from tfgen.stack.package import OWN_CODE
from tfgen.stack.route import Route, answers
from tfgen.stack.stack import Stack

USUAL = "/health"
"""Where a service's own health route is looked for."""
PATH = "/-/health"
"""The path that tfgen's function answers."""
_RUNTIME = "python3.13"
"""What the oldest provider knows, and AWS patches until 2029.
Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html"""
_SECONDS = 5
"""Checkers wait for an answer no longer than 2 seconds; what is slower ends by itself.
Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html"""


def with_health(stack: Stack) -> Stack:
    """The Stack with the path that its health checks ask, and a function that answers it if the spec has none."""
    if not stack.all(ROUTING):
        return stack
    routing = stack.the(ROUTING)
    if routing.health.path:
        return stack
    own = next((path for path in (USUAL, PATH) if _is_route(stack, path)), None)
    health = dataclasses.replace(routing.health, path=own or PATH)
    things = {**stack.things, ROUTING.key: {"": dataclasses.replace(routing, health=health)}}
    if own is None and routes(stack):
        functions = {**stack.all(FUNCTION), OWN_CODE: _function(stack)}
        things[FUNCTION.key] = dict(sorted(functions.items()))
    return dataclasses.replace(stack, things=things)


def answering(stack: Stack) -> str:
    """The function that answers the health checks' path; empty if none does."""
    path = stack.the(ROUTING).health.path
    functions = stack.all(FUNCTION).items()
    asked = (
        name for name, each in functions if any(answers(route, path) is not False for route in each.http)
    )
    return next(asked, "")


def _is_route(stack: Stack, path: str) -> bool:
    """Whether a route is meant for a path: one with parameters would take it for a value."""
    return any("{" not in route and answers(route, path) for route in routes(stack))


def _function(stack: Stack) -> Function:
    checks = access.checks(stack)
    keys = {name: dict(each.key(stack, name)) for name, each in checks.items()}
    return Function(
        code=OWN_CODE,
        handler="health.main",
        runtime=_RUNTIME,
        http={f"GET {PATH}": Route()},
        access=dict.fromkeys(checks, access.CHECK),
        env={
            f"KEY_{access.checked_variable(stack, name)}": json.dumps(key)
            for name, key in keys.items()
            if key
        },
        timeout=_SECONDS,
        memory=512,
        boundary=_boundary(stack),
        description="Tells health checks whether this region reaches its tables and queues.",
    )


def _boundary(stack: Stack) -> str:
    """What every other role has: an account may let no role be made without."""
    found = {function.boundary for function in stack.all(FUNCTION).values() if not function.role}
    return found.pop() if len(found) == 1 else ""
