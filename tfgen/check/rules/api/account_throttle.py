"""TFG222: a throttle above the account's."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.quotas import among
from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.api import API, Throttle
from tfgen.stack.quotas.api_gateway import BURST, RATE, limit
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG222",
    "throttle above the account's",
    finds="an API whose `throttle` is above what API Gateway lets through for the whole account in a region.",
    why="""all APIs of an account share 10,000 requests a second and 5,000 at once in most regions, and 2,500
and 1,250 in 13 newer ones, by default; a throttle of an API cannot exceed that
(https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html). The API would answer 429
before its own limits are reached.""",
    example="""\
regions: [eu-west-1, il-central-1]
api: {throttle: {rate: 5000, burst: 2000}}     # il-central-1 lets 2,500 and 1,250 through
""",
    instead="limits that every region has, or a quota that was raised; AWS sets the burst that goes with it.",
    severity=Severity.WARNING,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports throttles that cannot be reached."""
    for api in stack.all(API).values():
        if api.throttle:
            yield from _unreached(api.throttle, stack)


def _unreached(throttle: Throttle, stack: Stack) -> Iterator[Finding]:
    for name, wanted, quota in (("rate", throttle.rate, RATE), ("burst", throttle.burst, BURST)):
        short = [region.name for region in stack.regions if wanted > limit(quota, region.name)]
        if short:
            least = min(limit(quota, region) for region in short)
            message = (
                f"a {name} of {wanted:,} is above the account's {among(short)}, which is {least:,} by default"
            )
            yield Finding(("api", "throttle", name), message, f"write {least} at most, or {RATE.raising}")


RULE = Rule(CODE, check)
