"""Fewer regions: every one pays every write."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.cost.hints.suggestion import Case, Suggestion
from tfgen.stack import variations
from tfgen.stack.kinds.routing import is_drained

ENOUGH = 2
"""Regions that survive the loss of one."""


def suggest(case: Case) -> Iterator[Suggestion]:
    """What each region but home costs, if enough others answer requests. Of several, each is told alone."""
    for region in case.stack.regions[1:]:
        rest = tuple(each for each in case.stack.regions if each is not region)
        if sum(not is_drained(case.stack, each) for each in rest) >= ENOUGH:
            farther = "" if is_drained(case.stack, region) else "clients are answered from farther away, and "
            why = f"every region pays every write; {farther}fewer can stand in for one that is lost"
            yield Suggestion(f"without {region.name}", why, variations.with_regions(case.stack, rest))
