"""TFG263: buckets that CloudFront does not ask."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.site import SITE, regions_of
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG263",
    "bucket that CloudFront does not ask",
    finds="a site in every one of three or more regions.",
    why="""CloudFront asks the bucket of the first region, and that of the second while the first fails; a group of origins has
two members
(https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html). Those of other
regions hold the same files, and serve when their region comes to be the second.""",
    example="""\
regions: [eu-west-1, us-east-1, ap-southeast-2]
site: {folder: web, in: every-region}     # that of ap-southeast-2 is not asked
""",
    instead="nothing: it is a note, so that nobody expects the nearest bucket to serve. What is near is the edge and its cache.",
    severity=Severity.NOTE,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports the regions beyond the second."""
    others = [region.name for region in regions_of(stack)[2:]]
    if others:
        first, second = (region.name for region in stack.regions[:2])
        message = f"CloudFront asks the buckets of {first} and {second}, and not those of {', '.join(others)}"
        yield Finding((SITE.key, "in"), message)


RULE = Rule(CODE, check)
