"""Modules of the user's own: what holds data and goes with them."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.plan.codes import OWN_LOST
from tfgen.plan.guards.holding import LOST
from tfgen.plan.reviewed import Finding, Reviewed


def review(plan: Reviewed) -> Iterator[Finding]:
    """Data that goes."""
    for change in plan.own:
        if change.deletes and change.type in LOST:
            why = f", because {' and '.join(change.causes)} cannot be changed" if change.causes else ""
            done = "replaces" if change.replaces else "deletes"
            message = f"the plan {done} {change.address} in {plan.region(change)}{why}, with what it holds"
            hint = "copy what has to be kept before; `prevent_destroy` in the module refuses such a plan"
            yield plan.finding(OWN_LOST, change, message, hint)
