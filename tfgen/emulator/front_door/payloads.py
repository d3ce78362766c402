"""The events that API Gateway makes of requests.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
"""

from __future__ import annotations

import base64
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID

from tfgen.emulator.front_door.request import CLIENT_REGION_HEADER, Request, decoded
from tfgen.emulator.front_door.routes import DEFAULT
from tfgen.emulator.front_door.target import Target

_TEXT_TYPES = ("text/", "application/json", "application/javascript", "application/xml")


@dataclass(frozen=True, slots=True)
class Matched:
    """What of an API a request belongs to."""

    target: Target
    route: str
    """"GET /keys/{key}", "ANY /{proxy+}" or "$default"."""
    parameters: dict[str, str]
    """Of the path."""
    variables: dict[str, str]
    """Of the stage."""

    @property
    def resource(self) -> str:
        """The path of the route, with its variables."""
        return self.route.partition(" ")[2] or self.route

    def source_arn(self, method: str) -> str:
        """Who invokes, for the function's resource policy."""
        target = self.target
        where = self.route if self.route == DEFAULT else f"{method}{self.resource}"
        return (
            f"arn:aws:execute-api:{target.region}:{DEFAULT_ACCOUNT_ID}:{target.api_id}/{target.stage}/{where}"
        )


def format_2(request: Request, matched: Matched) -> dict[str, Any]:
    """For HTTP APIs. Members that would be empty are left out."""
    target = matched.target
    stage_prefix = "" if target.stage == DEFAULT else f"/{target.stage}"
    # with a custom domain name too: https://github.com/CodeGenieApp/serverless-express/issues/465
    path = f"{stage_prefix}{decoded(target.path)}"
    headers = _headers(request)
    cookies = headers.pop("cookie", "")
    body, is_encoded = _body(request, is_text=_is_text(headers.get("content-type", "")))
    query: dict[str, str] = {}
    for name, value in request.parameters:
        query[name] = f"{query[name]},{value}" if name in query else value
    event = {
        "version": "2.0",
        "routeKey": matched.route,
        "rawPath": path,
        "rawQueryString": request.query,
        "cookies": [cookie.strip() for cookie in cookies.split(";")] if cookies else None,
        "headers": headers,
        "queryStringParameters": query,
        "requestContext": {
            "accountId": DEFAULT_ACCOUNT_ID,
            "apiId": target.api_id,
            "domainName": request.host,
            "domainPrefix": request.host.partition(".")[0],
            "http": {
                "method": request.method,
                "path": path,
                "protocol": request.protocol,
                "sourceIp": request.source_ip,
                "userAgent": headers.get("user-agent", ""),
            },
            "requestId": request.id,
            "routeKey": matched.route,
            "stage": target.stage,
            "time": _clock(request.time),
            "timeEpoch": int(request.time * 1000),
        },
        "body": body,
        "pathParameters": matched.parameters,
        "isBase64Encoded": is_encoded,
        "stageVariables": matched.variables,
    }
    return {name: value for name, value in event.items() if value not in (None, {})}


def format_1(request: Request, matched: Matched) -> dict[str, Any]:
    """For HTTP APIs."""
    body, is_encoded = _body(request, is_text=_is_text(request.headers.get("content-type", "")))
    event = _format_1(request, matched, _headers(request), decoded(request.path))
    event["requestContext"] |= {
        "authorizer": {"claims": None, "scopes": None},
        "path": decoded(request.path),
        "resourceId": None,
    }
    return {"version": "1.0", **event, "body": body, "isBase64Encoded": is_encoded}


def rest(request: Request, matched: Matched, resource_id: str, binary_types: Iterable[str]) -> dict[str, Any]:
    """For REST APIs, whose headers have the names that clients send, mostly Like-This."""
    target = matched.target
    headers = {name.title(): value for name, value in _headers(request).items()}
    is_binary = is_media_type(request.headers.get("content-type", ""), binary_types)
    body, is_encoded = _body(request, is_text=not is_binary)
    event = _format_1(request, matched, headers, request.path if target.is_custom else target.path)
    event["requestContext"] |= {"path": request.path, "resourceId": resource_id}
    return {**event, "body": body, "isBase64Encoded": is_encoded}


def _format_1(request: Request, matched: Matched, headers: dict[str, str], path: str) -> dict[str, Any]:
    several: dict[str, list[str]] = {}
    for name, value in request.parameters:
        several.setdefault(name, []).append(value)
    return {
        "resource": matched.resource,
        "path": path,
        "httpMethod": request.method,
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "queryStringParameters": {name: values[-1] for name, values in several.items()} or None,
        "multiValueQueryStringParameters": several or None,
        "requestContext": {
            "accountId": DEFAULT_ACCOUNT_ID,
            "apiId": matched.target.api_id,
            "domainName": request.host,
            "domainPrefix": request.host.partition(".")[0],
            "extendedRequestId": request.id,
            "httpMethod": request.method,
            "identity": {
                "accessKey": None,
                "accountId": None,
                "caller": None,
                "cognitoAuthenticationProvider": None,
                "cognitoAuthenticationType": None,
                "cognitoIdentityId": None,
                "cognitoIdentityPoolId": None,
                "principalOrgId": None,
                "sourceIp": request.source_ip,
                "user": None,
                "userAgent": request.headers.get("user-agent"),
                "userArn": None,
            },
            "protocol": request.protocol,
            "requestId": request.id,
            "requestTime": _clock(request.time),
            "requestTimeEpoch": int(request.time * 1000),
            "resourcePath": matched.resource,
            "stage": matched.target.stage,
        },
        "pathParameters": matched.parameters or None,
        "stageVariables": matched.variables or None,
    }


def _headers(request: Request) -> dict[str, str]:
    """What the client sent, and what API Gateway adds."""
    added = {
        "x-amzn-trace-id": f"Root=1-{int(request.time):08x}-{request.id.replace('-', '')[:24]}",
        "x-forwarded-for": request.source_ip,
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
    }
    headers = {**request.headers, **added, "host": request.host}
    headers.pop(CLIENT_REGION_HEADER, None)
    headers.pop("connection", None)
    return headers


def _is_text(content_type: str) -> bool:
    """What HTTP APIs hand over as it is, not encoded; forms are not among it."""
    return not content_type or content_type.lower().startswith(_TEXT_TYPES) or "+json" in content_type


def is_media_type(value: str, types: Iterable[str]) -> bool:
    """Whether a Content-Type, or the first of an Accept header, is one of some types such as image/*."""
    given = value.partition(",")[0].partition(";")[0].strip().lower()
    for wanted in types:
        kind, _, rest_of_type = wanted.lower().partition("/")
        if wanted in ("*/*", given) or (rest_of_type == "*" and given.startswith(f"{kind}/")):
            return True
    return False


def _body(request: Request, *, is_text: bool) -> tuple[str | None, bool]:
    """Text, or base64 and True; None if there is none."""
    if not request.body:
        return None, False
    if is_text:
        try:
            return request.body.decode(), False
        except UnicodeDecodeError:
            pass
    return base64.b64encode(request.body).decode(), True


def _clock(seconds: float) -> str:
    return time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime(seconds))
