"""Usage files: how much a service is used in a month. What nobody says stays unknown."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from tfgen.cost import codes
from tfgen.diagnostics import Diagnostic, has_errors
from tfgen.spec import codes as spec_codes
from tfgen.spec.collections import Named
from tfgen.spec.number import Number
from tfgen.spec.record import Record, field, record
from tfgen.spec.scalars import Choice, Flag, Integer, Nullable
from tfgen.spec.shape import closest
from tfgen.spec.source import Path, Source, parse
from tfgen.stack.kinds.function import FUNCTION_NAME
from tfgen.stack.kinds.routing import is_drained
from tfgen.stack.kinds.table import TABLE_NAME
from tfgen.stack.region_name import REGION_NAME
from tfgen.stack.stack import Stack

MOST = 10**15
"""More of anything in a month than any service has."""
MAX_ITEM_KB = 400
"""Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html"""

_COUNT = Nullable(Number(0, MOST))
_PERCENT = Number(0, 100, "percent")
EDGES = (
    "asia-pacific",
    "australia",
    "canada",
    "europe",
    "india",
    "japan",
    "middle-east",
    "south-africa",
    "south-america",
    "united-states",
)
"""Where CloudFront's clients are. Source: https://aws.amazon.com/cloudfront/pricing"""
_EDGE = Choice(*EDGES, what="a part of the world such as `europe`")


@record
class FunctionUsage:
    """How much a function is used."""

    requests: Decimal | None = field(
        _COUNT, "Calls a month in all regions together, without those of health checks.", default=None
    )
    duration: Decimal | None = field(
        Nullable(Number(0, 900_000, "milliseconds")),
        "Milliseconds that a call is billed for, on average.",
        default=None,
    )
    response: Decimal | None = field(
        Nullable(Number(0, 20_480, "KB")), "KB that a call sends to its client, on average.", default=None
    )
    logs: Decimal | None = field(
        Nullable(Number(0, 100_000, "KB")),
        "KB that a call writes to its log, on average; Lambda's own lines are about 0.3.",
        default=None,
    )


@record
class IndexUsage:
    """How much a global index is used. What is left out is not known."""

    reads: Decimal | None = field(
        _COUNT, "Items read through it a month, in all regions together.", default=None
    )
    writes: Decimal | None = field(
        _COUNT, "Writes of the table a month that change it, in all regions together.", default=None
    )
    item: Decimal | None = field(
        Nullable(Number(0, MAX_ITEM_KB, "KB")), "KB of an item in it, on average.", default=None
    )
    storage: Decimal | None = field(
        Nullable(Number(0, MOST, "GB")), "GB that it holds in each region.", default=None
    )


@record
class TableUsage:
    """How much a table is used."""

    reads: Decimal | None = field(_COUNT, "Items read a month, in all regions together.", default=None)
    writes: Decimal | None = field(
        _COUNT,
        "Items put, updated and deleted a month, and changed in local indexes, in all regions together.",
        default=None,
    )
    item: Decimal | None = field(
        Nullable(Number(0, MAX_ITEM_KB, "KB")),
        "KB of an item, on average: reads are billed by 4 KB, writes by 1 KB.",
        default=None,
    )
    consistent: Decimal = field(
        _PERCENT, "Percent of the reads that are strongly consistent, which cost twice.", default=Decimal(0)
    )
    storage: Decimal | None = field(
        Nullable(Number(0, MOST, "GB")),
        "GB that it holds in each region, local indexes included.",
        default=None,
    )
    stream_reads: Decimal = field(
        Number(0, MOST),
        "Reads of its streams a month, in all regions together, but by Lambda and by replication, which are free.",
        default=Decimal(0),
    )
    indexes: dict[str, IndexUsage] = field(
        Named("index", TABLE_NAME, Record(IndexUsage)),
        "How much each of its global indexes is used.",
        default={},
    )


@record
class Cdn:
    """A CloudFront distribution in front of the service."""

    requests: Decimal | None = field(_COUNT, "HTTPS requests a month.", default=None)
    transfer: Decimal | None = field(
        Nullable(Number(0, MOST, "GB")), "GB sent to clients a month.", default=None
    )
    edges: dict[str, Decimal] = field(
        Named("edge", _EDGE, _PERCENT, least=1),
        "Percent of them by where clients are, such as `asia-pacific`.",
        default={"europe": Decimal(50), "united-states": Decimal(50)},
    )


@record
class Beside:
    """What the service uses beside what its spec builds; counts are for each region."""

    alarms: int = field(Integer(0, 100_000), "CloudWatch alarms in each region.", default=0)
    keys: int = field(Integer(0, 100_000), "Customer managed KMS keys in each region.", default=0)
    key_requests: Decimal | None = field(
        _COUNT, "Requests to those keys a month, in all regions together.", default=None
    )
    secrets: int = field(Integer(0, 100_000), "Secrets in each region.", default=0)
    secret_requests: Decimal | None = field(
        _COUNT, "Reads of secrets a month, in all regions together.", default=None
    )
    queues: bool = field(Flag(), "Whether it uses SQS queues.", default=False)
    queue_requests: Decimal | None = field(
        _COUNT, "Requests to queues a month, in all regions together.", default=None
    )
    web_acls: int = field(Integer(0, 1000), "WAF web ACLs in each region.", default=0)
    waf_rules: int = field(Integer(0, 10_000), "Rules in them, in each region.", default=0)
    cdn: Cdn | None = field(Record(Cdn), "A CloudFront distribution in front of it.", default=None)


@record
class Usage:
    """How much a service is used in a month of 730 hours."""

    functions: dict[str, FunctionUsage] = field(
        Named("function", FUNCTION_NAME, Record(FunctionUsage)), "How much each function is used.", default={}
    )
    tables: dict[str, TableUsage] = field(
        Named("table", TABLE_NAME, Record(TableUsage)), "How much each table is used.", default={}
    )
    shares: dict[str, Decimal] = field(
        Named("region", REGION_NAME, _PERCENT),
        "Percent of the requests that each region answers; all the same if left out.",
        default={},
    )
    queries: Decimal | None = field(
        _COUNT, "DNS queries for the domain a month: at most one a client and TTL.", default=None
    )
    free_tier: bool = field(
        Flag(),
        "Whether to take off what is free each month; the whole account shares it.",
        default=False,
    )
    beside: Beside = field(
        Record(Beside), "What the service uses beside what its spec builds.", default=Beside()
    )


THE_USAGE = "the usage file"
_USAGE = Record(Usage)


def read(text: str, name: str, stack: Stack, other: Stack | None = None) -> tuple[Usage, list[Diagnostic]]:
    """What a usage file says of a stack, and every diagnostic of it.

    It may name what another has that the stack is held against: what is taken away was used before.
    """
    source, diagnostics = parse(text, name)
    if source is None:
        return Usage(), [_own_words(diagnostic) for diagnostic in diagnostics]
    usage = _USAGE.read(source.root, THE_USAGE, diagnostics)
    if not has_errors(diagnostics):
        diagnostics += [
            *_unknown(usage, (stack, *([other] if other else [])), source),
            *_shares(usage, stack, source),
        ]
    return usage or Usage(), diagnostics


def _own_words(diagnostic: Diagnostic) -> Diagnostic:
    if diagnostic.code == spec_codes.EMPTY.id:
        return codes.EMPTY_USAGE(
            "the usage file is empty", diagnostic.span, "`tfgen usage init SPEC` writes one"
        )
    return own_words(diagnostic)


def own_words(diagnostic: Diagnostic) -> Diagnostic:
    """A diagnostic of a file as such, which is worded for specs."""
    message = re.sub(r"\b(a|the) spec\b", r"\1 usage file", diagnostic.message)
    return dataclasses.replace(diagnostic, message=message)


def _unknown(usage: Usage, stacks: tuple[Stack, ...], source: Source) -> Iterable[Diagnostic]:
    functions, tables = ({name for each in stacks for name in found(each)} for found in (_functions, _tables))
    regions = [region.name for region in stacks[0].regions]
    yield from _strange("function", usage.functions, sorted(functions), ("functions",), source)
    yield from _strange("table", usage.tables, sorted(tables), ("tables",), source)
    yield from _strange("region", usage.shares, regions, ("shares",), source)
    for name, table in usage.tables.items():
        known = {
            index for each in stacks if name in each.tables for index in each.tables[name].global_indexes()
        }
        if name in tables:
            path = ("tables", name, "indexes")
            yield from _strange("global index", table.indexes, sorted(known), path, source)


def _functions(stack: Stack) -> Iterable[str]:
    return stack.functions


def _tables(stack: Stack) -> Iterable[str]:
    return stack.tables


def _strange(
    what: str, names: Iterable[str], known: Iterable[str], path: Path, source: Source
) -> Iterable[Diagnostic]:
    there = list(known)
    for name in names:
        if name not in there:
            message = f"the spec has no {what} `{name}`"
            hint = closest(name, there) or (f"it has {', '.join(there)}" if there else None)
            yield codes.UNKNOWN_IN_USAGE(message, source.key_span((*path, name)), hint)


def _shares(usage: Usage, stack: Stack, source: Source) -> Iterable[Diagnostic]:
    yield from _whole("regions", usage.shares, ("shares",), source)
    for region in stack.regions:
        if is_drained(stack, region) and usage.shares.get(region.name):
            message = f"region {region.name} is drained and answers no requests"
            yield codes.BAD_SHARES(message, source.key_span(("shares", region.name)))
    if usage.beside.cdn:
        yield from _whole("edges", usage.beside.cdn.edges, ("beside", "cdn", "edges"), source)


def _whole(what: str, shares: Mapping[str, Decimal], path: Path, source: Source) -> Iterable[Diagnostic]:
    total = sum(shares.values())
    if shares and total != 100:
        message = f"the shares of the {what} add up to {total} percent, not to 100"
        yield codes.BAD_SHARES(message, source.key_span(path))
