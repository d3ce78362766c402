"""The events that API Gateway makes of requests.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
"""

from __future__ import annotations

import base64
import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID

from tfgen.emulator.front_door.request import OF_CLIENTS, Request, decoded
from tfgen.emulator.front_door.rest_deployments import Deployed
from tfgen.emulator.front_door.routes import DEFAULT
from tfgen.emulator.front_door.target import Target

_TITLED = frozenset({"authorization", "content-length", "host", "user-agent", "x-amzn-trace-id"}) | {
    "x-forwarded-for",
    "x-forwarded-port",
    "x-forwarded-proto",
}
"""https://github.com/localstack/localstack/blob/main/tests/aws/services/apigateway/test_apigateway_lambda.snapshot.json"""
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
        return self._arn(
            f"{self.target.stage}/{self.route if self.route == DEFAULT else f'{method}{self.resource}'}"
        )

    def request_arn(self, method: str) -> str:
        """What is asked for, for policies on execute-api:Invoke."""
        return self._arn(f"{self.target.stage}/{method}{decoded(self.target.path)}")

    def authorizer_arn(self, authorizer: str) -> str:
        """Who invokes an authorizer's function, for its resource policy."""
        return self._arn(f"authorizers/{authorizer}")

    def _arn(self, part: str) -> str:
        target = self.target
        return f"arn:aws:execute-api:{target.region}:{DEFAULT_ACCOUNT_ID}:{target.api_id}/{part}"


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
            "requestId": extended_id(request.id),
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
    event = _format_1(request, matched, _as_sent(request), request.path)
    event["requestContext"] |= {
        "authorizer": {"claims": None, "scopes": None},
        "path": request.path,
        "requestId": extended_id(request.id),
        "resourceId": None,
    }
    return {"version": "1.0", **event, "body": body, "isBase64Encoded": is_encoded}


def for_authorizer(
    request: Request, matched: Matched, version: str, identity: tuple[str, ...]
) -> dict[str, Any]:
    """For Lambda authorizers of HTTP APIs, which get no body."""
    arn = matched.request_arn(request.method)
    if version == "2.0":
        event = {**format_2(request, matched), "type": "REQUEST", "routeArn": arn}
        event["identitySource"] = list(identity)
    else:
        event = {**format_1(request, matched), "type": "REQUEST", "methodArn": arn}
        event["identitySource"] = event["authorizationToken"] = ",".join(identity)
        del event["requestContext"]["authorizer"]
    return {name: value for name, value in event.items() if name not in ("body", "isBase64Encoded")}


def rest(request: Request, matched: Matched, resource_id: str, live: Deployed) -> dict[str, Any]:
    """For REST APIs, which know no bytes but those of their binary media types."""
    target = matched.target
    headers = {name: values for name, values in _as_sent(request).items() if not _is_kept_back(name, values)}
    body: str | None = None
    is_binary = is_media_type(request.headers.get("content-type", "application/json"), live.binary_types)
    if request.body:
        body = base64.b64encode(request.body).decode() if is_binary else request.body.decode(errors="replace")
    path = request.path if target.is_custom else target.path
    event = _format_1(request, matched, headers, f"/{path.lstrip('/')}")
    event["requestContext"] |= {
        "deploymentId": live.id,
        "path": request.path,
        "resourceId": resource_id,
    }
    return {**event, "body": body, "isBase64Encoded": bool(body) and is_binary}


def _is_kept_back(name: str, values: list[str]) -> bool:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html#api-gateway-known-issues-rest-apis"""
    is_signature = name.lower() == "authorization" and values[0].startswith("AWS4-HMAC-SHA256")
    return is_signature or name.lower() == "content-length"


def rest_authorizer(request: Request, matched: Matched, resource_id: str, live: Deployed) -> dict[str, Any]:
    """For Lambda authorizers of REST APIs that are given the request, without its body."""
    event = rest(request, matched, resource_id, live)
    event = {name: value for name, value in event.items() if name not in ("body", "isBase64Encoded")}
    return {"type": "REQUEST", "methodArn": matched.request_arn(request.method), **event}


def _format_1(request: Request, matched: Matched, headers: dict[str, list[str]], path: str) -> dict[str, Any]:
    several: dict[str, list[str]] = {}
    for name, value in request.parameters:
        several.setdefault(name, []).append(value)
    return {
        "resource": matched.resource,
        "path": path,
        "httpMethod": request.method,
        "headers": {name: values[-1] for name, values in headers.items()},
        "multiValueHeaders": headers,
        "queryStringParameters": {name: values[-1] for name, values in several.items()} or None,
        "multiValueQueryStringParameters": several or None,
        "requestContext": {
            "accountId": DEFAULT_ACCOUNT_ID,
            "apiId": matched.target.api_id,
            "domainName": request.host,
            "domainPrefix": request.host.partition(".")[0],
            "extendedRequestId": extended_id(request.id),
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


def extended_id(request_id: str) -> str:
    """API Gateway's other name of a request, such as JKJaXmPLvHcESHA=."""
    digest = hashlib.sha256(request_id.encode()).digest()
    return f"{base64.urlsafe_b64encode(digest).decode()[:15]}="


def _headers(request: Request) -> dict[str, str]:
    """What the client sent, and what API Gateway adds."""
    headers = {**request.headers, **_added(request)}
    return {name: value for name, value in headers.items() if name not in (*OF_CLIENTS, "connection")}


def _added(request: Request) -> dict[str, str]:
    known = request.headers.get("x-forwarded-for")
    return {
        "x-amzn-trace-id": f"Root=1-{int(request.time):08x}-{request.id.replace('-', '')[:24]}",
        "x-forwarded-for": f"{known}, {request.source_ip}" if known else request.source_ip,
        "x-forwarded-port": "443",
        "x-forwarded-proto": "https",
        "host": request.host,
    }


def _as_sent(request: Request) -> dict[str, list[str]]:
    """Headers under the names that the client sent, but for those that API Gateway writes itself."""
    headers: dict[str, list[str]] = {}
    for name, value in request.sent or request.headers.items():
        if name.lower() not in (*OF_CLIENTS, "connection"):
            shown = name.title() if name.lower() in _TITLED else name
            headers.setdefault(shown, []).append(value)
    return headers | {name.title(): [value] for name, value in _added(request).items()}


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
