"""States of regions: what a lost region keeps from being planned."""

from __future__ import annotations

from tfgen.emulator.chaos import Part
from tfgen.plan.roots import choice
from tfgen.rehearse.changes import told
from tfgen.rehearse.codes import NOT_APART
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.roots import TerraformInRoots
from tfgen.rehearse.step import Failed, NotApplicable, Outcome, Passed, Step, refused
from tfgen.stack.edge import EDGE_REGION


def _apart(rehearsal: Rehearsal) -> Outcome:
    """Home if it can be lost: others' data is copied from there. The services that are global are asked in us-east-1."""
    terraform = rehearsal.terraform
    lost = next((each.name for each in rehearsal.stack.regions if each.name != EDGE_REGION), None)
    if lost is None or len(rehearsal.stack.regions) < 2 or not isinstance(terraform, TerraformInRoots):
        return NotApplicable("there is no region that could be lost beside others")
    chosen = choice(rehearsal.stack, lost=[lost])
    rehearsal.emulator.chaos.lose(lost, (Part.control,))
    try:
        for name, options in chosen.options.items():
            said = told(terraform.of(name).run("plan", "-json", "-input=false", "-lock=false", *options))
            failed = refused(f"with {lost} lost, `{name}` is planned", said)
            if failed:
                return failed
            if said.changes:
                return Failed(f"with {lost} lost, nothing is to change in `{name}`", str(said.changes))
    finally:
        rehearsal.emulator.chaos.heal(lost)
    return Passed(
        (f"{lost} lost: {len(chosen.options)} of {len(terraform.roots)} states planned, and unchanged",)
    )


STEPS = (Step("states", "a lost region blocks no other's state", NOT_APART, _apart),)
