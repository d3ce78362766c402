"""HTTP APIs."""

from __future__ import annotations

from typing import Any

from tfgen.emulator.front_door import cors, payloads, returned
from tfgen.emulator.front_door.answer import Answer, message
from tfgen.emulator.front_door.granted import Granted
from tfgen.emulator.front_door.http_authorizers import HttpAuthorizers
from tfgen.emulator.front_door.integration import (
    FailedError,
    ThrottledFunctionError,
    TimedOutError,
    TooLargeError,
    invoked,
)
from tfgen.emulator.front_door.payloads import Matched
from tfgen.emulator.front_door.refused import DeniedError, RefusedError, UnauthorizedError
from tfgen.emulator.front_door.request import Request
from tfgen.emulator.front_door.returned import MalformedError
from tfgen.emulator.front_door.routes import select_route
from tfgen.emulator.front_door.target import Target
from tfgen.emulator.functions.functions import Functions

LONGEST_WAIT = 30.0
"""Seconds that API Gateway waits for a function at most.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
"""


def answer(functions: Functions, authorizers: HttpAuthorizers, target: Target, request: Request) -> Answer:
    """Routes a request."""
    sharing = target.api.cors_configuration or {}
    given = cors.preflight(sharing, request) if sharing else None
    if given is None:
        given = _routed(functions, authorizers, target, request)
        if sharing:
            cors.apply(sharing, request, given)
    return given


def _routed(functions: Functions, authorizers: HttpAuthorizers, target: Target, request: Request) -> Answer:
    api = target.api
    routes = {route.route_key: route for route in list(api.routes.values())}
    found = select_route(routes, request.method, target.path)
    if found is None:
        return message(404, "Not Found", f"no route matches {request.method} {target.path}")
    stage = api.stages[target.stage]
    if _lets_nothing_through(stage, found[0]):
        return message(429, "Too Many Requests", f"the throttle of {found[0]} is 0")
    matched = Matched(target, *found, dict(stage.stage_variables or {}))
    try:
        route = routes[matched.route]
        return _served(functions, route, matched, request, authorizers.granted(route, matched, request))
    except RefusedError as error:
        return _refused(error)
    except TooLargeError as error:
        return message(413, "Request Entity Too Large", str(error))
    except (TimedOutError, ThrottledFunctionError) as error:  # https://github.com/anomalyco/sst/issues/2232
        return message(503, "Service Unavailable", str(error))
    except (FailedError, MalformedError) as error:
        return message(500, "Internal Server Error", str(error))


def _lets_nothing_through(stage: Any, route: str) -> bool:
    """Rates are not held, but for one of 0: https://github.com/hashicorp/terraform-provider-aws/issues/30373."""
    settings = {**(stage.default_route_settings or {}), **(stage.route_settings or {}).get(route, {})}
    return any(settings.get(name) == 0 for name in ("throttlingRateLimit", "throttlingBurstLimit"))


def _refused(error: RefusedError) -> Answer:
    text = {401: "Unauthorized", 403: "Forbidden"}.get(error.status, "Internal Server Error")
    given = message(error.status, text, str(error))
    if isinstance(error, UnauthorizedError | DeniedError) and error.challenge:
        given.headers.append(("www-authenticate", error.challenge))
    return given


def _served(functions: Functions, route: Any, matched: Matched, request: Request, granted: Granted) -> Answer:
    """Raises FailedError or MalformedError."""
    integration = matched.target.api.integrations.get((route.target or "").removeprefix("integrations/"))
    if integration is None:
        raise FailedError(f"the route {matched.route} has no integration")
    if integration.integration_type != "AWS_PROXY" or integration.integration_subtype:
        raise FailedError(
            f"the {integration.integration_type} integration of {matched.route} is not emulated"
        )
    limit = min(LONGEST_WAIT, (integration.timeout_in_millis or 30_000) / 1000)
    uri = integration.integration_uri
    if integration.payload_format_version == "2.0":
        event = granted.told(payloads.format_2(request, matched))
        answered = invoked(functions, uri, request.method, matched, event, limit)
        return returned.format_2(answered.payload, answered.text)
    event = granted.told(payloads.format_1(request, matched))
    return returned.format_1(invoked(functions, uri, request.method, matched, event, limit).payload)
