"""The edge: a request of a client near a region, answered by the edge city that is nearest.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowCloudFrontWorks.html
"""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Mapping
from typing import NamedTuple

from moto.cloudfront.models import cloudfront_backends
from moto.core.models import DEFAULT_ACCOUNT_ID

from tfgen.emulator.chaos import Chaos
from tfgen.emulator.cloudfront.edge_functions import live
from tfgen.emulator.edge import viewer
from tfgen.emulator.edge.cache import Cache, Clock, Kept, Key
from tfgen.emulator.edge.compression import compressed
from tfgen.emulator.edge.distribution import Behaviour, Distribution
from tfgen.emulator.edge.events import changed_answer, changed_request, event_of
from tfgen.emulator.edge.freshness import is_stored, ttl
from tfgen.emulator.edge.functions import EdgeFunctions, FunctionError
from tfgen.emulator.edge.key import accepted_encoding, key_of
from tfgen.emulator.edge.origin import Ask, Origins
from tfgen.emulator.edge.page import page
from tfgen.emulator.edge.response_headers import with_policy
from tfgen.emulator.front_door.answer import Answer
from tfgen.emulator.front_door.request import Request
from tfgen.emulator.here.not_here import NotRunHereError
from tfgen.world.places import Edge as City

HIT, REFRESHED, MISS, ERROR = "Hit", "RefreshHit", "Miss", "Error"
"""What X-Cache begins with."""

_NOT_SENT = frozenset(
    {"connection", "content-length", "transfer-encoding", "keep-alive", "age", "via", "x-cache"}
)


class _Visit(NamedTuple):
    """A request at an edge."""

    distribution: Distribution
    city: City
    behaviour: Behaviour
    known: Mapping[str, str]
    """What CloudFront knows of the viewer."""
    lacking: list[str]
    """Which functions did not run, and why."""


class Edge:
    """Every edge city, and what it keeps. Safe to use from any thread."""

    def __init__(self, chaos: Chaos, ask: Ask) -> None:
        self._origins = Origins(chaos, ask)
        self.cache = Cache()
        self.clock = Clock()
        self.functions = EdgeFunctions()

    def answer(self, distribution: Distribution, request: Request, client: str) -> Answer:
        """What a client near a region is answered, with CloudFront's headers."""
        city = viewer.edge_of(client, str(distribution.config.get("PriceClass", "PriceClass_All")))
        if not distribution.config["Enabled"] or not distribution.answers_to(request.host):
            found, how = page(403, f"{request.host} is no name of an enabled distribution"), ERROR
        else:
            behaviour = distribution.behaviour(request.path)
            visit = _Visit(distribution, city, behaviour, viewer.headers(request, client), [])
            found, how = self._visited(visit, request)
            found.reason = "; ".join(visit.lacking) or found.reason
        return _finished(found, how, city, request)

    def close(self) -> None:
        """Ends what it has started."""
        self.functions.close()

    def _visited(self, visit: _Visit, request: Request) -> tuple[Answer, str]:
        if request.method not in visit.behaviour.allowed:
            reason = "This distribution is not configured to allow the HTTP request method that was used for this request."
            return page(403, reason), ERROR
        try:
            asked = self._at_request(visit, request)
        except FunctionError as error:
            return page(503, f"The CloudFront function failed: {error}"), ERROR
        if isinstance(asked, Answer):
            return asked, MISS
        root = str(visit.distribution.config.get("DefaultRootObject") or "")
        if asked.path == "/" and root:
            asked = dataclasses.replace(asked, path=f"/{root}")
        found, how = self._cached(visit, asked)
        found = Answer(found.status, list(found.headers), found.body, found.reason)
        if found.status == 200 and _is_known(request, found):
            found = Answer(304, found.headers, b"", found.reason)
        if visit.behaviour.said.get("Compress") and str(visit.behaviour.said["Compress"]).lower() != "false":
            found = compressed(found, accepted_encoding(asked, visit.behaviour.cache))
        found.headers = with_policy(found.headers, visit.behaviour.response_headers, request)
        try:
            return self._at_response(visit, asked, found), how
        except FunctionError as error:
            return page(503, f"The CloudFront function failed: {error}"), ERROR

    def _at_request(self, visit: _Visit, request: Request) -> Request | Answer:
        for arn in visit.behaviour.functions("viewer-request"):
            event = event_of("viewer-request", visit.distribution, request, visit.known)
            said = self._run(visit, arn, event)
            if said is None:
                continue
            if "statusCode" in said:
                return changed_answer(Answer(200), said)
            request = changed_request(request, said)
        return request

    def _at_response(self, visit: _Visit, request: Request, answer: Answer) -> Answer:
        if answer.status >= 400:  # functions are not asked about errors
            return answer
        for arn in visit.behaviour.functions("viewer-response"):
            event = event_of("viewer-response", visit.distribution, request, visit.known, answer)
            said = self._run(visit, arn, event)
            answer = answer if said is None else changed_answer(answer, said)
        return answer

    def _run(self, visit: _Visit, arn: str, event: dict[str, object]) -> dict[str, object] | None:
        """What a function returns; None where it cannot run, for lack of a Node.js."""
        functions = cloudfront_backends[DEFAULT_ACCOUNT_ID]["aws"].functions
        found = next((each for each in list(functions.values()) if each.arn == arn), None)
        version = live(found) if found else None
        if found is None or version is None:
            raise FunctionError(f"{arn} is not there")
        code = version.code.decode() if isinstance(version.code, bytes) else str(version.code)
        try:
            return self.functions.run(code, event)
        except NotRunHereError as error:
            visit.lacking.append(f"the function {found.name} did not run: {error}")
            return None

    def _cached(self, visit: _Visit, request: Request) -> tuple[Answer, str]:
        behaviour, distribution = visit.behaviour, visit.distribution
        if request.method not in behaviour.cached:
            return self._customised(visit, request, self._asked(visit, request, "")), MISS
        key = (visit.city.name, distribution.id, key_of(request, behaviour.cache, visit.known))
        now = self.clock.now()
        kept = self.cache.get(key)
        if kept and now < max(kept.until, kept.retry):
            return _aged(kept, now), ERROR if kept.answer.status >= 400 else HIT
        stale = kept if kept and kept.answer.status < 400 else None
        found = self._asked(visit, request, _etag(stale.answer) if stale else "")
        if stale and found.status == 304:
            refreshed = Answer(stale.answer.status, _refreshed(stale.answer, found), stale.answer.body)
            self._keep(visit, key, refreshed, now)
            return refreshed, REFRESHED
        if stale and found.status >= 500:
            stale.retry = now + distribution.error_ttl(found.status)
            return _aged(stale, now), REFRESHED
        found = self._customised(visit, request, found)
        if request.method != "HEAD":  # whose answer is not whole
            self._keep(visit, key, found, now)
        return found, ERROR if found.status >= 400 else MISS

    def _asked(self, visit: _Visit, request: Request, etag: str) -> Answer:
        near = viewer.region_of(visit.city)
        found = self._origins.answer(visit.distribution, visit.behaviour, request, visit.known, near, etag)
        headers = [each for each in found.headers if each[0].lower() not in _NOT_SENT]
        return Answer(found.status, headers, found.body, found.reason)

    def _keep(self, visit: _Visit, key: Key, found: Answer, now: float) -> None:
        said = {name.lower(): value for name, value in found.headers}
        policy, errors = visit.behaviour.cache, visit.distribution.error_ttl(found.status)
        seconds = ttl(policy, found.status, said, now, errors)
        if seconds > 0 or (found.status < 400 and is_stored(policy, said)):
            self.cache.put(key, Kept(found, now, now + seconds))

    def _customised(self, visit: _Visit, request: Request, found: Answer) -> Answer:
        """The page that a distribution has for an error."""
        said = visit.distribution.error_response(found.status) if found.status >= 400 else {}
        if not said.get("ResponsePagePath"):
            return found
        path = str(said["ResponsePagePath"])
        asked = dataclasses.replace(request, method="GET", path=path, query="", body=b"")
        there = visit._replace(behaviour=visit.distribution.behaviour(path))
        answer = self._asked(there, asked, "")
        if answer.status != 200:
            return found
        return Answer(int(said["ResponseCode"]), answer.headers, answer.body, found.reason)


def _aged(kept: Kept, now: float) -> Answer:
    answer = kept.answer
    headers = [*answer.headers, ("age", str(int(now - kept.since)))]
    return Answer(answer.status, headers, answer.body, answer.reason)


def _etag(answer: Answer) -> str:
    return next((value for name, value in answer.headers if name.lower() == "etag"), "")


def _refreshed(old: Answer, new: Answer) -> list[tuple[str, str]]:
    """The headers that are kept, as the origin now says them."""
    said = {name.lower(): value for name, value in new.headers if name.lower() != "content-length"}
    return [(name, said.get(name.lower(), value)) for name, value in old.headers]


def _is_known(request: Request, answer: Answer) -> bool:
    """Whether the client has what it asks for."""
    etag = _etag(answer).removeprefix("W/")
    known = (each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(","))
    return bool(etag) and etag in known


def _finished(answer: Answer, how: str, city: City, request: Request) -> Answer:
    """With the headers that CloudFront adds."""
    words = f"{how} from cloudfront"
    headers = [
        *answer.headers,
        ("x-cache", words),
        ("via", f"1.1 {uuid.uuid5(uuid.NAMESPACE_DNS, city.name).hex}.cloudfront.net (CloudFront)"),
        ("x-amz-cf-pop", f"{city.name}50-C1"),
        ("x-amz-cf-id", request.id),
    ]
    return Answer(answer.status, headers, answer.body, answer.reason or f"edge {city.name}: {words}")
