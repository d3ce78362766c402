"""TFG221: what a new account refuses."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.check.rules.function import concurrency_quota
from tfgen.diagnostics import Code, Severity
from tfgen.spec.source import Path
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.quotas.compute import CONCURRENCY, MEMORY
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG221",
    "more than a new account has",
    finds="a function that reserves concurrency, or has more than 3,008 MB of memory.",
    why="""a new account runs 10 invocations at once in all, of which none can be reserved, and gives a
function 3,008 MB at most. AWS raises both as the account is used, or on request
(https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). What an account has, `aws
lambda get-account-settings` tells for each region.""",
    example="functions: {import: {reserved: 5, …}}",
    instead="nothing, if the account is older: this is a note. Otherwise no `reserved`, and less memory.",
    severity=Severity.NOTE,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports the first function that reserves, and the first that is large."""
    reserving = next(_settings(stack, "reserved", 0), None)
    if reserving and not any(concurrency_quota.check(stack)):
        message = (
            f"a new account has {CONCURRENCY.small} invocations at once, and lets none of them be reserved"
        )
        yield Finding(reserving, message)
    large = next(_settings(stack, "memory", MEMORY.small or 0), None)
    if large:
        yield Finding(large, f"a new account gives a function {MEMORY.small:,} MB of memory at most")


def _settings(stack: Stack, setting: str, above: int) -> Iterator[Path]:
    for path, _, function in stack.settings(FUNCTION, setting):
        if (getattr(function, setting) or 0) > above:
            yield path


RULE = Rule(CODE, check)
