"""Functions: calls that fail or are throttled, and whether anybody calls.

A throttled call is no invocation.
Source: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
"""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.cost.usage.readings import Metric
from tfgen.frozen import frozen
from tfgen.gate.codes import FUNCTION_FAILS
from tfgen.gate.look import Look, State
from tfgen.gate.scene import Check, Scene, share
from tfgen.stack import names
from tfgen.stack.kinds.function import FUNCTION, Function
from tfgen.stack.kinds.routing import health_paths, is_drained
from tfgen.stack.region import Region
from tfgen.stack.route import answers

_NAME = "functions"


@frozen
class _Calls:
    """What became of a function's calls."""

    ran: float
    failed: float
    throttled: float

    @property
    def asked(self) -> float:
        return self.ran + self.throttled

    @property
    def bad(self) -> float:
        return self.failed + self.throttled


def _metric(scene: Scene, name: str, metric: str) -> Metric:
    return Metric("AWS/Lambda", metric, (("FunctionName", names.of(scene.stack, FUNCTION, name)),))


def _asks(scene: Scene, region: Region) -> Iterator[tuple[str, Metric]]:
    for name in scene.stack.all(FUNCTION):
        for metric in ("Invocations", "Errors", "Throttles"):
            yield region.name, _metric(scene, name, metric)


def _calls(scene: Scene, region: Region, name: str, before: bool = False) -> _Calls | None:
    found = [
        scene.total(region.name, _metric(scene, name, metric), before)
        for metric in ("Invocations", "Errors", "Throttles")
    ]
    known = [each for each in found if each is not None]
    return _Calls(*known) if len(known) == len(found) else None


def _looks(scene: Scene, region: Region) -> Iterator[Look]:
    if not scene.stack.all(FUNCTION):
        return
    told = {name: _calls(scene, region, name) for name in scene.stack.all(FUNCTION)}
    calls = {name: each for name, each in told.items() if each is not None}
    if not calls:
        yield Look(_NAME, region.name, State.unknown, f"no calls are known: {scene.asking.why(region.name)}")
        return
    failing = {name: each for name, each in calls.items() if _fails(each, scene.limits.errors)}
    for name, each in failing.items():
        says = f"{name}: {_said(each)}{_before(scene, region, name)}"
        path = (FUNCTION.key, name)
        yield Look(_NAME, region.name, State.bad, says, FUNCTION_FAILS, path)
    if not failing:
        yield _good(scene, region, calls)


def _good(scene: Scene, region: Region, calls: dict[str, _Calls]) -> Look:
    """Of functions that do not fail: whether clients, and not health checks alone, called any."""
    paths = health_paths(scene.stack)
    functions = scene.stack.all(FUNCTION)
    counted = {
        name: each
        for name, each in calls.items()
        if is_drained(scene.stack, region) or not _is_of_health(functions[name], paths)
    }
    total = _Calls(
        *(sum(getattr(each, of) for each in calls.values()) for of in ("ran", "failed", "throttled"))
    )
    if not sum(each.asked for each in counted.values()):
        more = f", but for health checks ({total.asked:,.0f} calls)" if total.asked else ""
        return Look(_NAME, region.name, State.unknown, f"nobody called a function{more}")
    return Look(_NAME, region.name, State.good, _said(total))


def _is_of_health(function: Function, paths: tuple[str, ...]) -> bool:
    """Whether nothing but a health check calls it."""
    is_asked = [any(answers(route, path) for path in paths) for route in function.http]
    return bool(is_asked) and all(is_asked) and not function.events


def _fails(calls: _Calls, percent: float) -> bool:
    return 100 * calls.failed > percent * calls.ran or 100 * calls.throttled > percent * calls.asked


def _said(calls: _Calls) -> str:
    said = f"{calls.failed:,.0f} of {calls.ran:,.0f} calls failed ({share(calls.failed, calls.ran)})"
    if not calls.throttled:
        return said
    return f"{said}, {calls.throttled:,.0f} were throttled ({share(calls.throttled, calls.asked)})"


def _before(scene: Scene, region: Region, name: str) -> str:
    before = _calls(scene, region, name, before=True)
    if before is None or not before.asked:
        return ", nobody called it before"
    return f", {share(before.bad, before.asked)} before"


CHECK = Check(_NAME, _asks, _looks)
