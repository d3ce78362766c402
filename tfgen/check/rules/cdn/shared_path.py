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
cached one gets them too. The edge then tells answers apart by cookies, `Authorization` and `X-Api-Key`: who brings any of
them gets no answer to others, and seldom one that is kept. By other headers it does
not, and an answer with `Set-Cookie` is kept with it, for all who bring no cookie yet
(https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-forward-authorization).""",
    example='cdn: {cache: {"GET /items/{id}": 60}}     # and a route PUT /items/{id}',
    instead="answers to GET that depend on path and query alone; or another path for what changes things.",
    severity=Severity.NOTE,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports cached routes that share their path."""
    for each in behaviours(stack):
        if each.cached and each.others:
            message = f"`{each.route}` is cached, and sees all headers, which {' and '.join(each.others)} of its path needs: cookies and `Authorization` tell answers apart, other headers do not"
            yield Finding(
                ("cdn", "cache", each.route), message, "let its answer depend on path and query alone"
            )


RULE = Rule(CODE, check)
