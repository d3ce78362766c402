"""TFG220: more capacity than an account has."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.quotas import among, by_region, over
from tfgen.check.rule import Finding, Rule
from tfgen.diagnostics import Code, Severity
from tfgen.stack.kinds.table import TABLE, Range
from tfgen.stack.quotas.data import READ_CAPACITY, WRITE_CAPACITY
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack

CODE = Code(
    "TFG220",
    "more capacity than an account has",
    finds="""tables and indexes whose provisioned capacities may grow beyond 80,000 units of reads, or of writes,
in a region, all together.""",
    why="""that is what an account has in each region by default, for all of its tables and global indexes
(https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html). Where the least
capacities exceed it, DynamoDB refuses the table; where the largest do, autoscaling stops there.""",
    example="""\
tables:
  orders: {capacity: {read: {min: 5, max: 40000}, write: {min: 5, max: 40000}}}
  items: {capacity: {read: {min: 5, max: 40000}, write: {min: 5, max: 40000}}}
  prices: {capacity: {read: {min: 5, max: 10}, write: {min: 5, max: 10}}}
""",
    instead="smaller bounds, tables on demand, or a quota that was raised in every region.",
    severity=Severity.WARNING,
)
_WAYS = {"read": READ_CAPACITY, "write": WRITE_CAPACITY}


def check(stack: Stack) -> Iterator[Finding]:
    """Reports regions whose tables may need too much."""
    for way, quota in _WAYS.items():
        for bound, may in (("min", "start with"), ("max", "may grow to")):
            amounts = by_region((region.name, _total(stack, region, way, bound)) for region in stack.regions)
            found = [
                finding
                for total, regions in amounts.items()
                for finding in over(
                    quota,
                    total,
                    (TABLE.key,),
                    f"tables and indexes {among(regions)} {may} {total:,} units of {way} capacity",
                    "lower the bounds",
                )
            ]
            yield from found
            if found:
                break


def _total(stack: Stack, region: Region, way: str, bound: str) -> int:
    total = 0
    for table in stack.at(TABLE, region).values():
        if table.capacity:
            indexes = [index.capacity or table.capacity for index in table.global_indexes().values()]
            ranges: list[Range] = [getattr(each, way) for each in (table.capacity, *indexes)]
            total += sum(getattr(each, bound) for each in ranges)
    return total


RULE = Rule(CODE, check)
