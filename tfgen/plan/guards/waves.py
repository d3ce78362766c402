"""A plan that reaches regions of several waves at once."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.plan.guards.codes import AT_ONCE
from tfgen.plan.reviewed import Finding, Reviewed


def review(plan: Reviewed) -> Iterator[Finding]:
    """What is applied by one plan cannot be stopped between its regions."""
    changed = {
        plan.region(each): each for each in reversed(plan.changes + plan.own) if each.actions != ("no-op",)
    }
    reached = [[region for region in wave if region in changed] for wave in plan.stack.waves]
    several = [wave for wave in reached if wave]
    if len(several) > 1:
        named = ", then ".join(" and ".join(wave) for wave in several)
        message = f"this changes regions of {len(several)} waves, which are to be applied one after another: {named}"
        hint = (
            "plan and apply each state by itself, in the order of the waves: `tfgen ci` writes such pipelines"
        )
        yield Finding(AT_ONCE, message, changed[several[0][0]].address, ("waves",), hint)
