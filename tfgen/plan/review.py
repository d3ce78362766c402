"""What a plan must not do by the way: delete a table whose data nobody asked to lose."""

from __future__ import annotations

from typing import Any

from tfgen.diagnostics import Code, Diagnostic, Severity
from tfgen.plan.summary import Places
from tfgen.render.kinds import PARTS
from tfgen.stack import names
from tfgen.stack.key import Key
from tfgen.stack.stack import Stack

TABLE_LOST = Code(
    "TFG402",
    "plan that deletes a table",
    finds="a plan that deletes or replaces a DynamoDB table, and with it its data.",
    why="""where the spec still has a table of that name in AWS, an edit did more than it says: another
first region makes another home, another `global_table` makes replicas of tables, another key makes
another table. A table whose name the spec no longer has, or whose region retires, is meant to go: then
this is a warning.""",
    example="regions: [us-east-1, eu-west-1]     # was [eu-west-1, us-east-1]",
    instead="""the same home as before; an upgrade of a global table in AWS, and an import of it; a copy
of the data before a key changes.""",
)

CODES = (TABLE_LOST,)


def review(plan: dict[str, Any], stack: Stack) -> list[Diagnostic]:
    """What is to be said of a plan, as `terraform show -json` gives it."""
    places = Places(stack)
    deleted = [c for c in plan.get("resource_changes", []) if "delete" in c["change"]["actions"]]
    return [
        _lost(change, part.kind, places, stack)
        for change in deleted
        for part in PARTS
        if change["type"] in part.data_types
    ]


def _lost(change: dict[str, Any], kind: Key[Any], places: Places, stack: Stack) -> Diagnostic:
    """A thing that AWS still knows by a name of the spec's is lost by accident."""
    kept = {names.of(stack, kind, name) for name in stack.all(kind)}
    name = (change["change"].get("before") or {}).get("name")
    meant = places.of(change) in stack.retiring or name not in kept
    severity = Severity.WARNING if meant else TABLE_LOST.severity
    hint = (
        None
        if meant
        else "apply this only if the data may go; `tfgen explain TFG402` tells what else may be meant"
    )
    return TABLE_LOST(f"the plan deletes {change['address']} with its data", hint=hint, severity=severity)
