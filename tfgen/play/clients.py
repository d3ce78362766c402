"""Clients: where they are, and what they remember of Route 53's answers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tfgen.play.hub import Hub
from tfgen.play.model import MOST_CLIENTS
from tfgen.play.refused import RefusedError
from tfgen.world.places import REGIONS, Point
from tfgen.world.round_trip import nearest_region

TTL_SECONDS = 60.0
"""How long resolvers keep an answer: alias records to API Gateway and CloudFront have this TTL.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html
"""
_GOLDEN = 0.618


@dataclass(frozen=True, slots=True)
class Led:
    """Where a client's connections go."""

    target: str
    """The name that Route 53 leads to, or an API's own host."""
    region: str | None
    """The region of it; of a CDN's, the one that its edge asks. None if it asks none."""


@dataclass(eq=False)
class Client:
    """Somebody who asks."""

    id: str
    place: Point
    city: str | None
    is_of_stream: bool
    led: Led | None = None
    expires: float = 0.0
    connected: str = ""
    """The target that a connection is open to."""

    @property
    def near(self) -> str:
        """The nearest of AWS's regions, whether the service runs there or not."""
        return nearest_region(self.place, REGIONS)

    def told(self, *, gone: bool = False) -> dict[str, Any]:
        """As pages are told of it."""
        return {
            "id": self.id,
            "city": self.city,
            "lat": self.place.lat,
            "lon": self.place.lon,
            "stream": self.is_of_stream,
            "gone": gone,
        }


class Clients:
    """Everybody who asks. Safe to use from any thread."""

    def __init__(self, hub: Hub, ask: Callable[[Point], Led | None], seconds: float) -> None:
        """Takes how Route 53 answers at a place, and the seconds for which an answer is remembered."""
        self._hub = hub
        self._ask = ask
        self._seconds = seconds
        self._lock = threading.RLock()
        self._clients: dict[str, Client] = {}
        self._placed = 0

    def __getitem__(self, name: object) -> Client:
        """A client by its id. Raises RefusedError."""
        with self._lock:
            found = self._clients.get(name) if isinstance(name, str) else None
        if found is None:
            raise RefusedError("`client` is the id of a client that was placed")
        return found

    def place(
        self, name: str | None, place: Point, city: str | None, *, is_of_stream: bool = False
    ) -> Client:
        """Somebody new, or somebody who moves. Raises RefusedError if there are too many."""
        with self._lock:
            if name not in self._clients:
                self.check_room(1)
            client = Client(name or self._new_name(), place, city, is_of_stream)
            self._clients[client.id] = client
        self._hub.tell("client", **client.told())
        self.led(client)
        return client

    def check_room(self, more: int) -> None:
        """Raises RefusedError where so many more would be too many."""
        with self._lock:
            if len(self._clients) + more > MOST_CLIENTS:
                there = f"there are {len(self._clients)} clients, and {MOST_CLIENTS} at most"
                raise RefusedError(f"{there}: remove some first, or take fewer")

    def remove(self, client: Client) -> None:
        """Somebody goes."""
        with self._lock:
            if self._clients.pop(client.id, None) is None:
                return
            self._hub.tell("client", **client.told(gone=True))

    def all(self) -> list[Client]:
        """Those who are there."""
        with self._lock:
            return list(self._clients.values())

    def led(self, client: Client) -> Led | None:
        """Where a client is led, by what it remembers or else by Route 53."""
        now = time.monotonic()
        with self._lock:
            if now < client.expires:
                return client.led
            # resolvers everywhere asked at different times: the first answer is remembered for a part of its time
            share = 1.0 if client.expires else (sum(client.id.encode()) * _GOLDEN) % 1.0
            client.expires = now + share * self._seconds
            before, client.led = client.led, self._ask(client.place)
            if client.led != before and client.id in self._clients:
                region = client.led.region if client.led else None
                self._hub.tell("dns", client=client.id, region=region)
            return client.led

    def look(self) -> None:
        """Asks for all whose answers are too old."""
        for client in self.all():
            self.led(client)

    def _new_name(self) -> str:
        while True:
            self._placed += 1
            name = f"c{self._placed}"
            if name not in self._clients:
                return name
