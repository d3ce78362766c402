"""Records of one name among which Route 53 chooses: what goes, and what leads elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tfgen.diagnostics import Severity
from tfgen.plan.change import Change
from tfgen.plan.guards import values
from tfgen.plan.guards.codes import RECORD_LED_ELSEWHERE, TRAFFIC_LOST
from tfgen.plan.guards.plan import AnyPlan
from tfgen.plan.reviewed import Finding

_RECORD, _CHECK = "aws_route53_record", "aws_route53_health_check"
_TARGETS = ("alias.name", "records")


def guard(plan: AnyPlan) -> Iterator[Finding]:
    """Records that have a `set_identifier`: that is what one of several has."""
    checks = {str(each.before.get("id")): each for each in plan.of(_CHECK) if each.before}
    for change in plan.of(_RECORD):
        if not change.before.get("set_identifier"):
            continue
        if change.deletes and not change.replaces:
            yield from _gone(change, checks.get(str(change.before.get("health_check_id"))))
        elif change.before and change.actions != ("no-op",):
            yield from _led(change)


def _gone(change: Change, check: Change | None) -> Iterator[Finding]:
    if _is_drained(change, check):
        return
    if check is not None and check.deletes and not check.replaces:
        message = f"{change.address} goes together with its health check while clients are led to it: what they ask there fails until resolvers forget it"
        hint = "an apply before it that takes the traffic away, and the TTL waited for"
        yield Finding(TRAFFIC_LOST, message, change.address, hint=hint)
    else:
        message = f"{change.address} goes: the clients that it led are led elsewhere"
        yield Finding(RECORD_LED_ELSEWHERE, message, change.address, hint="see that the others can take them")


def _is_drained(change: Change, check: Change | None) -> bool:
    """Whether no client is led there by now: no weight, or a health check that is forced to fail."""
    is_off = (
        check is not None
        and check.before.get("disabled") is True
        and check.before.get("invert_healthcheck") is True
    )
    return values.before(change, "weighted_routing_policy.weight") == 0 or is_off


def _led(change: Change) -> Iterator[Finding]:
    for path in _TARGETS:
        was, now = values.before(change, path), values.after(change, path)
        if was in (None, []) or _same(was, now):
            continue
        if now is values.UNKNOWN:
            message = f"{change.address} may lead elsewhere: its target is known after the apply alone"
            yield Finding(RECORD_LED_ELSEWHERE, message, change.address, severity=Severity.NOTE)
        else:
            message = f"{change.address} leads elsewhere (`{path}`)"
            hint = "see that what it leads to answers before"
            yield Finding(RECORD_LED_ELSEWHERE, message, change.address, hint=hint)


def _same(was: Any, now: Any) -> bool:
    """DNS knows no case, and no order of values."""
    if isinstance(was, str) and isinstance(now, str):
        return was.rstrip(".").lower() == now.rstrip(".").lower()
    both = all(isinstance(each, list) for each in (was, now))
    return sorted(map(str, was)) == sorted(map(str, now)) if both else bool(was == now)
