"""The one server that all names of the service lead to."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from tfgen.emulator.authorization.api_keys import Usage
from tfgen.emulator.authorization.issuers import Issuers
from tfgen.emulator.chaos import Chaos, Part
from tfgen.emulator.edge import distribution as distributions
from tfgen.emulator.edge.edge import Edge
from tfgen.emulator.edge.origin import REGION_HEADER as REGION_HEADER
from tfgen.emulator.front_door import http_api, rest_api
from tfgen.emulator.front_door import target as targets
from tfgen.emulator.front_door.answer import Answer, message
from tfgen.emulator.front_door.api_metrics import measured
from tfgen.emulator.front_door.http_authorizers import HttpAuthorizers
from tfgen.emulator.front_door.payloads import extended_id
from tfgen.emulator.front_door.request import (
    CLIENT_REGION_HEADER,
    CLIENT_TARGET_HEADER,
    Request,
    request_of,
)
from tfgen.emulator.front_door.rest_authorizers import RestAuthorizers
from tfgen.emulator.functions.functions import Functions
from tfgen.stack.region_name import REGIONS

_KEPT = 1000
_TOO_LARGE_FOR_REST = "HTTP content length exceeded 10485760 bytes."
"""https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html"""
_LARGEST_BODY = 10 << 20
"""Bytes. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html"""


@dataclass(frozen=True, slots=True)
class Served:
    """A request in the journal."""

    time: float
    """Seconds since 1970, when it came."""
    host: str
    method: str
    path: str
    region: str
    """Empty if the name led to none."""
    api_id: str
    """Empty if the region had none for the name."""
    status: int
    reason: str
    """Why API Gateway, and not a function, answered, or what the edge did; else empty."""
    seconds: float


class FrontDoor:
    """A WSGI application that answers as API Gateway in every region would.

    The Host header decides: an API's own name leads to its region, any other where `resolve` says that Route 53
    leads a client who is near a region, which the header `x-client-region` names or else `client`; or to what the client
    has been answered before, which `x-client-target` names. Safe to use from any thread.
    """

    def __init__(
        self,
        functions: Functions,
        chaos: Chaos,
        resolve: Callable[[str, str], str | None],
        client: str,
        issuers: Issuers | None = None,
    ) -> None:
        self._functions = functions
        self._chaos = chaos
        self._resolve = resolve
        self._client = client
        issuers = issuers or Issuers()
        self.usage = Usage()
        """Of API keys."""
        self._http = HttpAuthorizers(functions, issuers)
        self._rest = RestAuthorizers(functions, issuers, self.usage)
        self.journal: deque[Served] = deque(maxlen=_KEPT)
        """The last requests, the oldest first. What an edge asks an origin for stands before what the edge was asked."""
        self.edge = Edge(chaos, self._from_edge)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        request = request_of(environ)
        return _sent(self._answer(request), request, start_response)

    def _answer(self, request: Request) -> Answer:
        name, client = request.host, request.headers.get(CLIENT_REGION_HEADER, self._client)
        if not targets.is_own_name(name):
            if client not in REGIONS:
                reason = f"{CLIENT_REGION_HEADER} takes the name of a region"
                return self._journaled(request, lambda: ("", None, message(400, reason, reason)))
            name = self._led(name, client, request.headers.get(CLIENT_TARGET_HEADER))
        distribution = distributions.find(name)
        if distribution is None:
            return self._journaled(request, lambda: self._answered(request, name))
        began = time.monotonic()
        answer = self.edge.answer(distribution, request, client)
        self._note(request, ("", "", answer), began)
        return answer

    def _from_edge(self, request: Request, origin: str, near: str) -> Answer | None:
        """What an origin answers an edge near a region; None if its name leads nowhere."""
        name = self._led(origin, near)
        return self._journaled(request, lambda: self._answered(request, name)) if name else None

    def _led(self, name: str, client: str, known: str | None = None) -> str:
        """Where Route 53 leads, or led, a client near a region who asks for a name; empty if nowhere."""
        if targets.region_of(name) or targets.is_of_edge(name):
            return name
        return (known or self._resolve(name, client) or "").rstrip(".").lower()

    def _journaled(self, request: Request, answered: Callable[[], _Answered]) -> Answer:
        began = time.monotonic()
        region, target, answer = answered()
        if target:
            self._functions.metrics.send(region, "AWS/ApiGateway", **measured(target, answer.status))
        self._note(request, (region, target.api_id if target else "", answer), began)
        extended = extended_id(request.id)
        if target and target.is_rest:
            answer.headers += [("x-amzn-requestid", request.id), ("x-amz-apigw-id", extended)]
        else:
            answer.headers.append(("apigw-requestid", extended))
        if region:
            answer.headers.append((REGION_HEADER, region))
        return answer

    def _note(self, request: Request, found: tuple[str, str, Answer], began: float) -> None:
        region, api_id, answer = found
        self.journal.append(
            Served(
                request.time,
                request.host,
                request.method,
                request.path,
                region,
                api_id,
                answer.status,
                answer.reason,
                time.monotonic() - began,
            )
        )

    def _answered(self, request: Request, name: str) -> _Answered:
        """By the name that Route 53 leads to, or none."""
        if not name:
            return "", None, message(502, f"{request.host} does not resolve", "the name does not resolve")
        region = targets.region_of(name) or targets.region_of_edge(name)
        if region is None:
            return "", None, message(502, f"{name} is not emulated", f"the name leads to {name}")
        if self._chaos.is_lost(region, Part.api):
            return region, None, message(503, "Service Unavailable", f"region {region} is lost")
        delay = self._chaos.delay(region)
        if delay:
            time.sleep(delay)
        target, answer = self._in_region(region, name, request)
        return region, target, answer

    def _in_region(self, region: str, name: str, request: Request) -> tuple[targets.Target | None, Answer]:
        if targets.is_own_name(request.host):
            target = targets.by_own_name(request.host, request.path)
            reason = f"no API answers to {request.host}{request.path}"
        elif not targets.is_target_name(region, name):
            target, reason = None, f"no custom domain name of {region} has the target {name}"
        else:
            target = targets.by_custom_name(region, request.host, request.path)
            reason = f"{region} has no custom domain name, or no mapping, for {request.host}{request.path}"
        if target is None:
            return None, message(403, "Forbidden", reason)
        if len(request.body) > _LARGEST_BODY:
            text = _TOO_LARGE_FOR_REST if target.is_rest else "Request Entity Too Large"
            return target, message(413, text, "the body is larger than 10 MB")
        if target.is_rest:
            return target, rest_api.answer(self._functions, self._rest, target, request)
        return target, http_api.answer(self._functions, self._http, target, request)


_Answered = tuple[str, targets.Target | None, Answer]
"""A region, an API, and the answer."""


def _sent(answer: Answer, request: Request, start_response: Callable[..., Any]) -> Iterable[bytes]:
    try:
        phrase = HTTPStatus(answer.status).phrase
    except ValueError:  # a function may give any
        phrase = ""
    has_body = answer.status not in (204, 304)
    length = [("content-length", str(len(answer.body)))] if has_body else []
    start_response(f"{answer.status} {phrase}", [*answer.headers, *length])
    return [answer.body] if has_body and request.method != "HEAD" else []
