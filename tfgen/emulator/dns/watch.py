"""What is known of the endpoint of one health check."""

from __future__ import annotations

import contextlib
import datetime
import http.client
import socket
import threading
import time
from dataclasses import dataclass

from tfgen.emulator.dns.endpoint import CheckResult
from tfgen.emulator.dns.pace import Pace


@dataclass(frozen=True, slots=True)
class Observation:
    """What a request found, and when."""

    result: CheckResult
    at: datetime.datetime


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What all requests so far amount to.

    A new endpoint counts as healthy until enough requests have failed.
    Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
    """

    healthy: bool = True
    failures: int = 0
    """Failures in a row until now."""
    successes: int = 0
    """Successes in a row until now."""
    checked: int = 0
    last: Observation | None = None
    last_failure: Observation | None = None

    def after(self, observation: Observation, threshold: int) -> Knowledge:
        """What is known after one more request; as many like it in a row as the threshold says change the health."""
        succeeded = observation.result.succeeded
        failures = 0 if succeeded else self.failures + 1
        successes = self.successes + 1 if succeeded else 0
        return Knowledge(
            healthy=succeeded if max(failures, successes) >= threshold else self.healthy,
            failures=failures,
            successes=successes,
            checked=self.checked + 1,
            last=observation,
            last_failure=self.last_failure if succeeded else observation,
        )


class Watch:
    """The knowledge of one endpoint as it grows: one thread asks, any may read."""

    def __init__(self) -> None:
        """Knows nothing yet."""
        self.pace = Pace()
        self.thread: threading.Thread | None = None
        self._connection: http.client.HTTPConnection | None = None
        self._now = (Knowledge(), time.monotonic(), 0.0)

    @property
    def knowledge(self) -> Knowledge:
        """What is known now."""
        return self._now[0]

    def since(self) -> tuple[float, float]:
        """Seconds since the endpoint's health last changed: real ones, and as AWS would count them."""
        _, real, paced = self._now
        return time.monotonic() - real, self.pace.now() - paced

    def learn(self, knowledge: Knowledge) -> None:
        """Replaces what is known."""
        before, real, paced = self._now
        if knowledge.healthy != before.healthy:
            real, paced = time.monotonic(), self.pace.now()
        self._now = (knowledge, real, paced)

    def connects(self, connection: http.client.HTTPConnection) -> None:
        """Remembers the connection of the request that is about to be made."""
        self._connection = connection

    def end(self) -> None:
        """Ends the request that is under way, if any, and waits for the thread."""
        connection = self._connection.sock if self._connection else None
        if connection:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        if self.thread:
            self.thread.join()
