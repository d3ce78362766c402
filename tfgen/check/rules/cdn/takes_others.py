"""TFG247: cache that takes another route's answers."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code
from tfgen.stack.behaviours import clashes
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG247",
    "cache that takes another route's answers",
    finds="""a cached route whose path pattern matches what another route answers, where no pattern could stand before it.""",
    why="""a `*` of CloudFront's patterns stands for any text, `/` included, and a parameter of a route for one part of a
path. tfgen puts patterns of other routes before; here that would be the pattern of a route that is cached too.""",
    example='cdn: {cache: {"GET /{a}/{b}": 60, "GET /items/{id}": 60}}     # and a route GET /items/{path+}',
    instead="one of the two left out of `cache`, or the other route named in it as well.",
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports cached routes that cannot be told from others."""
    for route, other in clashes(stack):
        message = f"the pattern of `{route}` also matches paths that `{other}` answers, and would cache them"
        yield Finding(
            ("cdn", "cache", route), message, f"leave `{route}` out of `cache`, or name `{other}` in it"
        )


RULE = Rule(CODE, check)
