"""TFG209: nowhere to fail over to."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.routing import is_drained
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG209",
    "nowhere to fail over to",
    finds="a stack of one region, or one of whose regions all but one are drained.",
    why="latency records and health checks then have nowhere else to send anyone.",
    example="regions: [eu-west-1]",
    instead="two regions or more that are not drained.",
    severity=Severity.WARNING,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports a stack in which one region answers."""
    answering = [region for region in stack.regions if not is_drained(stack, region)]
    if len(answering) == 1:
        message = f"{answering[0].name} alone answers: when it fails, so does the service"
        yield Finding(("regions",), message)


RULE = Rule(CODE, check)
