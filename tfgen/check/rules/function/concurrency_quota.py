"""TFG217: more concurrency reserved than the account has."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.quotas import among, by_region
from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.spec.source import Path
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.quotas.compute import CONCURRENCY, UNRESERVED
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG217",
    "more concurrency reserved than the account has",
    finds="""functions that reserve more than 900 invocations at once in a region, all together.""",
    why="""an account has 1,000 in each region by default, for all of its functions, and 100 of them stay
unreserved: https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html. Lambda refuses
the reservation that goes beyond, after it has made the function.""",
    example="""\
functions:
  import: {reserved: 600, …}
  export: {reserved: 400, …}
""",
    instead="smaller reservations, or a quota that was raised in every region.",
    severity=Severity.WARNING,
)


def check(stack: Stack) -> Iterator[Finding]:
    """Reports regions in which too much is reserved."""
    most = CONCURRENCY.value - UNRESERVED.value
    for total, regions in by_region(
        (region.name, _reserved(stack, region)) for region in stack.regions
    ).items():
        if total > most:
            region = next(each for each in stack.regions if each.name == regions[0])
            message = f"{total:,} invocations at once are reserved {among(regions)}, {most:,} at most are allowed by default"
            hint = f"reserve less, or have the quota raised to {total + UNRESERVED.value:,} (Service Quotas)"
            yield Finding(_largest(stack, region), message, hint)


def _reserved(stack: Stack, region: Region) -> int:
    return sum(function.reserved or 0 for function in stack.at(FUNCTION, region).values())


def _largest(stack: Stack, region: Region) -> Path:
    """Where the largest reservation of a region is written."""
    functions = stack.at(FUNCTION, region)
    name = max(functions, key=lambda each: functions[each].reserved or 0)
    own = region.own(FUNCTION).get(name)
    differs = own is not None and own.reserved != stack.all(FUNCTION)[name].reserved
    at: Path = ("regions", region.name) if differs else ()
    return (*at, FUNCTION.key, name, "reserved")


RULE = Rule(CODE, check)
