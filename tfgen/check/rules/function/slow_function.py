"""TFG210: function slower than its API waits."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG210",
    "function slower than its API waits",
    finds="""a function with routes that may run longer than API Gateway waits: 30 seconds for an HTTP
API, 29 for a REST API.""",
    why="""the caller gets a 503 or 504 while the function runs on, and is paid for
(https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html).""",
    example="""\
http: GET /report
timeout: 120
""",
    instead="a timeout of at most the limit, and a queue before longer work.",
    severity=Severity.WARNING,
)
_LONGEST = {"http": 30, "rest": 29}


def check(stack: Stack) -> Iterator[Finding]:
    """Reports functions with routes whose timeout is above the API's."""
    for api in stack.all(API).values():
        yield from _slower(stack, _LONGEST[api.kind])


def _slower(stack: Stack, longest: int) -> Iterator[Finding]:
    for path, name, function in stack.settings(FUNCTION, "timeout"):
        if function.http and function.timeout > longest:
            message = (
                f"function `{name}` may take {function.timeout} seconds, but its API waits for {longest}"
            )
            yield Finding(path, message, f"write `timeout: {longest}` or less")


RULE = Rule(CODE, check)
