"""Data transfer: answers to the internet, and replicated writes to other regions, which the writing region pays.

Sources: https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer
https://aws.amazon.com/cloudfront/pricing
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost import drivers
from tfgen.cost.items import TRANSFER_BETWEEN, TRANSFER_OUT, between
from tfgen.cost.quantity import Cause, Quantity
from tfgen.cost.scene import Scene

GB = Decimal(1024 * 1024)
"""KB of a GB."""


def quantities(scene: Scene) -> Iterator[Quantity]:
    """What each region sends to clients, and to each other region. What CloudFront fetches is free."""
    for region in scene.stack.regions:
        for name in scene.stack.functions:
            if not scene.usage.beside.cdn:
                sent = scene.shared(region, drivers.sent(name), 1 / GB)
                yield Quantity(region.name, name, TRANSFER_OUT, sent, Cause.SHARED)
            if name == scene.health_function and scene.checks(region):
                checked = scene.checked(region, drivers.response(name), 1 / GB)
                checks = f"{name}, by health checks"
                yield Quantity(region.name, checks, TRANSFER_OUT, checked, Cause.CHECKED)
        for name in scene.stack.tables:
            for target in scene.stack.regions:
                if target.name != region.name:
                    sent = scene.shared(region, drivers.written(name), 1 / GB)
                    place = between(region.name, target.name)
                    what = f"{name} to {target.name}"
                    yield Quantity(region.name, what, TRANSFER_BETWEEN, sent, Cause.SENT, place)
