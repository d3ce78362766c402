"""TFG237: functions that do not serve well as authorizers."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.callers import callers
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.authorizer import AUTHORIZER, LambdaAuthorizer, OwnAuthorizer
from tfgen.stack.kinds.function import FUNCTION, everywhere
from tfgen.stack.stack import Stack

LONGEST = 10
"""Seconds that an HTTP API waits for an authorizer's answer. For REST APIs no limit is told.
Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html"""
ROUTE_KEY = "context.routeKey"

CODE = Code(
    "TFG237",
    "function that does not serve well as an authorizer",
    finds="""an authorizer's function that answers routes as well, or may take longer than an HTTP API waits; and cached
answers of an HTTP API that hold for other routes than the one that was asked about.""",
    why="""a function gets another event for a route than for a decision, and has to let nobody in by mistake. After 10
seconds an HTTP API answers 500. A cached `isAuthorized` is found by the identity alone: what was
decided for one route then opens every other of the authorizer
(https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html).""",
    example="""\
auth: {checker: {function: authorize, cache: 300}}
functions:
  authorize: {timeout: 60}
""",
    instead="""a function of its own, with a `timeout` of a few seconds; `identity: [header.Authorization, context.routeKey]`
where it decides by the route.""",
    severity=Severity.WARNING,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports functions, and answers that are kept for too much."""
    if not stack.all(API):
        return
    kind = stack.the(API).kind
    asked = {
        each.function: name for name, each in stack.all(AUTHORIZER).items() if isinstance(each, OwnAuthorizer)
    }
    for function, name in asked.items():
        routes = list(stack.all(FUNCTION)[function].http)
        if routes:
            message = (
                f"function `{function}` decides for authorizer `{name}`, and answers `{routes[0]}` as well"
            )
            yield Finding(
                (FUNCTION.key, function, "http", routes[0]),
                message,
                "give the authorizer a function of its own",
            )
    for path, each in everywhere(stack):
        function = str(path[-1])
        if function in asked and kind == "http" and each.timeout > LONGEST:
            message = f"function `{function}` may take {each.timeout} seconds, and API Gateway waits {LONGEST} for authorizer `{asked[function]}`"
            yield Finding((*path, "timeout"), message, f"write `timeout: {LONGEST}` at most")
    if kind == "http":
        yield from _cached(stack)


def _cached(stack: Stack) -> Iterator[Finding]:
    said = callers(stack)
    for name, each in stack.all(AUTHORIZER).items():
        if isinstance(each, LambdaAuthorizer) and each.cache and ROUTE_KEY not in each.identity:
            count = sum(route.auth == name for route in said.values())
            if count > 1 and not each.policy and each.payload == "2.0":
                message = f"what authorizer `{name}` decides for one of its {count} routes holds for all of them for {each.cache} seconds"
                hint = f"add `{ROUTE_KEY}` to `identity` if it decides by the route"
                yield Finding((AUTHORIZER.key, name, "cache"), message, hint, Severity.NOTE)


RULE = Rule(CODE, check)
