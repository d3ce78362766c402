"""What of a request says who asks: an authorizer's identity sources."""

from __future__ import annotations

from collections.abc import Iterable

from tfgen.emulator.front_door.payloads import Matched
from tfgen.emulator.front_door.request import Request


def values(sources: Iterable[str], matched: Matched, request: Request) -> tuple[str, ...] | None:
    """The value of each source; None if one has none, or an empty one.

    Sources are expressions such as $request.header.Authorization, or method.request.header.Authorization.
    """
    found = tuple(_value(source, matched, request) for source in sources)
    return found if all(found) else None


def _value(source: str, matched: Matched, request: Request) -> str:
    place, _, name = source.strip().removeprefix("$").removeprefix("method.").partition(".")
    if place == "request":
        place, _, name = name.partition(".")
    match place:
        case "header":
            return request.headers.get(name.lower(), "")
        case "querystring":
            return dict(request.parameters).get(name, "")
        case "stageVariables":
            return matched.variables.get(name, "")
        case _:
            return _context(matched, request).get(name, "")


def _context(matched: Matched, request: Request) -> dict[str, str]:
    return {
        "apiId": matched.target.api_id,
        "domainName": request.host,
        "httpMethod": request.method,
        "identity.sourceIp": request.source_ip,
        "identity.userAgent": request.headers.get("user-agent", ""),
        "path": matched.target.path,
        "requestId": request.id,
        "resourcePath": matched.resource,
        "routeKey": matched.route,
        "stage": matched.target.stage,
    }
