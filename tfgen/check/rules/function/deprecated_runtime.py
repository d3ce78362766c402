"""TFG204: deprecated runtime."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import FUNCTIONS, Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.function import DEPRECATED, FUNCTION, RUNTIMES
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG204",
    "deprecated runtime",
    finds="a runtime that AWS has deprecated.",
    why="""it gets no security patches, and functions on it can soon neither be created nor updated
(https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html).""",
    example="runtime: python3.9",
    instead="a newer runtime of the same language.",
    severity=Severity.WARNING,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports functions on deprecated runtimes."""
    for path, name, function in stack.settings(FUNCTION, "runtime"):
        since = DEPRECATED.get(function.runtime)
        if since:
            message = f"AWS deprecates the runtime {function.runtime} {FUNCTIONS} from {since}"
            yield Finding(path, message, _newer(function.runtime), function=name)


def _newer(runtime: str) -> str | None:
    """A hint that names the newest runtime of the same language."""
    language = runtime.rstrip("0123456789.x") if not runtime.startswith("provided") else "provided"
    found = [each for each in RUNTIMES if each.startswith(language) and each not in DEPRECATED]
    return f"`{found[-1]}` is the newest of its language" if found else None


RULE = Rule(CODE, check)
