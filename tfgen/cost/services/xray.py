"""X-Ray: the traces that its default rule samples, the first request of each second and 5 percent of the rest.

Sources: https://aws.amazon.com/xray/pricing
https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost import drivers
from tfgen.cost.amount import SECONDS, Amount, Part
from tfgen.cost.items import TRACES
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.scene import Scene

SAMPLED = Decimal("0.05")


def quantities(scene: Scene) -> Iterator[Quantity]:
    """Traces of every function that is traced, of requests that are spread evenly."""
    for region in scene.stack.regions:
        for name, function in scene.stack.functions_in(region).items():
            if not function.tracing:
                continue
            yield Quantity(
                region.name,
                name,
                TRACES,
                _sampled(Part(scene.share(region), drivers.calls(name))),
                Cause.SHARED,
            )
            if name == scene.health_function and scene.checks(region):
                checks = _sampled(*scene.checked(region).parts)
                yield Quantity(region.name, f"{name}, by health checks", TRACES, checks, Cause.CHECKED)


def _sampled(requests: Part) -> Amount:
    first = Part(requests.factor * (1 - SAMPLED), requests.driver, most=SECONDS * (1 - SAMPLED))
    return Amount((first, Part(requests.factor * SAMPLED, requests.driver)))
