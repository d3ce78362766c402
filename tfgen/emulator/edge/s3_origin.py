"""Objects of buckets, as CloudFront gets them: with an origin access control or as anybody, by the bucket's policy.

Sources: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
and https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html (what is missing is told to who may list alone)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.s3.models import FakeKey

from tfgen.emulator.chaos import Chaos, Part
from tfgen.emulator.cloudfront.distribution_checks import S3_NAME
from tfgen.emulator.errors import error
from tfgen.emulator.front_door.answer import Answer
from tfgen.emulator.functions.policies import Verdict
from tfgen.emulator.functions.principals import Principal
from tfgen.emulator.s3.bucket_policies import EVERYBODY, bucket_of, verdict

Config = Mapping[str, Any]

_EDGE = Principal(service="cloudfront.amazonaws.com")


def is_bucket(origin: Config) -> bool:
    """Whether an origin is a bucket, by its name."""
    return "S3OriginConfig" in origin and S3_NAME.fullmatch(origin["DomainName"]) is not None


def region_of(origin: Config) -> str:
    """The region of an origin's bucket; empty if there is no such bucket."""
    bucket = bucket_of(_name(origin))
    return str(bucket.region_name) if bucket is not None else ""


def answer(chaos: Chaos, origin: Config, distribution: str, method: str, path: str, etag: str) -> Answer:
    """What a bucket answers a distribution, by its ARN; `etag` is what the edge has of the object, or empty."""
    bucket = bucket_of(_name(origin))
    if bucket is None:
        return _error(404, "NoSuchBucket", "The specified bucket does not exist")
    if chaos.is_lost(bucket.region_name, Part.buckets):
        return _error(503, "ServiceUnavailable", f"{bucket.region_name} is lost")
    if method not in ("GET", "HEAD"):
        return _error(405, "MethodNotAllowed", "The specified method is not allowed against this resource.")
    key = unquote(path).removeprefix("/")
    asked = _Asked(bucket, origin, distribution)
    if not key or not asked.may("s3:GetObject", f"{bucket.arn}/{key}"):
        return _error(403, "AccessDenied", "Access Denied")
    found = bucket.keys.get(key)
    if not isinstance(found, FakeKey):
        if asked.may("s3:ListBucket", bucket.arn):
            return _error(404, "NoSuchKey", "The specified key does not exist.")
        return _error(403, "AccessDenied", "Access Denied")
    told = {**found.response_dict, **found.metadata, "server": "AmazonS3", "accept-ranges": "bytes"}
    told.pop("content-length", None)
    headers = [(str(name), str(value)) for name, value in told.items()]
    if etag and etag.removeprefix("W/") == found.etag:
        return Answer(304, headers)
    return Answer(200, headers, found.value)


class _Asked:
    """A request to a bucket, by who makes it."""

    def __init__(self, bucket: Any, origin: Config, distribution: str) -> None:
        self._bucket = bucket
        self._principal = _EDGE if origin.get("OriginAccessControlId") else EVERYBODY
        self._context = (
            {"aws:sourcearn": distribution, "aws:sourceaccount": DEFAULT_ACCOUNT_ID}
            if origin.get("OriginAccessControlId")
            else {}
        )

    def may(self, action: str, resource: str) -> bool:
        """Whether the bucket's policy allows it."""
        said = verdict(self._bucket, self._principal, action, resource, self._context)
        return said is Verdict.allowed


def _name(origin: Config) -> str:
    found = S3_NAME.fullmatch(origin["DomainName"])
    return found["bucket"] if found else ""


def _error(status: int, code: str, message: str) -> Answer:
    made = error("s3", code, message, status)
    return Answer(
        status, [("content-type", "application/xml"), ("server", "AmazonS3")], b"".join(made.body), message
    )
