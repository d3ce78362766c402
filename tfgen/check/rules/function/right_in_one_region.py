"""TFG231: right on what lies in one region."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.iam.permissions import said
from tfgen.check.rule import FUNCTIONS, Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.region_name import REGIONS
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG231",
    "right on what lies in one region",
    finds="""`allow` whose ARN names a region, on a function that runs in others too.""",
    why="""the function in every other region would reach across to what lies in one, and fails when that region is
lost: the service would not survive it.""",
    example="""\
regions: [eu-west-1, us-east-1]
functions:
  send: {allow: [{actions: [sns:Publish], resources: ["arn:aws:sns:eu-west-1:{account}:news"]}]}
""",
    instead="""`{region}` in the ARN, and such a thing in every region. Where there can be one alone: `ignore`, with the
reason.""",
    severity=Severity.WARNING,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports ARNs of one region, in a stack of several."""
    for name, effect, permission in said(stack) if len(stack.regions) > 1 else ():
        for number, resource in enumerate(permission.resources):
            region = resource.split(":")[3] if ":" in resource else ""
            if effect == "allow" and region in REGIONS:
                message = f"what `{resource}` allows lies in {region}, whichever region asks {FUNCTIONS}"
                path = (*permission.path, "resources", number)
                yield Finding(path, message, "write `{region}` in place of the region", function=name)


RULE = Rule(CODE, check)
