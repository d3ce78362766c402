"""What a plan must not do by the way: delete a table whose data nobody asked to lose."""

from __future__ import annotations

from typing import Any

from tfgen.diagnostics import Code, Diagnostic, Severity
from tfgen.plan.summary import place_of
from tfgen.stack.stack import Stack
from tfgen.stack.table import label as table_label

TABLE_LOST = Code(
    "TFG402",
    "plan that deletes a table",
    """A plan that deletes or replaces a DynamoDB table, and with it its data. Where the spec still has the table, an
edit did more than it says: another first region makes another home, another `global_table` makes replicas of
tables, another key makes another table.

    regions: [us-east-1, eu-west-1]     # was [eu-west-1, us-east-1]

Use instead: keep home first; upgrade a global table in AWS and import it; copy the data before a key changes. A
table that was taken out of the spec, or whose region retires, is meant to go: then this is a warning.
""",
)

CODES = (TABLE_LOST,)


def review(plan: dict[str, Any], stack: Stack) -> list[Diagnostic]:
    """What is to be said of a plan, as `terraform show -json` gives it."""
    return [
        _lost(change["address"], stack)
        for change in plan.get("resource_changes", [])
        if change["type"] == "aws_dynamodb_table" and "delete" in change["change"]["actions"]
    ]


def _lost(address: str, stack: Stack) -> Diagnostic:
    meant = place_of(address, stack) in stack.retiring or not any(
        address.startswith(f"module.table_{table_label(name)}_") for name in stack.tables
    )
    severity = Severity.WARNING if meant else TABLE_LOST.severity
    hint = (
        None
        if meant
        else "apply this only if the data may go; `tfgen explain TFG402` tells what else may be meant"
    )
    return TABLE_LOST(f"the plan deletes {address} with its data", hint=hint, severity=severity)
