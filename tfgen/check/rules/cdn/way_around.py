"""TFG253: way around the firewall."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.cdn import CDN
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG253",
    "way around the firewall",
    finds="a web ACL before the edge, and an origin that answers whoever knows its name.",
    why="""the origin's name stands in the public DNS, and the regions' own URLs answer too: who asks them passes neither
the edge nor its firewall. API Gateway's HTTP APIs take no web ACL of their own.""",
    example="cdn: {waf: true}",
    instead="functions that do not rest on the firewall alone.",
    severity=Severity.NOTE,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports firewalls that can be passed by."""
    for cdn in stack.all(CDN).values():
        if cdn.waf:
            message = f"{cdn.origin} answers whoever asks it, and the firewall sees nothing of that"
            yield Finding(("cdn", "waf"), message)


RULE = Rule(CODE, check)
