"""Connections that serve more than one request.

werkzeug's own handler closes each after its answer, and reads on for 10 ms to be sure that nothing is left: at 200
requests a second much of the time would go into connections and threads.
"""

from __future__ import annotations

import io
from typing import Any

from werkzeug.serving import WSGIRequestHandler
from werkzeug.wsgi import get_input_stream

_IDLE_SECONDS = 60
_BAD_REQUEST = b'{"message":"Bad Request"}'


class KeepAliveHandler(WSGIRequestHandler):
    """Reads each request whole before it is served, so that what follows on the connection is the next one."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = _IDLE_SECONDS

    def run_wsgi(self) -> None:
        """Serves one request."""
        if self.server.socket.fileno() < 0:  # the server has stopped, and its connections stop with it
            self.close_connection = True
            return
        length = self.headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):  # where the next request begins, nobody knows
            self.close_connection = True
            self._send("400 Bad Request", [("content-type", "application/json")], _BAD_REQUEST)
            return
        self.environ = environ = self.make_environ()
        environ["wsgi.input"] = io.BytesIO(get_input_stream(environ).read())
        environ["wsgi.input_terminated"] = True
        environ["tfgen.headers"] = list(self.headers.items())
        started: list[Any] = []
        application: Any = self.server.app
        try:
            chunks = application(environ, lambda *given: started.extend(given[:2]))
        except Exception as error:
            self.log_error("%s", f"{self.command} {self.path}: {type(error).__name__}: {error}")
            self._send("500 Internal Server Error", [], b"a bug of the emulator: its log says more\n")
            return
        try:
            content = b"".join(chunks)
        finally:
            getattr(chunks, "close", lambda: None)()
        status, headers = started
        self._send(status, headers, content)

    def _send(self, status: str, headers: list[tuple[str, str]], content: bytes) -> None:
        code, _, phrase = status.partition(" ")
        self.send_response(int(code), phrase)
        for name, value in headers:
            self.send_header(name, value)
        has_body = self.command != "HEAD" and int(code) not in (204, 304)
        if has_body and not any(name.lower() == "content-length" for name, _ in headers):
            self.send_header("content-length", str(len(content)))
        self.end_headers()
        if has_body:
            self.wfile.write(content)
        self.wfile.flush()

    def log_request(self, *_: object) -> None:
        """Says nothing: the front door's journal does."""

    def log_error(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing of connections that idle: they are closed, and their clients open others."""
        if not any(isinstance(each, TimeoutError) for each in args):
            super().log_error(format, *args)

    def handle_expect_100(self) -> bool:
        """Lets the client go on, at once."""
        goes_on = super().handle_expect_100()
        self.wfile.flush()
        return goes_on
