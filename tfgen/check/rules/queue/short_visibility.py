"""TFG212: queue that hides messages too briefly."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.queue import QUEUE, consumers
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG212",
    "queue that hides messages too briefly",
    finds="a queue that hides a message for less than six times the timeout of a function that handles it.",
    why="""while a function is throttled, Lambda tries a batch again for that long; a message that comes back before
is received once more, and after a few times it is a dead letter that nobody tried to handle
(https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html).""",
    example="""\
queues: {jobs: {visibility: 60}}
functions:
  handle: {timeout: 30, events: [{queue: jobs}]}
""",
    instead="a visibility of six times the timeout, or a shorter timeout.",
    severity=Severity.WARNING,
)
_TIMES = 6


def check(stack: Stack) -> Iterator[Finding]:
    """Reports queues, as each region has them, that hide messages for less than AWS advises."""
    for path, name, queue in stack.settings(QUEUE, "visibility"):
        regions = [
            region for region in stack.regions if stack.at(QUEUE, region)[name].visibility == queue.visibility
        ]
        timeouts = [
            stack.at(FUNCTION, region)[each].timeout for region in regions for each in consumers(stack, name)
        ]
        advised = _TIMES * max(timeouts, default=0)
        if queue.visibility < advised:
            message = f"queue `{name}` hides a message for {queue.visibility} seconds, less than {_TIMES} times what its function may take"
            yield Finding(path, message, f"write `visibility: {advised}`")


RULE = Rule(CODE, check)
