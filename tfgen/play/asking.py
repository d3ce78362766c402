"""Requests of clients: where they go, what they show, how long they take, and what came of them."""

from __future__ import annotations

import itertools
import re
import threading
from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from tfgen.emulator.front_door.front_door import REGION_HEADER
from tfgen.emulator.front_door.request import CLIENT_REGION_HEADER, CLIENT_TARGET_HEADER
from tfgen.play.clients import Client, Clients, Led
from tfgen.play.connections import Connections, Heard
from tfgen.play.hub import Hub
from tfgen.play.leading import shared_name
from tfgen.play.network import is_hit, milliseconds
from tfgen.play.refused import RefusedError
from tfgen.rehearse.credentials import NOTHING, Shown
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.stack.callers import Callers
from tfgen.stack.mapping import MAPPING

MOST_SHOWN = 2000
"""Characters of a body that are told."""
_MOST_BATCH = 500


class Asking:
    """Asks for clients, and counts. Safe to use from any thread."""

    def __init__(self, rehearsal: Rehearsal, clients: Clients, hub: Hub) -> None:
        self._rehearsal, self._clients, self._hub = rehearsal, clients, hub
        self._connections = Connections(rehearsal.emulator.front_door)
        self._routes = [(_pattern(route), said) for route, said in _by_weight(rehearsal)]
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()
        self._batch: list[dict[str, Any]] = []
        self._by_region: Counter[str] = Counter()
        self._failed_by_region: Counter[str] = Counter()
        self._sums: Counter[str] = Counter()

    def ask(
        self,
        client: Client,
        method: str,
        path: str,
        body: str | None = None,
        headers: Mapping[str, str] = {},
        region: str | None = None,
        *,
        is_of_stream: bool = False,
    ) -> dict[str, Any]:
        """One request, to the shared name or to a region's own; as pages are told of it. Raises RefusedError."""
        at = self._hub.now()
        led = Led(self._rehearsal.own_name(region), region) if region else self._clients.led(client)
        method = "GET" if method == "ANY" else method
        heard = self._heard(client, led, bool(region), method, path, body, headers)
        is_new = led is not None and client.connected != led.target
        client.connected = led.target if led and heard.status else ""
        answered = heard.headers.get(REGION_HEADER) or (led.region if led else None)
        if is_hit(heard.headers):
            answered = None  # the edge did, with what a region said before
        network = milliseconds(client.place, answered, heard.headers, is_new=is_new)
        served = round(heard.seconds * 1000, 1)
        told: dict[str, Any] = {
            "id": next(self._numbers),
            "at": at,
            "client": client.id,
            "method": method,
            "path": path,
            "status": heard.status,
            "region": answered,
            "ms": round(network + served, 1),
            "network_ms": round(network, 1),
            "served_ms": served,
            "new": is_new,
            "error": heard.error,
            "stream": is_of_stream,
        }
        if not is_of_stream:
            text = heard.body.decode("utf-8", "replace")
            told |= {"body": text[:MOST_SHOWN], "headers": dict(heard.headers)}
        self._note(told)
        return told

    def skipped(self) -> None:
        """A request that was not sent."""
        with self._lock:
            self._sums["skipped"] += 1

    def flush(self) -> None:
        """Tells of the requests since the last time."""
        with self._lock:
            batch, self._batch = self._batch, []
        for first in range(0, len(batch), _MOST_BATCH):
            self._hub.tell("requests", list=batch[first : first + _MOST_BATCH])

    def counts(self) -> dict[str, Any]:
        """How many there were so far. A request failed if it had no answer, or one with 5xx."""
        with self._lock:
            return {
                **{name: self._sums[name] for name in ("total", "failed", "skipped")},
                "by_region": dict(self._by_region),
                "failed_by_region": dict(self._failed_by_region),
            }

    def _note(self, told: dict[str, Any]) -> None:
        has_failed = told["status"] is None or told["status"] >= 500
        with self._lock:
            self._batch.append(told)
            self._sums["total"] += 1
            self._sums["failed"] += has_failed
            if told["region"]:
                self._by_region[told["region"]] += 1
                self._failed_by_region[told["region"]] += has_failed

    def _heard(
        self,
        client: Client,
        led: Led | None,
        is_own: bool,
        method: str,
        path: str,
        body: str | None,
        headers: Mapping[str, str],
    ) -> Heard:
        if led is None:
            return Heard(None, {}, b"", "the name does not resolve", 0.0)
        host, base = self._address(led, is_own)
        shown = self._credential(method, path, led.region or client.near)
        whole, shows = shown.sent(method, host, base + path, body)
        if shown.query and "?" in path:
            whole = f"{base}{path}&{whole.rpartition('?')[2]}"
        sent = {
            **({"content-type": "application/json"} if body is not None else {}),
            **{name.lower(): value for name, value in shows.items()},
            **headers,
            "host": host,
            CLIENT_REGION_HEADER: client.near,
            **({} if is_own or not led.region else {CLIENT_TARGET_HEADER: led.target}),
        }
        data = None if body is None else body.encode()
        try:
            return self._connections.ask(method, whole, data, sent)
        except (ValueError, UnicodeError) as error:
            raise RefusedError(f"HTTP has no such request: {error}") from error

    def _address(self, led: Led, is_own: bool) -> tuple[str, str]:
        """The host, and what comes before a route's path."""
        name = shared_name(self._rehearsal)
        if name and not is_own:
            shared = self._rehearsal.stack.all(MAPPING).get("")
            return name, f"/{shared.path}" if shared and shared.path else ""
        if not led.region:
            return led.target, ""
        url = urlsplit(self._rehearsal.urls[led.region])
        return url.hostname or "", url.path.rstrip("/")

    def _credential(self, method: str, path: str, region: str) -> Shown:
        """What the route asks of its callers, as clients of a region have it."""
        asked = f"{method} {path.partition('?')[0]}"
        said = next((said for pattern, said in self._routes if pattern.fullmatch(asked)), None)
        here = region if region in {each.name for each in self._rehearsal.stack.regions} else ""
        if said is None:
            return NOTHING
        return self._rehearsal.keyring.right(said, here or self._rehearsal.stack.home.name) or NOTHING


def _by_weight(rehearsal: Rehearsal) -> list[tuple[str, Callers]]:
    """Routes with who may call them, the more special ones first."""
    known = rehearsal.keyring.callers()
    return sorted(
        known.items(), key=lambda each: (each[0].startswith("ANY "), "+}" in each[0], each[0].count("{"))
    )


def _pattern(route: str) -> re.Pattern[str]:
    """What a request looks like that a route answers."""
    method, path = route.split(" ", 1)
    parts = re.split(r"(\{[^}]+\})", path)
    words = "".join(_part(part) for part in parts)
    return re.compile(rf"{'[A-Z]+' if method == 'ANY' else method} {words}")


def _part(part: str) -> str:
    if not part.startswith("{"):
        return re.escape(part)
    return ".+" if part.endswith("+}") else "[^/]+"
