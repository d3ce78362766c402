"""Usage that a table cannot serve: its load needs more capacity than the spec lets autoscaling provide."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost import codes, drivers
from tfgen.cost.amount import SECONDS, Driver
from tfgen.cost.scene import Scene
from tfgen.cost.services.dynamodb import writes_for_one
from tfgen.cost.usage.usage import Usage
from tfgen.diagnostics import Diagnostic
from tfgen.stack.kinds.table import Range
from tfgen.stack.stack import Stack


def throttled(stack: Stack, usage: Usage) -> list[Diagnostic]:
    """One warning for each capacity that is too low somewhere, even for a load that is spread evenly."""
    scene = Scene(stack, usage)
    values = drivers.values(stack, usage)
    found: dict[tuple[str, str], list[tuple[int, int, str]]] = defaultdict(list)
    for of, region, kind, bounds, driver, factor in _loads(scene):
        load = (values.get(driver) or Decimal(0)) * factor / SECONDS
        if load > bounds.max:
            found[of, kind].append((math.ceil(load), bounds.max, region))
    return [_told(of, kind, places) for (of, kind), places in found.items()]


def _told(of: str, kind: str, places: list[tuple[int, int, str]]) -> Diagnostic:
    needs = ", ".join(f"{needed:,} of {most:,} in {region}" for needed, most, region in places)
    message = (
        f"`{of}` needs more {kind} units a second than its maximum: {needs}; "
        "the bill has the maximum, and the table would refuse the rest"
    )
    return codes.ABOVE_CAPACITY(message, hint="raise `max`, or leave `capacity` out: on demand has none")


def _loads(scene: Scene) -> Iterator[tuple[str, str, str, Range, Driver, Decimal]]:
    for region in scene.stack.regions:
        for name in scene.stack.tables:
            table = scene.stack.table_in(name, region)
            if table.capacity is None:
                continue
            writes = Decimal(writes_for_one(table, scene.others > 0))
            holders = {name: (table.capacity, writes)} | {
                f"{name}/{index}": (settings.capacity or table.capacity, Decimal(1))
                for index, settings in table.global_indexes().items()
            }
            for of, (capacity, factor) in holders.items():
                share = scene.share(region)
                yield of, region.name, "read", capacity.read, drivers.read_units(of), share
                yield of, region.name, "write", capacity.write, drivers.write_units(of), factor
