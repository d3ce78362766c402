"""TFG241: domain that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code
from tfgen.stack.kinds.function import routes
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG241",
    "domain that leads nowhere",
    finds="a `domain` in a spec of which no function has a route.",
    why="""without a route there is no API, and so no certificate, record or health check either: the domain would not
be made.""",
    example="""\
domain: jobs.example.com
queues: {jobs: {}}
functions:
  work: {handler: jobs.work, events: [{queue: jobs}]}     # nothing has `http`
""",
    instead="a route on a function, such as `http: GET /jobs`; or a spec without `domain`.",
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports a domain without routes."""
    if stack.domain and not routes(stack):
        message = "the domain leads nowhere: no function has a route"
        yield Finding(("domain",), message, "give a function a route with `http`, or leave `domain` out")


RULE = Rule(CODE, check)
