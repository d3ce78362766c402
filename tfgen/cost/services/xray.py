"""X-Ray: the traces that its default rule samples, the first request of each second and 5 percent of the rest.

Sources: https://aws.amazon.com/xray/pricing
https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost import drivers
from tfgen.cost.amount import SECONDS, Amount, Part, always, times
from tfgen.cost.items import TRACES
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.scene import Scene
from tfgen.stack.region import Region

SAMPLED = Decimal("0.05")
FIRST = 1 - SAMPLED
"""What is traced beyond that of the first request of a second."""


def quantities(scene: Scene) -> Iterator[Quantity]:
    """Traces of requests that are spread evenly: all share the first request of each second, health checks before others."""
    for region in scene.stack.regions:
        traced = _traced(scene, region)
        checks = scene.checks(region) if scene.health_function in traced else Decimal(0)
        first = min(checks, SECONDS)
        if checks:
            of_checks = always(checks * SAMPLED + first * FIRST)
            yield Quantity(region.name, "health checks", TRACES, of_checks, Cause.CHECKED)
        if traced:
            calls = tuple(map(drivers.calls, traced))
            most = (SECONDS - first) * FIRST
            firsts = Amount((Part(scene.share(region) * FIRST, calls, most=most),))
            rest = times(scene.share(region) * SAMPLED, *calls)
            yield Quantity(region.name, "the first request of each second", TRACES, firsts, Cause.BOUNDS)
            yield Quantity(region.name, "5 % of the others", TRACES, rest, Cause.SHARED)


def _traced(scene: Scene, region: Region) -> list[str]:
    """Functions whose requests are traced; a REST API traces all that pass through it."""
    is_rest = scene.stack.api.kind == "rest"
    functions = scene.stack.functions_in(region)
    return [name for name, function in functions.items() if function.tracing or (is_rest and function.http)]
