"""TFG240: function that may not run."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG240",
    "function that may not run",
    finds="a function with routes or events whose reserved concurrency is 0.",
    why="""Lambda refuses every call of it: a REST API answers 500, an HTTP API 503, and messages of a queue
end in its dead-letter queue
(https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html).""",
    example="""\
http: GET /orders
reserved: 0
""",
    instead="""no `reserved`, or the number of calls that may run at once. To switch a function off for a
while, 0 is right.""",
    severity=Severity.WARNING,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports functions that something starts and that may not run."""
    for name, function in stack.all(FUNCTION).items():
        if function.reserved == 0 and (function.http or function.events):
            yield Finding(
                (FUNCTION.key, name, "reserved"),
                f"function `{name}` may not run at all, and every call of it fails",
                "leave `reserved` out",
            )


RULE = Rule(CODE, check)
