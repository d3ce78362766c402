"""TFG242: health checks that watch another service."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.mapping import MAPPING
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG242",
    "health checks that watch another service",
    finds="a service of several regions under a domain that another one makes.",
    why="""the domain's records are led by the health checks of the service that makes it, and those ask that service
alone. A region that is lost as a whole is left out; one in which only this service fails still gets its requests.""",
    example="domain: {existing: api.example.com, path: orders}",
    instead="""a domain of its own where that matters; or, at the owner, a health path that asks the other services of its
region as well.""",
    severity=Severity.NOTE,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports a domain whose health checks are another's."""
    for domain in stack.all(MAPPING).values():
        if len(stack.regions) > 1:
            message = f"the health checks of {domain.existing} ask the service that makes it, not this one"
            yield Finding(("domain",), message)


RULE = Rule(CODE, check)
