"""Whether a change of the stack touches what it should not: addresses are compared with what the stack makes.

What own modules change in place is theirs: they may be told of every region.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tfgen.rehearse.kinds import TRIALS
from tfgen.rehearse.step import Failed
from tfgen.render.made import made, of_own
from tfgen.render.part import Made
from tfgen.stack.stack import Stack


def beyond_region(changes: Mapping[str, str], action: str, region: str, stack: Stack) -> Failed | None:
    """Changes other than an action (create, delete) on what is in a region, and what follows from it elsewhere.

    The stack is the one that has the region.
    """

    def is_expected(each: Made, done: str) -> bool:
        beyond = {trial.spans(stack, each, action) for trial in TRIALS}
        return done in beyond or (done == action and each.region == region)

    return _others(changes, stack, is_expected, f"nothing but resources of {region} is touched")


def beyond_protection(changes: Mapping[str, str], stack: Stack) -> Failed | None:
    """Changes other than updates of what holds data, as when deletion protection is lifted."""

    def is_expected(each: Made, done: str) -> bool:
        return done == "update" and each.holds_data

    return _others(changes, stack, is_expected, "nothing but the protection of tables changes")


def _others(
    changes: Mapping[str, str], stack: Stack, is_expected: Callable[[Made, str], bool], expected: str
) -> Failed | None:
    known = {each.address: each for each in made(stack)}
    regions = [region.name for region in stack.regions]

    def is_known(address: str, done: str) -> bool:
        own = of_own(address, regions)
        each = known.get(address) or own
        return each is not None and (is_expected(each, done) or (own is not None and done == "update"))

    touched = {address: done for address, done in changes.items() if not is_known(address, done)}
    if not touched:
        return None
    lines = tuple(f"{done} {address}" for address, done in sorted(touched.items()))
    return Failed(expected, f"{len(touched)} others were", lines, min(touched))
