"""Connections to the front door, each used for one request at a time, and kept for the next."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

PATIENCE_SECONDS = 10.0
"""How long clients wait for an answer."""
_KEPT = 64


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer, or why there is none."""

    status: int | None
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes
    error: str | None
    seconds: float


class Connections:
    """To an address such as http://127.0.0.1:40123. Safe to use from any thread."""

    def __init__(self, address: str) -> None:
        self._address = urlsplit(address)
        self._lock = threading.Lock()
        self._free: list[http.client.HTTPConnection] = []

    def ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Heard:
        """One request. Raises ValueError for a method, path or header that HTTP cannot say."""
        began = time.monotonic()
        try:
            answer, content = self._exchanged(method, path, body, headers)
        except TimeoutError:
            return Heard(None, {}, b"", f"no answer in {PATIENCE_SECONDS:g} s", time.monotonic() - began)
        except (OSError, http.client.HTTPException) as error:
            return Heard(None, {}, b"", str(error) or type(error).__name__, time.monotonic() - began)
        told = {name.lower(): value for name, value in answer.getheaders()}
        return Heard(answer.status, told, content, None, time.monotonic() - began)

    def _exchanged(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[http.client.HTTPResponse, bytes]:
        with self._lock:
            kept = self._free.pop() if self._free else None
        if kept:
            try:
                return self._sent(kept, method, path, body, headers)
            except (ConnectionError, http.client.BadStatusLine):
                kept.close()  # it was idle for too long
        fresh = http.client.HTTPConnection(
            self._address.hostname or "", self._address.port, timeout=PATIENCE_SECONDS
        )
        return self._sent(fresh, method, path, body, headers)

    def _sent(
        self,
        connection: http.client.HTTPConnection,
        method: str,
        path: str,
        body: bytes | None,
        headers: Mapping[str, str],
    ) -> tuple[http.client.HTTPResponse, bytes]:
        try:
            connection.request(method, path, body, dict(headers))
            answer = connection.getresponse()
            content = answer.read()
        except BaseException:
            connection.close()
            raise
        with self._lock:
            is_kept = len(self._free) < _KEPT and not answer.will_close
            if is_kept:
                self._free.append(connection)
        if not is_kept:
            connection.close()
        return answer, content
