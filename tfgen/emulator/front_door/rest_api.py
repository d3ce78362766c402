"""REST APIs."""

from __future__ import annotations

import json
import re
from typing import Any

from tfgen.emulator.front_door import payloads, returned
from tfgen.emulator.front_door.answer import Answer, message
from tfgen.emulator.front_door.granted import Granted
from tfgen.emulator.front_door.integration import FailedError, TimedOutError, TooLargeError, invoked
from tfgen.emulator.front_door.payloads import Matched
from tfgen.emulator.front_door.request import Request
from tfgen.emulator.front_door.rest_answers import REFUSALS, mapped, own, refused
from tfgen.emulator.front_door.rest_authorizers import RestAuthorizers
from tfgen.emulator.front_door.rest_deployments import Deployed, Method, Resource, deployed
from tfgen.emulator.front_door.returned import MalformedError
from tfgen.emulator.front_door.routes import select_resource
from tfgen.emulator.front_door.target import Target
from tfgen.emulator.functions.functions import Functions

LONGEST_WAIT = 29.0
"""Seconds that API Gateway waits for a function, unless the integration says less.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
"""

_TO_TEXT = "CONVERT_TO_TEXT"

_NOT_EVALUATED = re.compile(r"[$#]")
"""What makes a mapping template more than a text."""


def answer(functions: Functions, authorizers: RestAuthorizers, target: Target, request: Request) -> Answer:
    """Finds the resource and method, in the deployment that the stage serves."""
    live = deployed(target.api, target.stage)
    if live is None:
        return message(403, "Forbidden", f"the stage {target.stage} has no deployment")
    found = select_resource(live.resources, target.path)
    resource = live.resources[found[0]] if found else None
    method = (resource.methods.get(request.method) or resource.methods.get("ANY")) if resource else None
    if not (found and resource and method):
        reason = f"no method of a resource matches {request.method} {target.path}"
        return own(live, 403, "MISSING_AUTHENTICATION_TOKEN", "Missing Authentication Token", reason)
    stage = target.api.stages[target.stage]
    if _lets_nothing_through(stage):
        return own(live, 429, "THROTTLED", "Too Many Requests", "the throttle of the stage is 0")
    matched = Matched(target, f"{request.method} {found[0]}", found[1], dict(stage.variables or {}))
    try:
        granted = authorizers.granted(live, resource, method, matched, request)
        return _served(functions, live, resource, method, matched, request, granted)
    except REFUSALS as error:
        return refused(live, error)
    except TooLargeError as error:
        return own(live, 413, "REQUEST_TOO_LARGE", "Request Too Long", str(error))
    except TimedOutError as error:
        return own(live, 504, "INTEGRATION_TIMEOUT", "Endpoint request timed out", str(error))
    except MalformedError as error:
        return own(live, 502, "DEFAULT_5XX", "Internal server error", str(error))
    except FailedError as error:
        return own(live, error.status, "DEFAULT_5XX", "Internal server error", str(error))


def _lets_nothing_through(stage: Any) -> bool:
    """Rates are not held, but for one of 0."""
    settings = stage.method_settings.get("*/*", {})
    return any(settings.get(name) == 0 for name in ("throttlingRateLimit", "throttlingBurstLimit"))


def _served(
    functions: Functions,
    live: Deployed,
    resource: Resource,
    method: Method,
    matched: Matched,
    request: Request,
    granted: Granted,
) -> Answer:
    """Raises FailedError or MalformedError."""
    integration = method.integration
    if integration is None:
        raise FailedError(f"{matched.route} has no integration")
    if integration.integration_type == "MOCK":
        return _mocked(integration, request, live)
    if integration.integration_type != "AWS_PROXY":
        raise FailedError(
            f"the {integration.integration_type} integration of {matched.route} is not emulated"
        )
    if integration.http_method != "POST":
        raise FailedError(f"the integration of {matched.route} has to be a POST, as Lambda's Invoke is")
    event = granted.told(payloads.rest(request, matched, resource.id, live))
    limit = float(integration.timeout_in_millis or LONGEST_WAIT * 1000) / 1000
    answered = invoked(functions, integration.uri, request.method, matched, event, limit)
    is_binary = payloads.is_media_type(request.headers.get("accept", ""), live.binary_types)
    return returned.rest(answered.payload, decode=is_binary)


def _mocked(integration: Any, request: Request, live: Deployed) -> Answer:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html"""
    content_type = request.headers.get("content-type", "application/json").partition(";")[0]
    # https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
    if payloads.is_media_type(content_type, live.binary_types) and integration.content_handling != _TO_TEXT:
        raise FailedError(
            f"the mock cannot read {content_type}, which is binary, and is not told to make text of it"
        )
    template = (integration.request_templates or {}).get(content_type)
    if template is None:
        raise FailedError(f"the mock has no request template for {content_type}")
    status = str(json.loads(_literal(template))["statusCode"])
    responses = list((integration.integration_responses or {}).values())
    chosen = next(
        (one for one in responses if one.selection_pattern and re.fullmatch(one.selection_pattern, status)),
        None,
    )
    chosen = chosen or next((one for one in responses if not one.selection_pattern), None)
    if chosen is None:
        raise FailedError(f"the mock has no response for {status}")
    body = _literal((chosen.response_templates or {}).get("application/json") or "")
    headers = mapped(chosen.response_parameters, "method.response.header.")
    if not any(name.lower() == "content-type" for name, _ in headers):
        headers.append(("content-type", "application/json"))
    return Answer(int(chosen.status_code), headers, body.encode())


def _literal(template: str) -> str:
    if _NOT_EVALUATED.search(template):
        raise FailedError(f"the mapping template {template!r} is not emulated: only texts are")
    return template
