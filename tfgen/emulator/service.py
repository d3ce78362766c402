"""What a service is to the emulator, besides what moto does: which of its requests are for what it holds, which IAM
permissions requests need, and what of it runs.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar
from urllib.parse import parse_qsl

from tfgen.emulator.access import Access as Access
from tfgen.emulator.chaos import Chaos, Part

if TYPE_CHECKING:
    from tfgen.emulator.functions.functions import Functions

T = TypeVar("T")

FORM = "application/x-www-form-urlencoded"
"""The content type of requests whose parameters are a form."""


_SCOPE = re.compile(r"Credential=([^/,]+)/\d+/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request")


class Call(NamedTuple):
    """A request to a service, as its protocol says it: in JSON, or in a form."""

    region: str
    action: str
    """Such as PutItem."""
    parameters: Mapping[str, Any]
    path: str = "/"


class Signature(NamedTuple):
    """What a request's signature says, unchecked."""

    access_key_id: str
    region: str
    service: str


def signature(environ: dict[str, Any]) -> Signature | None:
    """Of a WSGI request; None if it carries none."""
    found = _SCOPE.search(environ.get("HTTP_AUTHORIZATION", ""))
    return Signature(*found.groups()) if found else None


def call_of(environ: dict[str, Any], region: str) -> Call:
    """Reads a WSGI request, which can be read again; what cannot be read has no parameters."""
    body: bytes = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    path = environ.get("PATH_INFO", "/")
    if environ.get("CONTENT_TYPE", "").startswith(FORM):
        form = dict(parse_qsl(body.decode("utf-8", "replace")))
        return Call(region, form.get("Action", ""), form, path)
    _, _, action = environ.get("HTTP_X_AMZ_TARGET", "").partition(".")
    try:
        parameters = json.loads(body or b"{}")
    except (ValueError, RecursionError):  # which the service will refuse to parse
        parameters = {}
    return Call(region, action, parameters if isinstance(parameters, dict) else {}, path)


@dataclass(frozen=True, slots=True)
class Options:
    """How an emulator is to be."""

    client: str = "us-east-1"
    """The region that clients are near who do not say where they are."""
    speed: float = 60.0
    """How many times faster than at AWS goes by what is only waited for: between health checks, between retries."""
    lag: float = 0.2
    """Seconds until a write arrives in other regions."""
    refuses_2017: bool = False
    """Refuse new global tables of version 2017.11.29, as AWS does."""
    endpoint_port: int = 0
    front_door_port: int = 0
    dns_port: int = 0
    account: str = ""
    """The account's number; empty for moto's, 123456789012."""
    quotas: Mapping[str, int] = field(default_factory=dict)
    """What the account has of quotas, by their names, where it is not what AWS gives by default."""


class Ground(NamedTuple):
    """What services stand on."""

    options: Options
    chaos: Chaos
    functions: Functions


@dataclass(frozen=True, eq=False)
class Service(Generic[T]):
    """What the emulator adds to one of moto's services."""

    name: str
    """Of its requests' signatures."""
    part: Part
    """The part of a region that what it holds belongs to."""
    data: frozenset[str]
    """Actions on what it holds. All others are the control plane's."""
    access: Callable[[Call], list[Access] | None]
    """What IAM has to allow for a request; None where that is not known, and IAM is asked about the action alone."""
    denied: tuple[int, str]
    """Status and code of its answer where IAM does not."""
    run: Callable[[Ground], AbstractContextManager[T]]
    """Makes it, for as long as an emulator runs."""
    reads: Callable[[dict[str, Any], str], Call] = call_of
    """A WSGI request in a region, which can be read again."""
