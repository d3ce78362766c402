"""Requests to APIs that are signed with Signature Version 4: whether the signature is that of a key.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import UTC, datetime
from http.client import HTTPMessage
from typing import NamedTuple

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

SERVICE = "execute-api"

_HEADER = re.compile(
    r"AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)/(\d{8})/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request,\s*"
    r"SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})"
)
_MOMENT = "%Y%m%dT%H%M%SZ"
_LATITUDE_SECONDS = 300


class SignatureError(Exception):
    """A request is not signed as it has to be; the message says what is wrong."""


class UnsignedError(SignatureError):
    """It carries no signature."""


class IncompleteError(SignatureError):
    """What it carries is no signature of Version 4."""


class Signed(NamedTuple):
    """What a request's signature says, unchecked."""

    access_key_id: str
    region: str
    headers: tuple[str, ...]
    """Names of those that are signed, in lower case."""
    signature: str
    moment: str
    token: str
    """Of a session; empty if there is none."""


class Whole(NamedTuple):
    """Of a request, what is signed."""

    method: str
    host: str
    path: str
    """Still percent-encoded."""
    query: str
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes


def signed(headers: dict[str, str], region: str) -> Signed:
    """The signature in the header of a request for an API in a region. Raises SignatureError."""
    said = headers.get("authorization", "")
    if not said:
        raise UnsignedError("the request is not signed")
    found = _HEADER.fullmatch(said.strip())
    moment = headers.get("x-amz-date", "")
    if found is None or not moment:
        raise IncompleteError("the header Authorization holds no signature of version 4")
    key, day, of_region, service, names, signature = found.groups()
    if (of_region, service) != (region, SERVICE) or not moment.startswith(day):
        raise IncompleteError(
            f"the signature is for {service} in {of_region}, and not for {SERVICE} in {region}"
        )
    listed = tuple(names.split(";"))
    if "host" not in listed:
        raise IncompleteError("the signature does not cover the host")
    return Signed(key, region, listed, signature, moment, headers.get("x-amz-security-token", ""))


def check(request: Whole, said: Signed, secret: str) -> None:
    """Raises SignatureError if the signature is not one of the secret's, or too old."""
    try:
        moment = datetime.strptime(said.moment, _MOMENT).replace(tzinfo=UTC)
    except ValueError as error:
        raise IncompleteError("the date of the signature is none") from error
    if abs((datetime.now(UTC) - moment).total_seconds()) > _LATITUDE_SECONDS:
        raise SignatureError(f"the signature is of {said.moment}, and has expired")
    given = request.headers.get("x-amz-content-sha256")
    if given and given not in ("UNSIGNED-PAYLOAD", hashlib.sha256(request.body).hexdigest()):
        raise SignatureError("the body is not the one that is signed")
    query = f"?{request.query}" if request.query else ""
    rebuilt = AWSRequest(
        request.method,
        f"https://{request.host}{request.path}{query}",
        {name: request.headers.get(name, "") for name in said.headers},
        request.body,
    )
    rebuilt.context["timestamp"] = said.moment
    if given:
        rebuilt.headers["x-amz-content-sha256"] = given
    signer = _Signer(Credentials(said.access_key_id, secret), SERVICE, said.region, said.headers)
    text = signer.string_to_sign(rebuilt, signer.canonical_request(rebuilt))
    if not hmac.compare_digest(signer.signature(text, rebuilt), said.signature):
        raise SignatureError("the signature is not the key's")


class _Signer(SigV4Auth):
    """Signs the headers that a request says, and no others."""

    def __init__(self, credentials: Credentials, service: str, region: str, names: tuple[str, ...]) -> None:
        super().__init__(credentials, service, region)
        self._names = names

    def headers_to_sign(self, request: AWSRequest) -> HTTPMessage:
        found = super().headers_to_sign(request)
        for name in set(found) - set(self._names):
            del found[name]
        return found
