"""Route 53's health check of a region, as its checkers see it.

Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.cost.usage.readings import GLOBAL_REGION
from tfgen.gate.codes import NOT_KNOWN, UNHEALTHY
from tfgen.gate.look import Look, State
from tfgen.gate.scene import Check, Scene
from tfgen.spec.shape import short
from tfgen.stack.kinds.cdn import leading
from tfgen.stack.kinds.routing import ROUTING, is_drained
from tfgen.stack.region import Region

_NAME = "health"
_HEALTHY_SHARE = 0.18
"""More of the checkers than this must say so."""


def _looks(scene: Scene, region: Region) -> Iterator[Look]:
    if not scene.stack.all(ROUTING):
        return
    state, says, is_allowed = _look(scene, region)
    code = UNHEALTHY if state is State.bad else NOT_KNOWN
    yield Look(_NAME, region.name, state, says, code, ("regions", region.name), is_allowed)


def _look(scene: Scene, region: Region) -> tuple[State, str, bool]:
    if is_drained(scene.stack, region):
        return State.unknown, "it is drained, and its health check is disabled", True
    asking, stack = scene.asking, scene.stack
    zone = stack.zone_id or asking.zone(stack.zone)
    checks = asking.health_checks(zone, leading(stack)) if zone else None
    if checks is None:
        return State.unknown, f"its health check was not found: {asking.why(GLOBAL_REGION)}", False
    if region.name not in checks:
        return State.unknown, f"{leading(stack)} has no latency record of it with a health check", False
    seen = asking.observations(checks[region.name])
    if not seen:
        why = asking.why(GLOBAL_REGION) if seen is None else "none has asked yet"
        return State.unknown, f"no health checker says how it is: {why}", False
    failures = [each for each in seen if not each.startswith("Success")]
    good = len(seen) - len(failures)
    says = f"{good} of {len(seen)} health checkers get an answer"
    if failures:
        says += f": {short(failures[0].removeprefix('Failure: '))}"
    return (State.good if good > _HEALTHY_SHARE * len(seen) else State.bad), says, False


CHECK = Check(_NAME, lambda *_: iter(()), _looks)
