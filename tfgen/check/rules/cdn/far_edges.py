"""TFG252: region without edges."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.cdn import ALL, CDN
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG252",
    "region without edges",
    finds="a region that lies where the price class has no edges.",
    why="""clients near it are led to edges on another continent, farther away than the region itself
(https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html).""",
    example="regions: [eu-west-1, sa-east-1]     # and cdn: {price_class: 100}",
    instead="""`price_class: 200` for Asia, Africa and the Middle East, `all` for South America, Australia and New Zealand.""",
    severity=Severity.WARNING,
)
_FIRST = ("us-", "ca-", "mx-", "eu-", "il-")
_LAST = ("sa-east-1", "ap-southeast-2", "ap-southeast-4", "ap-southeast-6")
"""South America, Australia and New Zealand."""


def check(stack: Stack) -> Iterator[Finding]:
    """Reports regions outside of the price class."""
    for cdn in stack.all(CDN).values():
        for region in stack.regions:
            needed = _needed(region.name)
            if cdn.price_class != ALL and needed > cdn.price_class:
                message = f"price class {cdn.price_class} has no edges near {region.name}: clients there are led to another continent"
                yield Finding(("cdn", "price_class"), message, f"write `price_class: {needed}`")


def _needed(region: str) -> str:
    """The price class that has edges near a region; "all" sorts after both numbers."""
    if region.startswith(_FIRST):
        return "100"
    return ALL if region in _LAST else "200"


RULE = Rule(CODE, check)
