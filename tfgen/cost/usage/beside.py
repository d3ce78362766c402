"""What usage says beside the spec."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost.usage.entry import COUNT, MOST, PERCENT, Entry, Move, over, whole
from tfgen.diagnostics import Diagnostic
from tfgen.spec.collections import Named
from tfgen.spec.number import Number
from tfgen.spec.record import Record, field, record
from tfgen.spec.scalars import Choice, Flag, Integer, Nullable
from tfgen.spec.source import Source
from tfgen.stack.kinds.encryption import ENCRYPTION
from tfgen.stack.kinds.table import TABLE
from tfgen.stack.stack import Stack

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
EDGE = Choice(*EDGES, what="a part of the world such as `europe`")
EDGES_SAID = {"europe": Decimal(50), "united-states": Decimal(50)}
"""Where they are if nobody says it."""
_REQUESTS = Decimal(1_000_000)
"""The example of requests to something that is there."""


@record
class Cdn:
    """A CloudFront distribution in front of the service."""

    requests: Decimal | None = field(COUNT, "HTTPS requests a month.", default=None)
    transfer: Decimal | None = field(
        Nullable(Number(0, MOST, "GB")), "GB sent to clients a month.", default=None
    )
    edges: dict[str, Decimal] = field(
        Named("edge", EDGE, PERCENT, least=1),
        "Percent of them by where clients are, such as `asia-pacific`.",
        default=EDGES_SAID,
    )


@record
class Beside:
    """What the service uses beside what its spec builds; counts are for each region."""

    alarms: int = field(Integer(0, 100_000), "CloudWatch alarms in each region.", default=0)
    keys: int = field(Integer(0, 100_000), "Customer managed KMS keys in each region.", default=0)
    key_requests: Decimal | None = field(
        COUNT, "Requests to those keys a month, in all regions together.", default=None
    )
    secrets: int = field(Integer(0, 100_000), "Secrets in each region.", default=0)
    secret_requests: Decimal | None = field(
        COUNT, "Reads of secrets a month, in all regions together.", default=None
    )
    queues: bool = field(Flag(), "Whether it uses SQS queues.", default=False)
    queue_requests: Decimal | None = field(
        COUNT, "Requests to queues a month, in all regions together.", default=None
    )
    web_acls: int = field(Integer(0, 1000), "WAF web ACLs in each region.", default=0)
    waf_rules: int = field(Integer(0, 10_000), "Rules in them, in each region.", default=0)
    cdn: Cdn | None = field(Record(Cdn), "A CloudFront distribution in front of it.", default=None)


def _example(stack: Stack, beside: Beside) -> Beside:
    has_keys = (
        beside.keys
        or stack.all(ENCRYPTION)
        or any(t.encryption != "aws-owned" for t in stack.all(TABLE).values())
    )
    example = Beside(
        key_requests=_REQUESTS if has_keys else None,
        secret_requests=_REQUESTS if beside.secrets else None,
        queue_requests=_REQUESTS if beside.queues else None,
    )
    cdn = beside.cdn and over(Cdn(requests=_REQUESTS, transfer=Decimal(10)), beside.cdn)
    return dataclasses.replace(over(example, beside), cdn=cdn)


def _check(beside: Beside, _: tuple[Stack, ...], source: Source) -> Iterator[Diagnostic]:
    if beside.cdn:
        yield from whole("edges", beside.cdn.edges, ("beside", "cdn", "edges"), source)


BESIDE: Entry[Beside] = Entry(
    key="beside",
    shape=Record(Beside),
    doc="What the service uses beside what its spec builds.",
    default=Beside(),
    decides=True,
    sample=lambda _: Beside(),
    units={
        "key requests": "requests to customer keys a month",
        "secret requests": "reads of secrets a month",
        "queue requests": "requests to queues a month",
        "cdn requests": "requests to CloudFront a month",
        "cdn transfer": "GB sent by CloudFront a month",
    },
    moves=dict.fromkeys(
        ("key requests", "secret requests", "queue requests", "cdn requests", "cdn transfer"), Move.COUNTED
    ),
    example=_example,
    check=_check,
)
