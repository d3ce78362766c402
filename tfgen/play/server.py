"""The server of the page: on 127.0.0.1 alone, below a path that nobody can guess.

What does not begin with that path, or names another host, is answered as if nothing were there: a page of some site that
a browser has open can send requests to 127.0.0.1, also under a name of its own that leads there.
"""

from __future__ import annotations

import contextlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tfgen.play.files import INDEX, Files, content_type
from tfgen.play.frames import KEEPS_OPEN
from tfgen.play.hub import Hub
from tfgen.play.refused import RefusedError

HOST = "127.0.0.1"
MOST_BODY = 1 << 20
"""Bytes of an action."""
_MOST_CONNECTIONS = 64
_QUIET_SECONDS = 15.0
_PATIENCE_SECONDS = 10.0
"""For a request to come whole, and for an answer to be taken."""
_LAST_WORDS_SECONDS = 1.0
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_JSON = "application/json"


Act = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Does an action, and says what came of it. Raises RefusedError."""


@contextlib.contextmanager
def served(
    hub: Hub, act: Act, timeline: Callable[[], Mapping[str, Any]], files: Files, port: int = 0
) -> Iterator[str]:
    """Serves the page until the block ends; gives its address. Raises OSError if the port is taken."""
    server = _Server(hub, act, timeline, files, port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}{server.path}"
    finally:
        hub.end()
        server.wait_for_readers()
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(
        self, hub: Hub, act: Act, timeline: Callable[[], Mapping[str, Any]], files: Files, port: int
    ) -> None:
        super().__init__((HOST, port), _Handler)
        self.hub, self.act, self.timeline, self.files = hub, act, timeline, files
        self.path = f"/{secrets.token_urlsafe(24)}/"
        self.hosts = {f"{name}:{self.server_address[1]}" for name in (HOST, "localhost")}
        self.reading: set[object] = set()
        self._free = threading.BoundedSemaphore(_MOST_CONNECTIONS)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Takes a connection; more than it has threads for, it closes."""
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Serves a connection to its end."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, *_: Any) -> None:
        """Says nothing of connections that break."""

    def wait_for_readers(self) -> None:
        """Lets pages hear the last that was told."""
        end = time.monotonic() + _LAST_WORDS_SECONDS
        while self.reading and time.monotonic() < end:
            time.sleep(0.01)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = _PATIENCE_SECONDS
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        """A file of the page, the events, or the timeline."""
        name = self._name()
        if name == "events":
            self._events()
        elif name == "timeline.json":
            more = {"Content-Disposition": 'attachment; filename="timeline.json"'}
            self._json(HTTPStatus.OK, self.server.timeline(), more)
        elif name is not None and (name or INDEX) in self.server.files:
            file = self.server.files[name or INDEX]
            self._answer(HTTPStatus.OK, file.read_bytes(), content_type(file.name))
        else:
            self._answer(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """An action."""
        origin = self.headers.get("Origin")
        if self._name() != "actions" or (origin is not None and origin != f"http://{self.headers['Host']}"):
            self.close_connection = True  # its body is not read
            self._answer(HTTPStatus.NOT_FOUND)
            return
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdecimal()) or len(length) > 20 or int(length) > MOST_BODY:
            self.close_connection = True
            self._refuse(f"an action is JSON of {MOST_BODY >> 20} MB at most, with its length said before it")
            return
        try:
            wanted = json.loads(self.rfile.read(int(length)), parse_constant=_no_number)
            if not isinstance(wanted, dict):
                raise RefusedError('an action is an object such as {"do": "lose", "region": "eu-west-1"}')
            self._json(HTTPStatus.OK, {"ok": True, **self.server.act(wanted)})
        except RefusedError as error:
            self._refuse(str(error))
        except (ValueError, RecursionError):
            self._refuse("this is no JSON")

    def _events(self) -> None:
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        for header, value in {**_HEADERS, "Content-Type": "text/event-stream", "Connection": "close"}.items():
            self.send_header(header, value)
        self.end_headers()
        self.wfile.flush()
        reader = self.server.hub.open()
        self.server.reading.add(reader)
        try:
            while (taken := reader.take(_QUIET_SECONDS)) is not None:
                self.wfile.write(taken or KEEPS_OPEN)
                self.wfile.flush()
        except OSError:
            pass  # it has gone, or does not read
        finally:
            self.server.reading.discard(reader)
            self.server.hub.close(reader)

    def _name(self) -> str | None:
        """What is asked for below the path; None for whoever may not ask."""
        path = self.path.partition("?")[0]
        ours = self.server.path
        if self.headers.get("Host", "").lower() not in self.server.hosts:
            return None
        if not hmac.compare_digest(path[: len(ours)].encode(), ours.encode()):
            return None
        return path[len(ours) :]

    def _refuse(self, why: str) -> None:
        self._json(HTTPStatus.BAD_REQUEST, {"error": why})

    def _json(self, status: HTTPStatus, data: Mapping[str, Any], more: Mapping[str, str] = {}) -> None:
        self._answer(status, json.dumps(data).encode(), _JSON, more)

    def _answer(
        self, status: HTTPStatus, content: bytes = b"", kind: str = "", more: Mapping[str, str] = {}
    ) -> None:
        self.send_response(status)
        headers = {**_HEADERS, **({"Content-Type": kind} if kind else {}), **more}
        for header, value in headers.items():
            self.send_header(header, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        self.wfile.flush()

    def version_string(self) -> str:
        """Of nobody's concern."""
        return "tfgen"

    def log_message(self, *_: Any) -> None:
        """Says nothing: the page does."""


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number of JSON")
