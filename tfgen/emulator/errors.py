"""Errors in the forms that AWS's protocols give them.

https://smithy.io/2.0/aws/protocols/index.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

CBOR = "smithy-rpc-v2-cbor"

_REQUEST = "emulated"


class Answer(NamedTuple):
    """What a WSGI application answers."""

    status: str
    headers: list[tuple[str, str]]
    body: Iterable[bytes]

    def to(self, start_response: Any) -> Iterable[bytes]:
        """Starts the response, and gives its body."""
        start_response(self.status, self.headers)
        return self.body


def error(protocol: str, code: str, message: str, status: int = 400) -> Answer:
    """An error of a protocol such as rest-xml, as the SDK's models call it; s3 has a form of its own."""
    content_type, body = _body(protocol, code, message)
    headers = [("content-type", content_type), ("content-length", str(len(body))), ("x-amzn-errortype", code)]
    if protocol == CBOR:
        headers.append(("smithy-protocol", "rpc-v2-cbor"))
    return Answer(f"{status} {HTTPStatus(status).phrase}", headers, [body])


def _body(protocol: str, code: str, message: str) -> tuple[str, bytes]:
    said = f"<Code>{escape(code)}</Code><Message>{escape(message)}</Message>"
    if protocol == "ec2":
        body = f"<Response><Errors><Error>{said}</Error></Errors><RequestID>{_REQUEST}</RequestID></Response>"
        return "text/xml", body.encode()
    if protocol in ("query", "rest-xml"):
        body = f"<Error><Type>Sender</Type>{said}</Error><RequestId>{_REQUEST}</RequestId>"
        return "text/xml", f"<ErrorResponse>{body}</ErrorResponse>".encode()
    if protocol == "s3":
        return "application/xml", f"<Error>{said}<RequestId>{_REQUEST}</RequestId></Error>".encode()
    if protocol == CBOR:
        return "application/cbor", _cbor({"__type": code, "message": message})
    kind = "application/json" if protocol == "rest-json" else "application/x-amz-json-1.1"
    return kind, json.dumps({"__type": code, "message": message}).encode()


def _cbor(texts: dict[str, str]) -> bytes:
    """A map of texts. https://www.rfc-editor.org/rfc/rfc8949#section-3"""
    found = bytes([0xA0 + len(texts)])
    for text in (text for pair in texts.items() for text in pair):
        content = text.encode()
        found += b"\x79" + len(content).to_bytes(2, "big") + content
    return found
