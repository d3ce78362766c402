"""What the edge asks origins for: buckets, and what Route 53 leads a name to from where the edge is.

Sources: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html and
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tfgen.emulator.chaos import Chaos
from tfgen.emulator.edge import s3_origin
from tfgen.emulator.edge.distribution import Behaviour, Distribution
from tfgen.emulator.edge.key import Forwarded, forwarded
from tfgen.emulator.edge.page import page
from tfgen.emulator.front_door.answer import Answer
from tfgen.emulator.front_door.request import Request

Config = Mapping[str, Any]
Ask = Callable[[Request, str, str], Answer | None]
"""Asks the front door for a request, by the name of the origin, from near a region; None if the name leads nowhere."""

REGION_HEADER = "x-tfgen-region"
SOURCE_IP = "130.176.0.1"
"""Of every edge, to origins. https://ip-ranges.amazonaws.com/ip-ranges.json has CloudFront's networks."""

_FAILOVER = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Origins:
    """Asks them."""

    chaos: Chaos
    ask: Ask

    def answer(
        self,
        distribution: Distribution,
        behaviour: Behaviour,
        request: Request,
        known: Mapping[str, str],
        near: str,
        etag: str,
    ) -> Answer:
        """What the origin of a behaviour answers, or the second one of its group; `near` is the region by the edge."""
        origins, statuses = distribution.origins(behaviour.said["TargetOriginId"])
        sent = forwarded(request, behaviour.cache, behaviour.origin_request, known)
        found = self._one(distribution, origins[0], request, sent, near, etag)
        if len(origins) > 1 and found.status in statuses and request.method in _FAILOVER:
            return self._one(distribution, origins[1], request, sent, near, etag)
        return found

    def _one(
        self,
        distribution: Distribution,
        origin: Config,
        request: Request,
        sent: Forwarded,
        near: str,
        etag: str,
    ) -> Answer:
        path = f"{origin.get('OriginPath') or ''}{request.path}"
        if s3_origin.is_bucket(origin):
            found = s3_origin.answer(self.chaos, origin, distribution.arn, request.method, path, etag)
            return _told(found, s3_origin.region_of(origin))
        conditional = {"if-none-match": etag} if etag else {}
        headers = {**_own(request, origin, sent), **sent.headers, **conditional, **_custom(origin)}
        headers["x-forwarded-for"] = request.source_ip
        asked = dataclasses.replace(
            request,
            host=headers["host"].partition(":")[0].lower(),
            path=path,
            query=sent.query,
            headers=headers,
            sent=list(headers.items()),
            source_ip=SOURCE_IP,
        )
        answer = self.ask(asked, str(origin["DomainName"]).lower(), near)
        return answer or page(502, "CloudFront wasn't able to resolve the origin domain name.")


def _own(request: Request, origin: Config, sent: Forwarded) -> dict[str, str]:
    """What CloudFront sends by itself."""
    length = {"content-length": str(len(request.body))} if request.body else {}
    return {
        "host": sent.headers.get("host", str(origin["DomainName"])),
        "user-agent": "Amazon CloudFront",
        "via": f"{request.protocol.removeprefix('HTTP/')} edge.cloudfront.net (CloudFront)",
        "x-amz-cf-id": request.id,
        **length,
    }


def _custom(origin: Config) -> dict[str, str]:
    said = (origin.get("CustomHeaders") or {}).get("Items") or ()
    return {str(each["HeaderName"]).lower(): str(each["HeaderValue"]) for each in said}


def _told(answer: Answer, region: str) -> Answer:
    if region:
        answer.headers.append((REGION_HEADER, region))
    return answer
