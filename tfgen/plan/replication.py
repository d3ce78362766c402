"""Tables that a plan makes replicas of home's, and replicas that it makes tables."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.plan.change import Change
from tfgen.plan.codes import REPLICATION_CHANGED
from tfgen.plan.reviewed import Finding, Reviewed

_KINDS = {
    "aws_dynamodb_table": ("aws_dynamodb_table_replica", "a table of its own", "a replica of home's"),
    "aws_dynamodb_table_replica": ("aws_dynamodb_table", "a replica of home's", "a table of its own, empty"),
}
"""By what goes: what comes in its place, and both in words."""


def changes(plan: Reviewed, change: Change) -> bool:
    """Whether what a change deletes comes back as the other sort, in the same region."""
    other = _KINDS[change.type][0]
    module = change.address.rpartition(f".{change.type}.")[0]
    made = (each.address.rpartition(f".{other}.")[0] for each in plan.of(other) if "create" in each.actions)
    return change.deletes and module in made


def review(plan: Reviewed, change: Change) -> Iterator[Finding]:
    """What is lost by it."""
    if changes(plan, change):
        _, was, becomes = _KINDS[change.type]
        name, region = plan.name(change), plan.region(change)
        message = (
            f"table `{name}` in {region} is {was}, and the plan makes it {becomes}: its items there are lost"
        )
        hint = "leave `replicate` as it was, and add another table; `tfgen explain TFG423` tells the steps"
        yield plan.finding(REPLICATION_CHANGED, change, message, hint)
