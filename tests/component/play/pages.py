"""A page as a program: it acts, and reads events."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

Event = tuple[str, dict[str, Any]]


class Page:
    """Reads the events of a play from a thread of its own, until it is closed."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.events: list[Event] = []
        self.is_over = threading.Event()
        _, self._answer = requested(url, "GET", "events")
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        for event in events(self._answer):
            self.events.append(event)
        self.is_over.set()

    def act(self, do: str, **said: Any) -> tuple[int, dict[str, Any]]:
        """An action: its status, and what came of it."""
        return acted(self.url, {"do": do, **said})

    def all(self, name: str) -> list[dict[str, Any]]:
        """The events of a name so far."""
        return [data for told, data in list(self.events) if told == name]

    def requests(self) -> list[dict[str, Any]]:
        """The requests so far."""
        return [each for batch in self.all("requests") for each in batch["list"]]

    def wait(self, is_true: Callable[[], Any], seconds: float = 40) -> Any:
        """What becomes true, which it has to in time."""
        end = time.monotonic() + seconds
        while not (found := is_true()):
            assert time.monotonic() < end, self.events[-8:]
            time.sleep(0.02)
        return found

    def close(self) -> None:
        """The page goes."""
        self._answer.close()


def events(answer: http.client.HTTPResponse) -> Iterator[Event]:
    """The events of a stream, to its end."""
    name = ""
    for line in _lines(answer):
        field, _, value = line.partition(": ")
        if field == "event":
            name = value
        elif field == "data":
            yield name, json.loads(value)


def _lines(answer: http.client.HTTPResponse) -> Iterator[str]:
    try:
        while line := answer.readline():
            yield line.decode().rstrip("\n")
    except (OSError, ValueError, AttributeError):  # closed
        return


def requested(
    url: str, method: str, path: str, body: bytes | None = None, **headers: str
) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
    """A request below the page's address, or with a path that begins with a slash, anywhere on its server."""
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
    target = path if path.startswith("/") else address.path + path
    connection.request(
        method, target, body, {name.replace("_", "-"): value for name, value in headers.items()}
    )
    return connection, connection.getresponse()


def acted(url: str, action: Any, **headers: str) -> tuple[int, dict[str, Any]]:
    """Posts an action, or bytes in its place."""
    body = action if isinstance(action, bytes) else json.dumps(action).encode()
    connection, answer = requested(url, "POST", "actions", body, **headers)
    text = answer.read()
    connection.close()
    return answer.status, json.loads(text) if text else {}
