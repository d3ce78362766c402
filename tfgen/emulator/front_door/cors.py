"""Cross-origin requests to HTTP APIs, which API Gateway answers by the API's configuration.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
"""

from __future__ import annotations

from typing import Any

from tfgen.emulator.front_door.answer import Answer, Headers
from tfgen.emulator.front_door.request import Request

_ANY = ("*", "http://*", "https://*")


def preflight(configuration: dict[str, Any], request: Request) -> Answer | None:
    """The answer to a preflight request, or None if this is none."""
    if (
        request.method != "OPTIONS"
        or not {"origin", "access-control-request-method"} <= request.headers.keys()
    ):
        return None
    headers = _allowed_origin(configuration, request)
    if headers:
        for member in ("allowMethods", "allowHeaders"):
            if configuration.get(member):
                headers.append((f"access-control-{_dashed(member)}", ",".join(configuration[member])))
        if configuration.get("maxAge") is not None:
            headers.append(("access-control-max-age", str(configuration["maxAge"])))
    return Answer(204, headers)


def apply(configuration: dict[str, Any], request: Request, answer: Answer) -> None:
    """Puts the API's headers in the place of those that the function returned."""
    answer.headers = [
        (name, value) for name, value in answer.headers if not name.lower().startswith("access-control-")
    ]
    added = _allowed_origin(configuration, request)
    if added and configuration.get("exposeHeaders"):
        added.append(("access-control-expose-headers", ",".join(configuration["exposeHeaders"])))
    answer.headers += added


def _allowed_origin(configuration: dict[str, Any], request: Request) -> Headers:
    origin = request.headers.get("origin", "")
    allowed = configuration.get("allowOrigins") or ()
    if not origin:
        return []
    if "*" in allowed:
        headers = [("access-control-allow-origin", "*")]
    elif any(origin == one or (one in _ANY and origin.startswith(one[:-1])) for one in allowed):
        headers = [("access-control-allow-origin", origin)]
    else:
        return []
    if configuration.get("allowCredentials"):
        headers.append(("access-control-allow-credentials", "true"))
    return headers


def _dashed(member: str) -> str:
    return member.replace("allow", "allow-").lower()
