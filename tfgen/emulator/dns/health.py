"""Route 53's health checks: requests to the endpoints of moto's health checks, at AWS's intervals or faster.

Only what waits is shortened. How long an endpoint may take to answer stays as it is, since how long it takes does.
One checker stands for AWS's many, which decide by vote: a network between a checker and an endpoint never fails here.
Sources: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html and
https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from moto.core.utils import utcnow

from tfgen.emulator.dns import endpoint, health_api
from tfgen.emulator.dns.watch import Knowledge, Observation, Watch
from tfgen.emulator.dns.zones import backends

_LOOK_SECONDS = 0.1
"""How soon a new health check is noticed."""


@dataclass(frozen=True, slots=True)
class CheckStatus:
    """How a health check stands."""

    healthy: bool
    """What Route 53 goes by: with inversion, and regardless of the endpoint if disabled."""
    failures: int
    """Requests in a row, up to the last, that failed."""
    reason: str
    """What the last request found, such as "HTTP 503"; or why there are none."""
    checked: int
    """Requests made."""
    since_seconds: float
    """Since the endpoint's health last changed, or since it is watched."""
    since_aws_seconds: float
    """The same, had the intervals between requests been as long as they are at AWS."""


class HealthChecker:
    """Follows moto's health checks: made, changed and deleted ones."""

    front_door: str
    """Where requests go, such as http://127.0.0.1:40123; to be set before it runs."""

    def __init__(self, speed: float) -> None:
        """Takes how many times shorter intervals are than at AWS: at 60, one of 30 seconds lasts half a second."""
        self._speed = speed
        self._stopped = threading.Event()
        self._watches: dict[str, Watch] = {}

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """Makes requests, and answers of their results through moto, until the block ends.

        To be entered before moto's server has its first request for Route 53, which fixes the server's URLs.
        """
        self._stopped.clear()
        follower = threading.Thread(target=self._follow, daemon=True)
        with health_api.answering(self.observations):
            follower.start()
            try:
                yield
            finally:
                self._stopped.set()
                follower.join()
                for watch in list(self._watches.values()):
                    watch.end()

    def is_healthy(self, health_check_id: str) -> bool:
        """Whether Route 53 considers a health check healthy; one that was deleted does no harm."""
        check = _find(health_check_id)
        return check is None or self._considered_healthy(check)

    def status(self) -> dict[str, CheckStatus]:
        """How every health check stands, by its id."""
        return {check.id: self._status(check) for check in _health_checks()}

    def observations(self, health_check_id: str) -> tuple[Observation | None, Observation | None]:
        """What the last request found, and the last one that failed."""
        watch = self._watches.get(health_check_id)
        return (watch.knowledge.last, watch.knowledge.last_failure) if watch else (None, None)

    def _considered_healthy(self, check: Any) -> bool:
        return self._is_sound(check) != bool(check.inverted)

    def _is_sound(self, check: Any) -> bool:
        if check.disabled:
            return True
        if check.type_ == "CALCULATED":
            sound = sum(self.is_healthy(child) for child in check.children or ())
            return sound >= int(check.health_threshold or 0)
        watch = self._watches.get(check.id)
        return watch is None or watch.knowledge.healthy

    def _status(self, check: Any) -> CheckStatus:
        watch = self._watches.get(check.id) or Watch()
        known = watch.knowledge
        return CheckStatus(
            self._considered_healthy(check),
            known.failures,
            _reason(check, known),
            known.checked,
            *watch.since(),
        )

    def _follow(self) -> None:
        while not self._stopped.wait(_LOOK_SECONDS):
            for check in _health_checks():
                if check.type_ in endpoint.CODES and check.id not in self._watches:
                    watch = self._watches[check.id] = Watch()
                    watch.thread = threading.Thread(target=self._watch, args=(check.id, watch), daemon=True)
                    watch.thread.start()

    def _watch(self, health_check_id: str, watch: Watch) -> None:
        # a thread for each, so that an endpoint that does not answer delays no other
        try:
            while (check := _find(health_check_id)) and not self._stopped.is_set():
                watch.pace.run(1.0)
                watch.learn(Knowledge() if check.disabled else self._checked(check, watch))
                watch.pace.run(self._speed)
                # the interval begins when the answer is there
                self._stopped.wait(check.request_interval / self._speed)
        finally:
            del self._watches[health_check_id]

    def _checked(self, check: Any, watch: Watch) -> Knowledge:
        result = endpoint.ask(check, self.front_door, watch.connects)
        if self._stopped.is_set():
            return watch.knowledge
        return watch.knowledge.after(Observation(result, utcnow()), check.failure_threshold)


def _health_checks() -> list[Any]:
    return [check for backend in backends() for check in list(backend.health_checks.values())]


def _find(health_check_id: str) -> Any | None:
    found = (backend.health_checks.get(health_check_id) for backend in backends())
    return next((check for check in found if check), None)


def _reason(check: Any, known: Knowledge) -> str:
    if check.disabled:
        return "disabled"
    if check.type_ == "CALCULATED":
        return "calculated"
    if check.type_ not in endpoint.CODES:
        return f"{check.type_} is not emulated"
    return known.last.result.reason if known.last else "not checked yet"
