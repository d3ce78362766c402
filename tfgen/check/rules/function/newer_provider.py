"""TFG213: newer AWS provider needed."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import FUNCTIONS, Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.provider import OLDEST, needs, oldest, short
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG213",
    "newer AWS provider needed",
    finds="a runtime or a region that the oldest AWS provider which the modules allow does not know.",
    why="""the provider refuses runtimes and regions that are newer than itself, whatever AWS has. main.tf asks for a
version that knows them, so a lock file or a mirror with an older one stops `terraform init`.""",
    example="runtime: python3.14     # the AWS provider 5.100 ends at python3.13",
    instead="""the same spec, with the version that the finding names: `terraform init -upgrade` where a lock file
holds an older one.""",
    severity=Severity.NOTE,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports what needs more than the oldest provider."""
    asked = oldest(stack)
    for need in needs(stack):
        who = f"{need.what} {FUNCTIONS}" if need.function else need.what
        asks = "therefore asks" if need.version == asked else "asks"
        tail = f"main.tf {asks} for >= {short(asked)}; {short(OLDEST)} does not know it"
        message = f"{who} needs the AWS provider {short(need.version)} or newer: {tail}"
        yield Finding(need.path, message, function=need.function)


RULE = Rule(CODE, check)
