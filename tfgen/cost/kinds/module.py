"""Modules of the user's own: what they make is not priced, and the bill says so."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.cost.codes import NOT_PRICED
from tfgen.cost.kind import Cost
from tfgen.cost.scene import Scene
from tfgen.diagnostics import Diagnostic
from tfgen.stack.kinds.module import MODULE


def _not_priced(scene: Scene) -> Iterator[Diagnostic]:
    names = [f"`{name}`" for name in scene.stack.all(MODULE)]
    if names:
        yield NOT_PRICED(
            f"what modules of your own make is not priced, and not in the sum: {', '.join(names)}"
        )


COST = Cost(warnings=_not_priced)
