"""What Lambda does for a `provided` runtime: starts `bootstrap`, and answers it at the Runtime API. Run as a program.

Its arguments are a JSON object (see `options` in runtimes.py) and the descriptor of the socket that brings events,
one a line; the first line sent says how loading went. It imports nothing of tfgen. The API:
https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

from __future__ import annotations

import http.server
import json
import os
import queue
import re
import select
import signal
import socket
import subprocess
import sys
import threading
from typing import Any

_PREFIX = "/2018-06-01/runtime"
_LARGEST_ANSWER = 6_291_556
"""Bytes."""


class Bridge:
    """Hands events of the socket to the bootstrap, and its answers to the socket."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._events: queue.Queue[dict[str, Any]] = queue.Queue()
        self._is_loaded = False
        self._lock = threading.Lock()

    def receive(self) -> None:
        """Takes events until the other end closes."""
        for line in self._connection.makefile("rb"):
            self._events.put(json.loads(line))

    def next(self) -> dict[str, Any]:
        """Waits for an event; to ask for the first says that loading is over."""
        with self._lock:
            if not self._is_loaded:
                self._is_loaded = True
                self.send("{}")
        return self._events.get()

    def send(self, line: str) -> None:
        """Answers what was sent last."""
        self._connection.sendall(line.encode() + b"\n")

    def fail(self, told: Any) -> None:
        """An error as the bootstrap tells it; one before the first event ends this process."""
        told = told if isinstance(told, dict) else {}
        error = {"errorType": "Unhandled", "errorMessage": "", **told}
        with self._lock:
            is_over, self._is_loaded = (
                not self._is_loaded,
                True,
            )  # what asks for an event then has told already
            self.send(json.dumps({"error": error, **({"over": True} if is_over else {})}))

    def answer(self, body: bytes) -> None:
        """What the bootstrap returns; what is no JSON is handed on as a text."""
        if len(body) > _LARGEST_ANSWER:
            message = (
                f"Response payload size exceeded maximum allowed payload size ({_LARGEST_ANSWER} bytes)."
            )
            self.fail({"errorType": "Function.ResponseSizeTooLarge", "errorMessage": message})
            return
        text = body.decode("utf-8", "replace")
        try:
            json.loads(text)
        except ValueError:
            text = json.dumps(text)
        line = text.replace("\r", " ").replace("\n", " ")
        self.send(f'{{"payload": {line}}}')


def handler_of(bridge: Bridge) -> type[http.server.BaseHTTPRequestHandler]:
    """The Runtime API."""

    class Api(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if self.path != f"{_PREFIX}/invocation/next":
                self._reply(404, b"{}", {})
                return
            request = bridge.next()
            told = {
                "Lambda-Runtime-Aws-Request-Id": request["id"],
                "Lambda-Runtime-Deadline-Ms": str(request["deadline"]),
                "Lambda-Runtime-Invoked-Function-Arn": request["arn"],
            }
            self._reply(200, json.dumps(request["event"]).encode(), told)

        def do_POST(self) -> None:
            body = self._body()
            kind = self.path.rpartition("/")[2]
            if not re.fullmatch(rf"{_PREFIX}/(?:init/error|invocation/[\w-]+/(?:response|error))", self.path):
                self._reply(404, b"{}", {})
                return
            if kind == "response":
                bridge.answer(body)
            else:
                bridge.fail(_json(body))
            self._reply(202, b'{"status":"OK"}', {})

        def _body(self) -> bytes:
            if "chunked" not in self.headers.get("Transfer-Encoding", ""):
                return self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = b""
            while size := int(self.rfile.readline().partition(b";")[0], 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return body

        def _reply(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response_only(status)
            for name, value in {**headers, "Content-Type": "application/json"}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """The output is the function's log."""

    return Api


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return {"errorMessage": body.decode("utf-8", "replace")}


def _end_with(descriptor: int) -> None:
    """Ends this process and what it started when the other end of the socket closes."""
    hung_up = select.poll()
    hung_up.register(descriptor, 0)
    hung_up.poll()
    os.killpg(0, signal.SIGKILL)


def main() -> None:
    """Runs the bootstrap to its end, which is this process's."""
    options, connection = json.loads(sys.argv[1]), socket.socket(fileno=int(sys.argv[2]))
    connection.set_inheritable(False)
    bridge = Bridge(connection)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler_of(bridge))
    server.daemon_threads = True
    for target, arguments in (
        (_end_with, (connection.fileno(),)),
        (bridge.receive, ()),
        (server.serve_forever, ()),
    ):
        threading.Thread(target=target, args=arguments, daemon=True).start()
    environment = {**os.environ, "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{server.server_address[1]}"}
    program = os.path.join(options["root"], "bootstrap")  # noqa: PTH118  # as little as can be is imported
    try:
        status = subprocess.call([program], env=environment, cwd=options["root"])
    except OSError as error:
        message = f"Couldn't start bootstrap: {error.strerror}"
        bridge.fail({"errorType": "Runtime.InvalidEntrypoint", "errorMessage": message})
        return
    os._exit(status if status >= 0 else 1)


if __name__ == "__main__":
    main()
