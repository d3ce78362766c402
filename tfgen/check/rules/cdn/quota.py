"""TFG254: more than a distribution takes."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.quotas import over
from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code
from tfgen.stack.behaviours import behaviours
from tfgen.stack.kinds.cdn import CDN
from tfgen.stack.quotas.cloudfront import BEHAVIOURS, CACHING
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG254",
    "more than a distribution takes",
    finds="""a distribution with more than 75 cache behaviors, those that keep other routes from the cache included, or more
than 20 ways to cache.""",
    why="the apply ends with the distribution. AWS raises both on request (docs/quotas.md).",
    example="cdn: {cache: {GET /a1: 60, …, GET /a76: 60}}",
    instead="""fewer times and keys to tell apart; a common path before what is cached, such as `GET /public/{path+}`.""",
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports what is too much."""
    if stack.all(CDN):
        found = behaviours(stack)
        count = len(found)
        what = f"the distribution has {count:,} cache behaviors"
        yield from over(BEHAVIOURS, count, ("cdn", "cache"), what, "cache what lies below one path")
        ways = len({(repr(each.cached), bool(each.others)) for each in found if each.cached})
        what = f"the routes are cached in {ways:,} ways, each a cache policy"
        yield from over(
            CACHING, ways, ("cdn", "cache"), what, "give routes the same seconds, query and headers"
        )


RULE = Rule(CODE, check)
