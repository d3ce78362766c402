"""The page's settings in decimals: what a usage becomes by them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from tfgen.cost.kinds.authorizer import AUTHORIZERS, AuthorizerUsage
from tfgen.cost.kinds.queue import QUEUES, QueueUsage
from tfgen.cost.usage.beside import BESIDE, Beside
from tfgen.cost.usage.cdn import CDN_USAGE, CdnUsage
from tfgen.cost.usage.functions import FUNCTIONS, FunctionUsage
from tfgen.cost.usage.queries import QUERIES
from tfgen.cost.usage.site import SITE_USAGE, SiteUsage
from tfgen.cost.usage.tables import MAX_ITEM_KB, TABLES, IndexUsage, TableUsage
from tfgen.cost.usage.usage import Usage

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a reader sets; None where it stays as it was."""

    regions: int | None = None
    requests: Decimal | None = None
    ratio: Decimal | None = None
    item: Decimal | None = None


def moved(usage: Usage, settings: Settings) -> Usage:
    """A usage in which nothing is unknown, with other settings."""
    functions, tables, beside = usage.get(FUNCTIONS), usage.get(TABLES), usage.get(BESIDE)
    base = sum((each.requests or Decimal(0) for each in functions.values()), Decimal(0))
    scale = ONE if settings.requests is None or not base else settings.requests / base
    return usage.but(
        (FUNCTIONS, {name: _function(each, scale) for name, each in functions.items()}),
        (TABLES, {name: _table(each, settings, scale) for name, each in tables.items()}),
        (QUEUES, {name: _queue(each, scale) for name, each in usage.get(QUEUES).items()}),
        (AUTHORIZERS, {name: _asked(each, scale) for name, each in usage.get(AUTHORIZERS).items()}),
        (QUERIES, _known(usage.get(QUERIES)) * scale),
        (BESIDE, _beside(beside, scale)),
        (CDN_USAGE, _cdn(usage.get(CDN_USAGE), scale)),
        (SITE_USAGE, _site(usage.get(SITE_USAGE), scale)),
    )


def _cdn(said: CdnUsage, scale: Decimal) -> CdnUsage:
    cached = {route: replace(each, hits=_scaled(each.hits, scale)) for route, each in said.cached.items()}
    return replace(said, cached=cached)


def _site(said: SiteUsage, scale: Decimal) -> SiteUsage:
    return replace(said, requests=_scaled(said.requests, scale), transfer=_scaled(said.transfer, scale))


def _beside(beside: Beside, scale: Decimal) -> Beside:
    cdn = beside.cdn and replace(
        beside.cdn, requests=_known(beside.cdn.requests) * scale, transfer=_known(beside.cdn.transfer) * scale
    )
    return replace(
        beside,
        key_requests=_scaled(beside.key_requests, scale),
        secret_requests=_scaled(beside.secret_requests, scale),
        queue_requests=_scaled(beside.queue_requests, scale),
        cdn=cdn,
    )


def _known(number: Decimal | None) -> Decimal:
    assert number is not None
    return number


def _scaled(number: Decimal | None, scale: Decimal) -> Decimal | None:
    """What the stack has no use for may stay unknown."""
    return None if number is None else number * scale


def _function(usage: FunctionUsage, scale: Decimal) -> FunctionUsage:
    return replace(usage, requests=_scaled(usage.requests, scale))


def _asked(usage: AuthorizerUsage, scale: Decimal) -> AuthorizerUsage:
    return replace(usage, asked=_scaled(usage.asked, scale))


def _queue(usage: QueueUsage, scale: Decimal) -> QueueUsage:
    return replace(usage, messages=_known(usage.messages) * scale, batches=_scaled(usage.batches, scale))


def _table(usage: TableUsage, settings: Settings, scale: Decimal) -> TableUsage:
    reads, writes, item = _known(usage.reads), _known(usage.writes), _known(usage.item)
    if settings.ratio is not None:
        writes = (reads + writes) / (1 + settings.ratio)
        reads = _known(usage.reads) + _known(usage.writes) - writes
    size = item if settings.item is None else settings.item
    growth = size / item if item else ONE
    more = (
        scale * (reads / usage.reads if usage.reads else ONE),
        scale * (writes / usage.writes if usage.writes else ONE),
    )
    return replace(
        usage,
        reads=reads * scale,
        writes=writes * scale,
        item=size,
        stream_reads=usage.stream_reads * scale,
        storage=_known(usage.storage) * growth,
        indexes={name: _index(each, growth, *more) for name, each in usage.indexes.items()},
    )


def _index(usage: IndexUsage, growth: Decimal, reads: Decimal, writes: Decimal) -> IndexUsage:
    return replace(
        usage,
        reads=_known(usage.reads) * reads,
        writes=_known(usage.writes) * writes,
        item=min(round(_known(usage.item) * growth, 9), Decimal(MAX_ITEM_KB)),
        storage=_known(usage.storage) * growth,
    )
