"""A request as it came in."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tfgen.emulator.authorization.signatures import Whole

CLIENT_REGION_HEADER = "x-client-region"
CLIENT_TARGET_HEADER = "x-client-target"
"""Names where the client's connection leads: what it was answered when it last asked Route 53."""
OF_CLIENTS = (CLIENT_REGION_HEADER, CLIENT_TARGET_HEADER)
"""What is for the front door alone, in the place of addresses and networks."""
SENT = "tfgen.headers"
"""What the server says of headers, where WSGI loses the case of names and joins values."""


@dataclass(frozen=True, slots=True)
class Request:
    """Names of headers are in lower case; equal headers have been joined by the server, as WSGI does."""

    method: str
    host: str
    """In lower case, without a port."""
    path: str
    """As it was sent, still percent-encoded."""
    query: str
    """As it was sent, without the question mark."""
    headers: dict[str, str]
    body: bytes
    protocol: str
    source_ip: str
    id: str
    time: float
    """Seconds since 1970."""
    sent: list[tuple[str, str]] = field(default_factory=list)
    """Names of headers as they were sent, and each value."""

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """Of the query, decoded."""
        return parse_qsl(self.query, keep_blank_values=True)


def request_of(environ: dict[str, Any]) -> Request:
    """Reads the whole request, so that the next one on the connection can follow."""
    headers = {
        name[5:].replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if environ.get(name):
            headers[name.replace("_", "-").lower()] = environ[name]
    sent = environ["REQUEST_URI"]
    if not sent.startswith("/"):  # to a proxy, the whole URL is sent
        parts = urlsplit(sent)
        sent = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    path, _, query = sent.partition("?")
    return Request(
        method=environ["REQUEST_METHOD"],
        host=headers.get("host", "").rsplit(":", 1)[0].lower(),
        path=path,
        query=query,
        headers=headers,
        body=_body(environ),
        protocol=environ.get("SERVER_PROTOCOL", "HTTP/1.1"),
        source_ip=environ.get("REMOTE_ADDR", "127.0.0.1"),
        id=str(uuid.uuid4()),
        time=time.time(),
        sent=environ[SENT],
    )


def whole(request: Request) -> Whole:
    """What of a request a signature is for."""
    return Whole(request.method, request.host, request.path, request.query, request.headers, request.body)


def _body(environ: dict[str, Any]) -> bytes:
    length = environ.get("CONTENT_LENGTH")
    if length:
        return bytes(environ["wsgi.input"].read(int(length)))
    return bytes(environ["wsgi.input"].read()) if environ.get("wsgi.input_terminated") else b""


def decoded(path: str) -> str:
    """A path without percent-encoding."""
    return unquote(path)
