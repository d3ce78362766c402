"""The events of CloudFront functions, and what comes back of them.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
"""

from __future__ import annotations

import base64
import dataclasses
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from tfgen.emulator.edge import viewer
from tfgen.emulator.edge.distribution import Distribution
from tfgen.emulator.front_door.answer import Answer
from tfgen.emulator.front_door.request import OF_CLIENTS, Request

Said = Mapping[str, Any]


def event_of(
    kind: str,
    distribution: Distribution,
    request: Request,
    known: Mapping[str, str],
    answer: Answer | None = None,
) -> dict[str, Any]:
    """What a function gets at a viewer's request, or at the response to it."""
    event: dict[str, Any] = {
        "version": "1.0",
        "context": {
            "distributionDomainName": distribution.name,
            "distributionId": distribution.id,
            "eventType": kind,
            "requestId": request.id,
        },
        "viewer": {"ip": request.source_ip},
        "request": {
            "method": request.method,
            "uri": request.path,
            "querystring": _several(text.partition("=")[::2] for text in request.query.split("&") if text),
            "headers": _several(_headers(request, known)),
            "cookies": _several(_cookies(request)),
        },
    }
    if answer is not None:
        event["response"] = {
            "statusCode": answer.status,
            "statusDescription": _phrase(answer.status),
            "headers": _several(
                (name.lower(), value) for name, value in answer.headers if name.lower() != "set-cookie"
            ),
            "cookies": {},
        }
    return event


def changed_request(request: Request, said: Said) -> Request:
    """The request that a function has returned."""
    headers = {name: _joined(value) for name, value in said.get("headers", {}).items()}
    headers = {name: value for name, value in headers.items() if not name.startswith(viewer.PREFIX)}
    cookies = "; ".join(f"{name}={value}" for name, value in _pairs(said.get("cookies", {})))
    if cookies:
        headers["cookie"] = cookies
    headers |= {name: request.headers[name] for name in OF_CLIENTS if name in request.headers}
    query = "&".join(
        f"{name}={value}" if value else name for name, value in _pairs(said.get("querystring", {}))
    )
    return dataclasses.replace(
        request,
        path=str(said.get("uri", request.path)),
        query=query,
        headers=headers,
        sent=list(headers.items()),
    )


def changed_answer(answer: Answer, said: Said) -> Answer:
    """The answer that a function has returned, to a viewer's request or for a response of the origin."""
    headers = [(name, value) for name, value in _pairs(said.get("headers", {})) if name != "content-length"]
    headers += [each for each in answer.headers if each[0].lower() == "set-cookie"]
    headers += [("set-cookie", _cookie(name, each)) for name, each in said.get("cookies", {}).items()]
    body = _body(said["body"]) if said.get("body") is not None else answer.body
    return Answer(int(said.get("statusCode", answer.status)), headers, body, answer.reason)


def _headers(request: Request, known: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    own = (each for each in request.headers.items() if each[0] not in ("cookie", *OF_CLIENTS))
    return (*own, *known.items())


def _cookies(request: Request) -> Iterable[tuple[str, str]]:
    texts = (text.strip() for text in request.headers.get("cookie", "").split(";"))
    return (text.partition("=")[::2] for text in texts if text)


def _several(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            known = found[name].setdefault("multiValue", [{"value": found[name]["value"]}])
            known.append({"value": value})
        else:
            found[name] = {"value": value}
    return found


def _pairs(said: Said) -> Iterable[tuple[str, str]]:
    for name, each in said.items():
        for one in each.get("multiValue") or [each]:
            yield name, str(one.get("value", ""))


def _joined(said: Said) -> str:
    return ",".join(str(each.get("value", "")) for each in said.get("multiValue") or [said])


def _cookie(name: str, said: Said) -> str:
    attributes = f"; {said['attributes']}" if said.get("attributes") else ""
    return f"{name}={said.get('value', '')}{attributes}"


def _body(said: Any) -> bytes:
    if isinstance(said, str):
        return said.encode()
    data = str(said.get("data", ""))
    return base64.b64decode(data) if said.get("encoding") == "base64" else data.encode()


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""
