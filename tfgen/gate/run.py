"""Rounds of questions, until something is bad or the time is over."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

from tfgen.cost.usage.readings import Clients
from tfgen.diagnostics import Diagnostic, Progress
from tfgen.frozen import frozen
from tfgen.gate.asking import MINUTE, Asking
from tfgen.gate.checks import CHECKS
from tfgen.gate.codes import REGION_LOST
from tfgen.gate.look import Look, State, Verdict, verdict
from tfgen.gate.report import Report
from tfgen.gate.scene import Limits, Scene
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack

NAMES = tuple(check.name for check in CHECKS)
LEAST_BEFORE = timedelta(minutes=10)
"""What is compared with is as long as what is judged, or so long."""


@frozen
class Plan:
    """What a gate is to look at, and for how long."""

    stack: Stack
    regions: tuple[Region, ...]
    limits: Limits
    since: datetime
    bake: float = 0.0
    """Seconds for which nothing may be bad."""
    every: float = 30.0
    """Seconds from the end of a round to the next."""
    allowed: frozenset[str] = frozenset()
    """Checks that may be unknown."""


def gate(
    plan: Plan, clients: Clients, progress: Progress, sleep: Callable[[float], None] = time.sleep
) -> Report | list[Diagnostic]:
    """Asks in rounds: until something is bad, or the time to bake is over. What cannot be asked at all, as findings."""
    began, rounds = time.monotonic(), 0
    plan = dataclasses.replace(plan, since=plan.since.replace(second=0, microsecond=0))
    while True:
        rounds += 1
        progress(f"round {rounds}: asking AWS")
        found = _round(plan, clients)
        if isinstance(found, list):
            return found
        passed = time.monotonic() - began
        left = plan.bake - passed
        if verdict(found) is Verdict.stop or left <= 0:
            since = plan.since.strftime("%Y-%m-%dT%H:%M:%SZ")
            return Report(plan.stack, plan.regions, found, since, rounds, passed)
        progress(f"nothing is bad after {passed:.0f} s; {left:.0f} s to go")
        sleep(min(plan.every, left))


def _round(plan: Plan, clients: Clients) -> tuple[Look, ...] | list[Diagnostic]:
    end = datetime.now(UTC)
    before = max(end - plan.since, LEAST_BEFORE)
    asking = Asking(clients, plan.since - before, end + timedelta(seconds=MINUTE))
    scene = Scene(plan.stack, plan.limits, asking, plan.since)
    asking.gather(
        wanted for check in CHECKS for region in plan.regions for wanted in check.asks(scene, region)
    )
    looks = [look for region in plan.regions for look in _looks(scene, region)]
    if asking.diagnostics:
        return asking.diagnostics
    return tuple(
        dataclasses.replace(look, is_allowed=look.is_allowed or look.check in plan.allowed) for look in looks
    )


def _looks(scene: Scene, region: Region) -> Iterator[Look]:
    """One look of a region that does not answer: what it has is not known then."""
    found = [look for check in CHECKS for look in check.looks(scene, region)]
    why = scene.asking.lost.get(region.name)
    if why is None:
        yield from found
        return
    path = ("regions", region.name)
    yield Look("region", region.name, State.bad, f"it does not answer: {why}", REGION_LOST, path)
    yield from (look for look in found if look.state is not State.unknown)
