"""TFG250: answers that outlive a failover."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.cdn import CDN
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG250",
    "answers that outlive a failover",
    finds="a cached route whose answers are kept for more than a day.",
    why="""what the edge keeps is not asked for again. An answer of a region that lagged behind when it was lost, or of
code that was mended since, stays until then, unless somebody invalidates it.""",
    example="cdn: {cache: {GET /catalog: 604800}}",
    instead="""a shorter time, and `aws cloudfront create-invalidation` after a deployment that changes answers.""",
    severity=Severity.NOTE,
)
_DAY = 86_400


def check(stack: Stack) -> Iterator[Finding]:
    """Reports times that are long."""
    for cdn in stack.all(CDN).values():
        for route, cached in cdn.cache.items():
            if cached.ttl > _DAY:
                message = f"the edge keeps answers of `{route}` for {cached.ttl // _DAY} days, whatever is written or deployed meanwhile"
                yield Finding(
                    ("cdn", "cache", route),
                    message,
                    "keep them for less, or invalidate them when they change",
                )


RULE = Rule(CODE, check)
