"""TFG248: cached route that sees who asks."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.behaviours import behaviours
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG248",
    "cached route that sees who asks",
    finds="a cached route whose path other methods have as well.",
    why="""one pattern serves all methods of a path. The others need headers, cookies and `Authorization`, and so the
cached one gets them too: an answer that depends on them goes to all who ask for the path.""",
    example='cdn: {cache: {"GET /items/{id}": 60}}     # and a route PUT /items/{id}',
    instead="answers to GET that depend on path and query alone; or another path for what changes things.",
    severity=Severity.NOTE,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports cached routes that share their path."""
    for each in behaviours(stack):
        if each.cached and each.others:
            message = f"`{each.route}` is cached, and sees cookies and `Authorization`, which {' and '.join(each.others)} of its path needs"
            yield Finding(
                ("cdn", "cache", each.route), message, "let its answer depend on path and query alone"
            )


RULE = Rule(CODE, check)
