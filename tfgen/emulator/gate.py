"""What every request to the emulated AWS passes: lost and slow regions, functions' permissions, the time it took."""

from __future__ import annotations

import io
import json
import re
import threading
import time
from collections.abc import Iterable
from typing import Any

from tfgen.emulator.chaos import Chaos, Part
from tfgen.emulator.functions.permissions import is_of_function, refusal
from tfgen.emulator.functions.table_access import table_access

_SCOPE = re.compile(r"Credential=([^/,]+)/\d+/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request")
_ITEMS = frozenset(
    f"DynamoDB_20120810.{action}"
    for action in [
        "BatchExecuteStatement",
        "BatchGetItem",
        "BatchWriteItem",
        "DeleteItem",
        "ExecuteStatement",
        "ExecuteTransaction",
        "GetItem",
        "PutItem",
        "Query",
        "Scan",
        "TransactGetItems",
        "TransactWriteItems",
        "UpdateItem",
    ]
)
"""Requests for items. All others are the control plane's."""


class Busy:
    """How long at least one request was being served, in seconds. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open = 0
        self._since = 0.0
        self._seconds = 0.0

    def __enter__(self) -> None:
        with self._lock:
            if self._open == 0:
                self._since = time.monotonic()
            self._open += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._open -= 1
            if self._open == 0:
                self._seconds += time.monotonic() - self._since

    @property
    def seconds(self) -> float:
        """Until now."""
        with self._lock:
            return self._seconds + (time.monotonic() - self._since if self._open else 0.0)


class Gate:
    """A WSGI application before moto's."""

    def __init__(self, application: Any, chaos: Chaos) -> None:
        self._application = application
        self._chaos = chaos
        self.busy = Busy()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answers a request, or lets moto do it."""
        found = _SCOPE.search(environ.get("HTTP_AUTHORIZATION", ""))
        if not found:
            return self._serve(environ, start_response)
        key, region, service = found.groups()
        target = environ.get("HTTP_X_AMZ_TARGET", "")
        time.sleep(self._chaos.delay(region))
        part = Part.tables if target in _ITEMS else Part.control
        if self._chaos.is_lost(region, part):
            return _answer(
                start_response, "503 Service Unavailable", "ServiceUnavailable", f"{region} is lost"
            )
        reason = _refused(key, region, environ) if service == "dynamodb" else None
        if reason:
            return _answer(start_response, "400 Bad Request", "AccessDeniedException", reason)
        return self._serve(environ, start_response)

    def _serve(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with self.busy:
            answer: Iterable[bytes] = self._application(environ, start_response)
            return answer


def _refused(key: str, region: str, environ: dict[str, Any]) -> str | None:
    """Why IAM refuses a function's request; None if it does not, and for everybody else's."""
    if not is_of_function(key):
        return None
    headers = {
        "X-Amz-Target": environ.get("HTTP_X_AMZ_TARGET", ""),
        "Authorization": environ["HTTP_AUTHORIZATION"],
    }
    reasons = (
        refusal(key, region, access.action, access.resources, {})
        for access in table_access(headers, _body(environ))
    )
    return next(filter(None, reasons), None)


def _body(environ: dict[str, Any]) -> bytes:
    body: bytes = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    return body


def _answer(start_response: Any, status: str, kind: str, message: str) -> Iterable[bytes]:
    body = json.dumps({"__type": kind, "message": message}).encode()
    start_response(
        status,
        [
            ("content-type", "application/x-amz-json-1.0"),
            ("content-length", str(len(body))),
            ("x-amzn-errortype", kind),
        ],
    )
    return [body]
