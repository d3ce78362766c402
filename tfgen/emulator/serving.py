"""WSGI applications on free ports of the loopback interface."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
from collections.abc import Iterator
from typing import Any

from werkzeug.serving import WSGIRequestHandler, make_server

from tfgen.emulator.keep_alive import KeepAliveHandler

HOST = "127.0.0.1"

_WAITING = 128
"""Connections that may wait to be accepted."""


@contextlib.contextmanager
def served(app: Any, port: int = 0, handler: type[WSGIRequestHandler] = KeepAliveHandler) -> Iterator[str]:
    """Serves an application from threads of this process; gives its address, such as http://127.0.0.1:40123.

    Port 0 takes a free one. Raises OSError if the port is taken.
    """
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with socket.create_server(
        (HOST, port), backlog=_WAITING
    ) as listening:  # werkzeug would exit if it cannot
        server = make_server(HOST, 0, app, threaded=True, request_handler=handler, fd=listening.fileno())
        server.daemon_threads = True  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{listening.getsockname()[1]}"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
