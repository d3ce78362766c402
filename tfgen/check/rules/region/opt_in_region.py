"""What it finds: a region that an account must enable before it can use it. Until then every call there is
refused (https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html).

    regions: [eu-west-1, eu-south-1]

Use instead: enable the region in the account first; nothing in the spec needs to change.
"""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.region_name import OPT_IN
from tfgen.stack.stack import Stack

CODE = Code("TFG207", "region that must be enabled", __doc__ or "", Severity.NOTE)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports opt-in regions."""
    for region in stack.regions:
        if region.name in OPT_IN:
            message = f"region {region.name} must be enabled in the account before it can be used"
            yield Finding(("regions", region.name), message)


RULE = Rule(CODE, check)
