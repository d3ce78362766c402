"""API keys: whether a usage plan lets one through to a stage, and how often it has.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from moto.apigateway.models import apigateway_backends
from moto.core.models import DEFAULT_ACCOUNT_ID

_PERIODS = {"DAY": "%Y-%m-%d", "WEEK": "%G-%V", "MONTH": "%Y-%m"}
"""What names the time in which requests count, by the period of a quota."""


class KeyRefusedError(Exception):
    """No enabled key has this value, or none of its plans is for the stage."""


class ThrottledKeyError(Exception):
    """The key is used more often, or more at once, than its plan allows."""


class ExhaustedKeyError(Exception):
    """The quota of the key's plan is used up."""


@dataclass(slots=True)
class _Used:
    """Of a key under a plan."""

    tokens: float
    at: float
    """When so many tokens were there, in seconds of the monotonic clock."""
    period: str = ""
    requests: int = 0


class Usage:
    """How often keys were used. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._used: dict[tuple[str, str, str], _Used] = {}

    def clear(self) -> None:
        """Begins anew, as if much time had passed."""
        with self._lock:
            self._used.clear()

    def key(self, region: str, api: str, stage: str, value: str) -> Any:
        """moto's key of a value, whose use of a stage is counted.

        Raises KeyRefusedError, ThrottledKeyError or ExhaustedKeyError.
        """
        backend: Any = apigateway_backends[DEFAULT_ACCOUNT_ID][region]
        found = next((key for key in list(backend.keys.values()) if key.value == value and value), None)
        if found is None or not found.enabled:
            raise KeyRefusedError("there is no such API key" if found is None else "the API key is disabled")
        for plan in list(backend.usage_plans.values()):
            is_for_stage = any((each["apiId"], each["stage"]) == (api, stage) for each in plan.api_stages)
            if is_for_stage and found.id in backend.usage_plan_keys.get(plan.id, {}):
                self._count(region, plan, found.id)
                return found
        raise KeyRefusedError(f"no usage plan of the API key {found.name} is for {api}/{stage}")

    def _count(self, region: str, plan: Any, key: str) -> None:
        rate, burst = (float(plan.throttle.get(name) or 0) for name in ("rateLimit", "burstLimit"))
        limit, period = int(plan.quota.get("limit") or 0), str(plan.quota.get("period", "DAY"))
        now, this = time.monotonic(), datetime.now(UTC).strftime(_PERIODS[period])
        with self._lock:
            used = self._used.setdefault((region, plan.id, key), _Used(burst, now))
            if used.period != this:
                used.period, used.requests = this, 0
            if limit and used.requests >= limit:
                raise ExhaustedKeyError(f"the quota of {plan.name} is {limit} requests a {period.lower()}")
            if plan.throttle:
                used.tokens = min(burst, used.tokens + (now - used.at) * rate)
                used.at = now
                if used.tokens < 1:
                    raise ThrottledKeyError(
                        f"{plan.name} allows {rate:g} requests a second, {burst:g} at once"
                    )
                used.tokens -= 1
            used.requests += 1
