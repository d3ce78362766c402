"""How another region becomes home: all tables change their roles at once, and keep what they hold."""

from __future__ import annotations

from tfgen.journey.edit import Edit
from tfgen.journey.step import Done, Next, Step, Stuck, finish_move, names, replicated
from tfgen.stack.journey import hindrances
from tfgen.stack.kinds.table import V2017
from tfgen.stack.stack import Stack


def move_home(stack: Stack, region: str) -> Next:
    """The next step by which another region becomes home."""
    if stack.home_was and region == stack.home.name:
        return Step(
            (Edit("cut", ("home_was",)),),
            "gives replicas their addresses back, and changes nothing in AWS",
        )
    if stack.home_was:
        return Stuck(f"home is moving from {stack.home_was} to {stack.home.name}", finish_move(stack))
    if region == stack.home.name:
        return Done(f"{region} is home")
    if region not in names(stack):
        return Stuck(f"{region} is no region of the spec", f"`tfgen region add {region}` first")
    if region in stack.leaving:
        return Stuck(f"{region} is leaving", f"`tfgen region add {region}` keeps it")
    for why, how in hindrances(stack):
        return Stuck(f"home cannot move: {why}", how)
    first = Edit("first", ("regions",), region)
    if not any(table.global_table != V2017 for table in replicated(stack)):
        return Step((first,), f"makes {region} home, which changes nothing in AWS")
    return Step(
        (first, Edit("put", ("home_was",), stack.home.name)),
        f"makes {region} home: Terraform forgets each table in its old role, and imports it in its new one",
        "it is applied, and the plan after it is empty",
    )
