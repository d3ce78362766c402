"""TFG203: global table that AWS no longer creates."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.table import TABLE, V2017
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG203",
    "global table that AWS no longer creates",
    finds="a global table of version 2017.11.29.",
    why="""AWS creates no new ones: CreateGlobalTable answers that the version is not supported
(aws-controllers-k8s/dynamodb-controller#167). What exists runs on, charges two replicated writes for
each put, and can be upgraded in AWS, one way. To change `global_table` here upgrades nothing: it
replaces the regional tables by replicas, and their data goes.""",
    example='global_table: "2017.11.29"',
    instead="2019.11.21, the default, unless the table exists and is to be imported.",
    severity=Severity.WARNING,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports tables of version 2017.11.29."""
    for name, table in stack.all(TABLE).items():
        if table.global_table == V2017:
            message = (
                f"AWS creates no new global tables of version {V2017}: table `{name}` must exist already"
            )
            hint = "leave `global_table` out for a new table"
            yield Finding(("tables", name, "global_table"), message, hint)


RULE = Rule(CODE, check)
