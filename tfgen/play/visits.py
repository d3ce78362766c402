"""What a steady stream asks: routes of the spec with made-up values, the same ones in every play."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from typing import Any

from tfgen.stack.kinds.function import FUNCTION, Function
from tfgen.stack.kinds.routing import health_paths
from tfgen.stack.kinds.table import TABLE
from tfgen.stack.route import split
from tfgen.stack.stack import Stack
from tfgen.world.places import CITIES, Point

SEED = 1
_ITEMS = 20
"""Of each thing that a path or a key names: few, so that reads find what was written."""
_SPREAD = 1.2
"""Degrees around a city."""
_READS, _WRITES = ("GET", "ANY"), ("POST", "PUT", "PATCH")
_MILLIONS = {
    "Tokyo": 37,
    "New Delhi": 29,
    "São Paulo": 22,
    "Mexico City": 22,
    "Cairo": 20,
    "Dhaka": 20,
    "New York": 19,
    "Buenos Aires": 15,
    "Istanbul": 15,
    "Manila": 13,
    "Lagos": 13,
    "Los Angeles": 12,
    "Moscow": 12,
    "Bengaluru": 11,
    "Paris": 11,
    "Bogotá": 11,
    "Jakarta": 11,
    "Bangkok": 10,
    "Seoul": 10,
    "London": 9,
    "Chicago": 9,
    "Riyadh": 7,
    "Madrid": 6,
    "Toronto": 6,
    "Singapore": 6,
    "Johannesburg": 6,
    "Sydney": 5,
    "Nairobi": 4,
    "Dubai": 3,
    "Frankfurt": 1,
}
"""People, of whom a share are clients: urban agglomerations of 2018, rounded.

Source: https://population.un.org/wup/ (World Urbanization Prospects 2018, file 12)
"""


@dataclass(frozen=True, slots=True)
class Visit:
    """A request that a client of the stream makes."""

    client: int
    method: str
    path: str
    body: str | None


class Visits:
    """Who asks what, one after another; of reads and writes as many as were asked for. The same seed gives the same."""

    def __init__(self, stack: Stack, clients: int, writes: float, seed: int = SEED) -> None:
        self._random = random.Random(seed)  # noqa: S311  # no secret
        self._clients, self._share = clients, writes
        self._reads, self._writes = (list(_routes(stack, methods)) for methods in (_READS, _WRITES))

    def next(self) -> Visit | None:
        """The next one; None where there is no route to be asked."""
        routes = self._writes if self._random.random() < self._share else self._reads
        routes = routes or self._reads or self._writes
        if not routes:
            return None
        method, path, keys = self._random.choice(routes)
        filled = re.sub(r"\{([^}+]+)\+?\}", lambda found: self._value(keys.get(found[1], "S")), path)
        body = self._body(keys) if method in _WRITES else None
        return Visit(self._random.randrange(self._clients), method, filled, body)

    def _value(self, kind: str) -> str:
        number = self._random.randint(1, _ITEMS)
        return str(number) if kind == "N" else f"item-{number}"

    def _body(self, keys: dict[str, str]) -> str:
        values: dict[str, Any] = {
            name: int(self._value(kind)) if kind == "N" else self._value(kind) for name, kind in keys.items()
        }
        return json.dumps({**values, "value": f"{self._random.randint(1, 999)}"})


def _routes(stack: Stack, methods: tuple[str, ...]) -> list[tuple[str, str, dict[str, str]]]:
    """Method, path, and the key attributes of the tables that the function may use, but for routes of health checks."""
    checks = health_paths(stack)
    return [
        (
            "GET" if split(route)[0] == "ANY" else split(route)[0],
            route.split(" ", 1)[1],
            _keys(stack, function),
        )
        for function in stack.all(FUNCTION).values()
        for route in function.http
        if split(route)[0] in methods and route.split(" ", 1)[1] not in checks
    ]


def _keys(stack: Stack, function: Function) -> dict[str, str]:
    tables = stack.known(TABLE)
    return {
        name: kind
        for used in function.access
        if used in tables
        for name, kind in tables[used].key.items()
        if kind != "B"
    }


def places(clients: int, seed: int = SEED) -> list[tuple[str, Point]]:
    """Where the clients of a stream are: in the thirty cities, by how many people live there."""
    draw = random.Random(seed)  # noqa: S311  # no secret
    weights = [_MILLIONS[city.name] for city in CITIES]
    found = []
    for _ in range(clients):
        city = draw.choices(CITIES, weights)[0]
        latitude, longitude = (draw.uniform(-_SPREAD, _SPREAD) for _ in range(2))
        found.append((city.name, Point(round(city.lat + latitude, 3), round(city.lon + longitude, 3))))
    return found
