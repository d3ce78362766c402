"""Fewer regions: every one pays every write."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from tfgen.cost.hints.suggestion import Case, Suggestion

ENOUGH = 2
"""Regions that survive the loss of one."""


def suggest(case: Case) -> Iterator[Suggestion]:
    """What each region but home costs, if others remain to take its place."""
    if len(case.stack.regions) <= ENOUGH:
        return
    for region in case.stack.regions[1:]:
        rest = tuple(each for each in case.stack.regions if each is not region)
        why = "every region holds every item and pays every write; its clients are answered from farther away"
        yield Suggestion(f"without {region.name}", why, dataclasses.replace(case.stack, regions=rest))
