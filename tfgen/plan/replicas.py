"""Replicas that a plan adds to a table that stands: their data is copied for hours, and an apply may be stopped meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.diagnostics import Severity
from tfgen.plan.change import Change
from tfgen.plan.codes import REPLICA_COPIED
from tfgen.plan.reviewed import Finding, Reviewed
from tfgen.render.hcl import quote
from tfgen.stack import names
from tfgen.stack.kinds.table import TABLE


def review(plan: Reviewed) -> Iterator[Finding]:
    """What is to be said of replicas that are made of tables which are there already."""
    standing = {
        plan.name(change) for change in plan.of("aws_dynamodb_table") if change.before and not change.deletes
    }
    for change in plan.of("aws_dynamodb_table_replica"):
        name = plan.name(change)
        if name and name in standing and change.actions == ("create",) and not change.imports:
            yield _copied(plan, change, name)


def _copied(plan: Reviewed, change: Change, name: str) -> Finding:
    table, home = names.of(plan.stack, TABLE, name), plan.stack.home.name
    # https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/dynamodb_table_replica#import
    message = f"table `{name}` is copied to {plan.region(change)}, which takes hours if it holds much"
    hint = (
        "if the apply is stopped meanwhile, wait until the replica is active, and add an `import` block as"
        f" `tfgen explain TFG410` shows, with `to = {change.address}` and `id = {quote(f'{table}:{home}')}`"
    )
    return plan.finding(REPLICA_COPIED, change, message, hint, severity=Severity.NOTE)
