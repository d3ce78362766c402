"""TFG207: region that must be enabled."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.region_name import OPT_IN
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG207",
    "region that must be enabled",
    finds="a region that an account must enable before it can use it.",
    why="""until then every call there is refused
(https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html).""",
    example="regions: [eu-west-1, eu-south-1]",
    instead="the same spec, after the region was enabled in the account.",
    severity=Severity.NOTE,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports opt-in regions."""
    for region in stack.regions:
        if region.name in OPT_IN:
            message = f"region {region.name} must be enabled in the account before it can be used"
            yield Finding(("regions", region.name), message)


RULE = Rule(CODE, check)
