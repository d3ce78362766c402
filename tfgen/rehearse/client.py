"""Clients of the service: requests through the front door, by name and place."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

_TIMEOUT_SECONDS = 40


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer. Status 0 stands for none: the connection failed."""

    status: int
    region: str
    """The region that answered, as far as one did."""
    body: str
    seconds: float
    headers: Mapping[str, str] = field(default_factory=dict)
    """By their names in lower case."""

    @property
    def cache(self) -> str:
        """What CloudFront says of its cache, as far as the request passed it: `Hit from cloudfront`."""
        return self.headers.get("x-cache", "")

    @property
    def is_hit(self) -> bool:
        """Whether an edge answered by itself."""
        return self.cache.startswith(("Hit", "RefreshHit"))

    @property
    def is_good(self) -> bool:
        """What a Route 53 health check takes for healthy."""
        return 200 <= self.status < 400

    def words(self) -> str:
        """The answer in a few words."""
        body = " ".join(self.body.split())[:200]
        where = f" from {self.region}" if self.region else ""
        return (
            f"{self.status or 'no answer'}{where}: {body}" if body else f"{self.status or 'no answer'}{where}"
        )


def ask(
    front_door: str,
    host: str,
    path: str,
    method: str = "GET",
    client: str = "",
    body: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """One request to a host behind the front door, from a client that is near a region."""
    address = urlsplit(front_door)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=_TIMEOUT_SECONDS)
    sent = {"host": host, **({"x-client-region": client} if client else {}), **(headers or {})}
    began = time.monotonic()
    try:
        connection.request(method, path, body=body, headers=sent)
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        region = response.getheader("x-tfgen-region", "")
        seconds = time.monotonic() - began
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, region, text, seconds, found)
    except (OSError, http.client.HTTPException) as error:
        return Answer(0, "", str(error), time.monotonic() - began)
    finally:
        connection.close()


def value(body: str) -> Any:
    """The JSON of a body; None if it is none."""
    try:
        return json.loads(body)
    except ValueError:
        return None
