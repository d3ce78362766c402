"""TFG206: autoscaled index that an apply resets."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.table import TABLE
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG206",
    "autoscaled index that an apply resets",
    finds="an autoscaled table with global indexes.",
    why="""Terraform cannot ignore the capacity of one index (hashicorp/terraform-provider-aws#671), so
each apply puts the indexes back to their minimum and autoscaling has to raise them again.""",
    example="""\
capacity: {read: {min: 5, max: 50}, write: {min: 5, max: 50}}
indexes: {by-day: {key: {day: S}}}
""",
    instead="on-demand capacity (leave `capacity` out), or applies at quiet times.",
    severity=Severity.WARNING,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports global indexes of provisioned tables."""
    for name, table in stack.all(TABLE).items():
        if table.capacity and table.global_indexes():
            message = f"each apply puts the indexes of table `{name}` back to their minimum capacity"
            hint = "leave `capacity` out: on-demand needs none of this"
            yield Finding(("tables", name, "indexes"), message, hint)


RULE = Rule(CODE, check)
