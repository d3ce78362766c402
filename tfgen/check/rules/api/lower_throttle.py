"""TFG223: a region that lets fewer requests through."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.quotas import among
from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.api import API
from tfgen.stack.quotas.api_gateway import BURST, LOWER, RATE
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG223",
    "region that lets fewer requests through",
    finds="an API without `throttle` in a region that lets fewer requests through than most.",
    why="""without a throttle the account's limits hold, which all its APIs in a region share: 10,000
requests a second and 5,000 at once in most regions, 2,500 and 1,250 in 13 newer ones
(https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html). Such a region cannot take
over all that another lets through.""",
    example="regions: [eu-west-1, il-central-1]",
    instead="a quota that was raised there, or a `throttle` that holds in every region alike.",
    severity=Severity.NOTE,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports regions whose limits are lower than those of most."""
    lower = [region.name for region in stack.regions if region.name in LOWER]
    if lower and any(api.throttle is None for api in stack.all(API).values()):
        message = f"{RATE.small:,} requests a second and {BURST.small:,} at once are let through {among(lower)}, elsewhere {RATE.value:,} and {BURST.value:,}"
        yield Finding(("regions", lower[0]), message, f"{RATE.raising} there")


RULE = Rule(CODE, check)
