"""Usage of every form that a file can say."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import strategies as st

from tests.strategies import of_shape
from tfgen.cost.usage.beside import BESIDE, EDGES, Beside, Cdn
from tfgen.cost.usage.cdn import CDN_USAGE, CachedUsage, CdnUsage
from tfgen.cost.usage.entry import Entry
from tfgen.cost.usage.file import ENTRIES
from tfgen.cost.usage.shares import SHARES
from tfgen.cost.usage.site import SITE_USAGE, SiteUsage
from tfgen.cost.usage.usage import Usage
from tfgen.spec.collections import Named
from tfgen.spec.number import Number
from tfgen.spec.record import Record, fields
from tfgen.spec.scalars import Nullable
from tfgen.spec.shape import Shape
from tfgen.stack.kinds.routing import is_drained
from tfgen.stack.stack import Stack

T = TypeVar("T")

_PLACES = 9


def _numbers(shape: Number) -> st.SearchStrategy[Decimal]:
    """Exact numbers, round ones more often than not."""
    whole = st.integers(shape.low, shape.high).map(Decimal)
    finest = st.integers(shape.low * 10**_PLACES, shape.high * 10**_PLACES)
    return whole | st.sampled_from([Decimal(shape.low), Decimal(shape.high)]) | finest.map(_scaled)


def _scaled(number: int) -> Decimal:
    return Decimal(number).scaleb(-_PLACES)


def _values(shape: Shape[Any]) -> st.SearchStrategy[Any]:
    if isinstance(shape, Nullable):
        return st.none() | _values(shape.shape)
    return _numbers(shape) if isinstance(shape, Number) else of_shape(shape)


def _records(cls: type[T], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[T]:
    """Records of any values; `given` replaces what the shapes would say of some fields."""
    known = fields(cls).items()
    return st.builds(
        cls, **{name: given[name] if name in given else _values(field.shape) for name, field in known}
    )


def _percents(names: list[str]) -> st.SearchStrategy[dict[str, Decimal]]:
    """Percentages that add up to 100."""
    cuts = st.lists(st.integers(0, 100_000), min_size=len(names) - 1, max_size=len(names) - 1).map(sorted)
    return cuts.map(
        lambda at: {
            name: Decimal(upper - lower) / 1000
            for name, lower, upper in zip(names, [0, *at], [*at, 100_000], strict=True)
        }
    )


def _things(entry: Entry[Any], stack: Stack) -> st.SearchStrategy[dict[str, Any]]:
    """How much some things of a kind, and some of what is within them, are used."""
    record = _record(entry.shape)
    found: dict[str, st.SearchStrategy[Any]] = {
        name: _records(record, **_within(record, blank)) for name, blank in entry.complete(stack, {}).items()
    }
    return st.fixed_dictionaries({}, optional=found)


def _record(shape: Shape[Any]) -> type:
    """The record of what stands there by name."""
    assert isinstance(shape, Named) and isinstance(shape.value, Record)
    found: type = shape.value.cls
    return found


def _within(record: type, blank: Any) -> dict[str, st.SearchStrategy[Any]]:
    """The fields of a record that are by name: of the things that its blank names."""
    return {
        name: st.fixed_dictionaries(
            {}, optional=dict.fromkeys(getattr(blank, name), _records(_record(field.shape)))
        )
        for name, field in fields(record).items()
        if isinstance(field.shape, Named)
    }


def _beside() -> st.SearchStrategy[Beside]:
    return _records(Beside, cdn=st.none() | _records(Cdn, edges=_edges()))


def _edges() -> st.SearchStrategy[dict[str, Any]]:
    return st.lists(st.sampled_from(EDGES), min_size=1, unique=True).flatmap(_percents)


def _said(entry: Entry[Any], stack: Stack) -> st.SearchStrategy[Any]:
    if entry is SHARES:
        active = [region.name for region in stack.regions if not is_drained(stack, region)]
        return st.just({}) | _percents(active)
    if entry is SITE_USAGE:
        return _records(SiteUsage, edges=_edges())
    if entry is BESIDE:
        return st.just(Beside()) | _beside()
    if entry is CDN_USAGE:
        hits = {route: _records(CachedUsage) for route in entry.complete(stack, CdnUsage()).cached}
        edges = st.lists(st.sampled_from(EDGES), min_size=1, unique=True).flatmap(_percents)
        return _records(CdnUsage, cached=st.fixed_dictionaries({}, optional=hits), edges=edges)
    return _things(entry, stack) if isinstance(entry.shape, Named) else _values(entry.shape)


def usages(stack: Stack) -> st.SearchStrategy[Usage]:
    """Usage that a file can say of this stack without a mistake."""
    return st.fixed_dictionaries({entry: _said(entry, stack) for entry in ENTRIES if entry.there(stack)}).map(
        Usage
    )
