"""Usage that a table cannot serve: its load needs more capacity than the spec lets autoscaling provide."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from tfgen.cost import codes
from tfgen.cost.expression import SHARE, Evaluator, Expression, product
from tfgen.cost.scene import Scene
from tfgen.cost.units import SECONDS
from tfgen.cost.usage.tables import holders, read_units, writes_for_one, writes_in_region
from tfgen.diagnostics import Diagnostic
from tfgen.stack.kinds.table import TABLE, Range, Table

Load = tuple[str, str, Range, Expression]
"""What is loaded, with reads or writes, its bounds, and the units a month."""


def throttled(scene: Scene) -> list[Diagnostic]:
    """One warning for each capacity that is too low somewhere, even for a load that is spread evenly."""
    evaluator = Evaluator(scene.usage.numbers)
    found: dict[tuple[str, str], list[tuple[int, int, str]]] = defaultdict(list)
    for region in scene.stack.regions:
        for name, table in scene.stack.at(TABLE, region).items():
            for of, kind, bounds, load in _loads(name, table, len(scene.stack.regions) > 1):
                units = evaluator.amount(load, scene.parts[region.name]) / SECONDS
                if units > bounds.max:
                    found[of, kind].append((math.ceil(units), bounds.max, region.name))
    return [_told(of, kind, places) for (of, kind), places in found.items()]


def _told(of: str, kind: str, places: list[tuple[int, int, str]]) -> Diagnostic:
    needs = ", ".join(f"{needed:,} of {most:,} in {region}" for needed, most, region in places)
    message = (
        f"`{of}` needs more {kind} units a second than its maximum: {needs}; "
        "the bill has the maximum, and the table would refuse the rest"
    )
    return codes.ABOVE_CAPACITY(message, hint="raise `max`, or leave `capacity` out: on demand has none")


def _loads(name: str, table: Table, replicated: bool) -> Iterator[Load]:
    """The loads of a table and of its global indexes; none where it is on demand."""
    for of in holders(name, table) if table.capacity else ():
        capacity = (table.indexes[of[1]].capacity if len(of) > 1 else None) or table.capacity
        factor = 1 if len(of) > 1 else writes_for_one(table, replicated and table.replicate)
        if capacity:
            yield "/".join(of), "read", capacity.read, product(SHARE, read_units(of))
            yield "/".join(of), "write", capacity.write, product(factor, writes_in_region(table)(of))
