"""TFG246: cached answers of one caller."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code
from tfgen.stack.behaviours import named
from tfgen.stack.callers import NONE, Callers, callers
from tfgen.stack.kinds.cdn import CDN
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG246",
    "cached answers of one caller",
    finds="a cached route that lets callers in by `auth` or an API key.",
    why="""the edge gives what it keeps to whoever asks: no authorizer is asked again, and the answer to one caller goes to
all others
(https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-forward-authorization).""",
    example="cdn: {cache: {GET /me: 60}}     # and functions: {me: {http: {GET /me: {auth: users}}}}",
    instead="the route left out of `cache`, or `auth: none` where its answers are for all.",
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports cached routes that are not open to all."""
    who = callers(stack)
    for cdn in stack.all(CDN).values():
        for route in cdn.cache:
            asked = next((who[each] for each in named(route, who) if _asks(who[each])), None)
            if asked:
                by = "an API key" if asked.auth == NONE else f"`{asked.auth}`"
                message = (
                    f"`{route}` asks callers for {by}, and the edge would give one caller's answer to all"
                )
                yield Finding(
                    ("cdn", "cache", route),
                    message,
                    "leave it out of `cache`, or let all in with `auth: none`",
                )


def _asks(callers: Callers) -> bool:
    return callers.auth != NONE or callers.key


RULE = Rule(CODE, check)
