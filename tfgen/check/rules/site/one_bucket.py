"""TFG261: site that fails with one region."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.site import LEADER, SITE
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG261",
    "site that fails with one region",
    finds="a service in several regions whose site lies in the first alone.",
    why="""while that region is lost the API answers from another, and the page that asks it does not load, but for what edges
have in their caches: pages are asked for again each time.""",
    example="""\
regions: [eu-west-1, us-east-1]
site: {folder: web}
""",
    instead="`in: every-region`, which costs the storage once more for each region; or nothing, where the page may fail.",
    severity=Severity.NOTE,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports a site of the leader's alone."""
    for site in stack.all(SITE).values():
        if site.in_ == LEADER and len(stack.regions) > 1:
            message = f"the site lies in {stack.home.name} alone, and fails with it while the API goes on"
            yield Finding((SITE.key,), message, "write `in: every-region`")


RULE = Rule(CODE, check)
