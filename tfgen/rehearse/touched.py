"""Whether a change of the stack touches what it should not: addresses are compared with what the stack makes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tfgen.rehearse.kinds import TRIALS
from tfgen.rehearse.step import Failed
from tfgen.render.made import made
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
    touched = {
        address: done
        for address, done in changes.items()
        if not (address in known and is_expected(known[address], done))
    }
    if not touched:
        return None
    lines = tuple(f"{done} {address}" for address, done in sorted(touched.items()))
    return Failed(expected, f"{len(touched)} others were", lines, min(touched))
