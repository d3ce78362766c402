"""TFG213: newer AWS provider needed."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.provider import OLDEST, needs, short
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
    for path, what, version in needs(stack):
        least = f"the AWS provider {short(version)} or newer"
        yield Finding(path, f"{what} needs {least}, which main.tf asks for: {short(OLDEST)} refuses it")


RULE = Rule(CODE, check)
