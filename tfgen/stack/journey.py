"""Regions that come and go, one step at a time: what each step may be."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from tfgen.diagnostics import Code
from tfgen.stack.codes import REGION_ROLES
from tfgen.stack.kinds.api import API
from tfgen.stack.kinds.cdn import CDN
from tfgen.stack.kinds.encryption import ENCRYPTION
from tfgen.stack.kinds.module import MODULE, ONCE
from tfgen.stack.kinds.routing import drained, is_routed
from tfgen.stack.kinds.secret import SECRET
from tfgen.stack.kinds.site import SITE
from tfgen.stack.kinds.table import TABLE
from tfgen.stack.reading import Reading
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack

LEAVES_TOO_SOON = Code(
    "TFG290",
    "region that leaves before clients do",
    finds="`leaving` with a region that is not drained, although a domain leads clients to it.",
    why="""the protection of what a region holds is lifted last, when nobody uses it any more: between a drained
record and the last client that knows the old answer lies a TTL.""",
    example="""\
regions: [eu-west-1, us-east-1]
leaving: [us-east-1]              # and no `routing: {drained: [us-east-1]}`
""",
    instead="`routing: {drained: [us-east-1]}` in an apply before; `tfgen region remove us-east-1` writes each step.",
)
HOME_LEAVES = Code(
    "TFG291",
    "home that leaves",
    finds="`leaving` with the home region.",
    why="""the tables of home are those that the others are replicas of to Terraform: without home, it would delete
the tables of all regions.""",
    example="""\
regions: [eu-west-1, us-east-1]
leaving: [eu-west-1]
""",
    instead="another home first: `tfgen region move-home us-east-1`.",
)
HOME_STAYS = Code(
    "TFG292",
    "home that cannot move",
    finds="""`home_was` with a region that is home now or is no region of the spec, or in a service that has something
whose place is home and which cannot be taken elsewhere.""",
    why="""tables are forgotten in one role and imported in the other, so nothing happens to them. What lies at home alone,
such as a secret, a multi-region key, a CDN's records or the bucket of a site, would be deleted and made anew.""",
    example="""\
regions: [us-east-1, eu-west-1]
home_was: eu-west-1
secrets: {stripe: {}}
""",
    instead="""the region that was first in `regions` before; what lies at home alone is moved by hand first, as
docs/regions.md tells for each.""",
)
CODES = (LEAVES_TOO_SOON, HOME_LEAVES, HOME_STAYS)


def check(stack: Stack, reading: Reading) -> None:
    """Reports regions whose step is none."""
    active = {region.name for region in stack.regions}
    for region in (each.name for each in stack.joining):
        other = "active" if region in active else "retiring" if region in stack.retiring else ""
        if other:
            message = f"region {region} is both joining and {other}"
            reading.report(REGION_ROLES, ("joining", region), message, "keep one of them")
    for region in stack.leaving:
        _check_leaving(region, stack, reading)
    if stack.home_was and stack.regions:
        _check_home(stack, reading)


def _check_leaving(region: str, stack: Stack, reading: Reading) -> None:
    path = ("leaving", region)
    if region not in reading.source.names("regions") | reading.source.names("joining"):
        message = f"region {region} is leaving, but no region of this spec"
        reading.report(REGION_ROLES, path, message, "take it out: it is gone, or `retiring`")
    elif stack.regions and region == stack.home.name:
        reading.report(HOME_LEAVES, path, f"region {region} is leaving, and is home", "move home first")
    elif is_routed(stack) and region not in {*drained(stack), *(each.name for each in stack.joining)}:
        message = f"region {region} is leaving, and clients are led to it"
        reading.report(
            LEAVES_TOO_SOON, path, message, f"write `routing: {{drained: [{region}]}}`, and apply that first"
        )


def _check_home(stack: Stack, reading: Reading) -> None:
    path, was = ("home_was",), stack.home_was
    if was == stack.home.name:
        message = f"{was} was home, and is home: it stands first in `regions`"
        reading.report(HOME_STAYS, path, message, "write the new home first; or take `home_was` out")
    elif was not in reading.source.names("regions"):
        message = f"{was} was home, but is no region of this spec"
        hint = f"add it to `regions`: it leaves when {stack.home.name} is home"
        reading.report(HOME_STAYS, path, message, hint)
    for what, how in hindrances(stack):
        reading.report(HOME_STAYS, path, f"home cannot move: {what}", how)


def hindrances(stack: Stack) -> Iterator[tuple[str, str]]:
    """What keeps home where it is, and what helps."""
    for region in (each.name for each in stack.joining):
        yield f"{region} is joining", f"`tfgen region add {region}` goes on with it first"
    if any(each.own for each in stack.all(ENCRYPTION).values()):
        yield (
            "the primary of the service's KMS key lies there",
            "let somebody else look after the key: `encryption: {existing: …}`",
        )
    for name in stack.all(SECRET):
        yield f"the secret `{name}` lies there", "let somebody else look after it: `existing`"
    if stack.all(CDN):
        yield "the record that leads to the CDN is home's", "take the CDN away first, and add it afterwards"
    if stack.all(SITE):
        yield "the site is uploaded there", "take the site away first, and add it afterwards"
    for name, module in stack.all(MODULE).items():
        if module.in_ == ONCE:
            yield (
                f"the module `{name}` is there alone",
                "write `in: every-region`, or move what it makes by hand",
            )
    if any(api.endpoint == "edge" for api in stack.all(API).values()):
        yield "an edge-optimised API is in one region", "write `endpoint: regional`"


def without_protection(stack: Stack) -> Stack:
    """The stack in which regions that leave have tables without deletion protection."""

    def freed(region: Region) -> Region:
        tables = {
            name: dataclasses.replace(table, protect=False) for name, table in stack.at(TABLE, region).items()
        }
        return dataclasses.replace(region, things={**region.things, TABLE.key: tables})

    def each(regions: tuple[Region, ...]) -> tuple[Region, ...]:
        return tuple(freed(region) if region.name in stack.leaving else region for region in regions)

    return dataclasses.replace(stack, regions=each(stack.regions), joining=each(stack.joining))
