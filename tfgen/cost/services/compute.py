"""Lambda: requests, and memory for as long as calls run.

Source: https://aws.amazon.com/lambda/pricing
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost import drivers
from tfgen.cost.items import LAMBDA_DURATION, LAMBDA_REQUESTS
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.scene import Scene


def quantities(scene: Scene) -> Iterator[Quantity]:
    """Requests and GB-seconds of every function in every region, and of its health checks."""
    for region in scene.stack.regions:
        for name, function in scene.stack.functions_in(region).items():
            requests, time = LAMBDA_REQUESTS[function.arch], LAMBDA_DURATION[function.arch]
            gigabytes = Decimal(function.memory) / 1024 / 1000
            calls = scene.shared(region, drivers.calls(name))
            run_time = scene.shared(region, drivers.run_time(name), gigabytes)
            yield Quantity(region.name, name, requests, calls, Cause.SHARED)
            yield Quantity(region.name, name, time, run_time, Cause.SHARED)
            if name == scene.health_function and scene.checks(region):
                checks = f"{name}, by health checks"
                checked = scene.checked(region, drivers.duration(name), gigabytes)
                yield Quantity(region.name, checks, requests, scene.checked(region), Cause.CHECKED)
                yield Quantity(region.name, checks, time, checked, Cause.CHECKED)
