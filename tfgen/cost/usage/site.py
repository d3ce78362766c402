"""What usage says of the site: what visitors ask for, and what they are sent."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tfgen.cost.usage.beside import EDGE, EDGES_SAID
from tfgen.cost.usage.entry import COUNT, MOST, PERCENT, Entry, Move, over, whole
from tfgen.diagnostics import Diagnostic
from tfgen.spec.collections import Named
from tfgen.spec.number import Number
from tfgen.spec.record import Record, field, record
from tfgen.spec.scalars import Nullable
from tfgen.spec.source import Source
from tfgen.stack.kinds.site import SITE
from tfgen.stack.stack import Stack


@record
class SiteUsage:
    """Visitors of the site."""

    requests: Decimal | None = field(COUNT, "Requests a month for its files.", default=None)
    transfer: Decimal | None = field(
        Nullable(Number(0, MOST, "GB")), "GB of them sent to visitors a month.", default=None
    )
    edges: dict[str, Decimal] = field(
        Named("edge", EDGE, PERCENT, least=1),
        "Percent of them by where visitors are, such as `asia-pacific`.",
        default=EDGES_SAID,
    )


def _example(stack: Stack, said: SiteUsage) -> SiteUsage:
    example = SiteUsage(requests=Decimal(1_000_000), transfer=Decimal(10))
    return over(example, said) if stack.all(SITE) else said


def _check(said: SiteUsage, _: tuple[Stack, ...], source: Source) -> Iterator[Diagnostic]:
    yield from whole("edges", said.edges, ("site", "edges"), source)


SITE_USAGE: Entry[SiteUsage] = Entry(
    key="site",
    shape=Record(SiteUsage),
    doc="What visitors of the site ask for.",
    default=SiteUsage(),
    decides=True,
    units={"requests": "requests to the site a month", "transfer": "GB sent by the site a month"},
    moves=dict.fromkeys(("requests", "transfer"), Move.COUNTED),
    there=lambda stack: bool(stack.all(SITE)),
    example=_example,
    check=_check,
)
