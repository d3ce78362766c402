"""What a plan does to things that it adopts: it changes them in place, and replaces none."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.plan.change import Change
from tfgen.plan.codes import ADOPTED_LOST, REPLICA_LEFT_OUT
from tfgen.plan.reviewed import Finding, Reviewed


def review(plan: Reviewed) -> Iterator[Finding]:
    """What is to be said of imports."""
    for change in plan.changes:
        if change.imports and change.deletes:
            yield _lost(plan, change)
        if change.imports and change.type == "aws_dynamodb_table":
            yield from _left_out(plan, change)


def _lost(plan: Reviewed, change: Change) -> Finding:
    why = f", because {' and '.join(change.causes)} cannot be changed" if change.causes else ""
    message = f"the plan adopts {change.address} and would replace it{why}"
    return plan.finding(ADOPTED_LOST, change, message, "do not apply this: say in the spec what is there")


def _left_out(plan: Reviewed, table: Change) -> Iterator[Finding]:
    """DynamoDB tells of every replica of a table, adopted or not."""
    there = {replica["region_name"] for replica in table.before.get("replica") or ()}
    for change in plan.of("aws_dynamodb_table_replica"):
        region = plan.region(change)
        if change.actions == ("create",) and region in there and plan.path(change) == plan.path(table):
            message = f"table `{plan.name(table)}` has a replica in {region}, which the plan would make"
            hint = f"add {region} to `adopt` of table `{plan.name(table)}`"
            yield plan.finding(REPLICA_LEFT_OUT, change, message, hint)
