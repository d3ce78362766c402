"""TFG251: cookies to a cached route."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.cdn import CDN
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG251",
    "cookies to a cached route",
    finds="CORS that allows credentials, and a cached route.",
    why="""cookies are neither forwarded to a cached route nor part of its key: a function that tells users apart by them
sees none, and what it answers goes to all.""",
    example="""\
cdn: {cache: {GET /catalog: 60}}
api: {cors: {origins: ["https://shop.example.com"], credentials: true}}
""",
    instead="no credentials, or only routes in `cache` whose answers are the same for everybody.",
    severity=Severity.NOTE,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports credentials beside a cache."""
    for api in stack.all(API).values():
        cached = [route for cdn in stack.all(CDN).values() for route in cdn.cache]
        if api.cors and api.cors.credentials and cached:
            message = f"browsers may send cookies, and the edge forwards none to {', '.join(f'`{each}`' for each in cached)}"
            yield Finding(
                ("api", "cors", "credentials"), message, "cache only what is the same for everybody"
            )


RULE = Rule(CODE, check)
