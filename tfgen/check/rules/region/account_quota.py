"""TFG219: more things than an account may have."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.quotas import over
from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.table import TABLE
from tfgen.stack.quotas.compute import ROLES
from tfgen.stack.quotas.data import SCALABLE_TARGETS, TABLES
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG219",
    "more than an account may have",
    finds="""a stack that alone needs more of something than AWS gives to an account by default: 1,000 roles,
one for each function in each region, 2,500 tables in a region, or 5,000 scalable targets, four for each
provisioned table with an index.""",
    why="""the apply ends in the middle, with most of the stack in place. What else the account holds counts
too, which tfgen cannot know (docs/quotas.md).""",
    example="""\
regions: [eu-west-1, us-east-1, …]     # 17 of them
functions: {f1: {…}, …, f60: {…}}      # 17 x 60 roles
""",
    instead="fewer functions that answer more routes each, an account of its own, or a quota that was raised.",
    severity=Severity.WARNING,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports stacks that do not fit into an account."""
    functions, regions = len(stack.all(FUNCTION)), len(stack.regions)
    roles = functions * regions
    what = f"{functions:,} functions in {regions} regions need {roles:,} roles"
    yield from over(
        ROLES, roles, (FUNCTION.key,), what, "make fewer functions, which answer more routes each"
    )
    tables = stack.all(TABLE)
    what = f"a region has {len(tables):,} tables"
    yield from over(TABLES, len(tables), (TABLE.key,), what, "make fewer tables")
    targets = sum(2 + 2 * len(table.global_indexes()) for table in tables.values() if table.capacity)
    what = f"the capacities of a region's tables and indexes are {targets:,} scalable targets"
    yield from over(SCALABLE_TARGETS, targets, (TABLE.key,), what, "have tables on demand")


RULE = Rule(CODE, check)
