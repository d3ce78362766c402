"""What happens in several regions alike, told once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tfgen.diagnostics import Diagnostic, Severity
from tfgen.review.result import Item
from tfgen.stack.region import label


class Group(NamedTuple):
    """Changes that differ in their regions alone."""

    items: tuple[Item, ...]

    @property
    def first(self) -> Item:
        """The one that stands for all."""
        return self.items[0]

    @property
    def places(self) -> tuple[str, ...]:
        """Where they are."""
        return tuple(dict.fromkeys(item.place for item in self.items))

    @property
    def others(self) -> int:
        """How many more there are than their places tell."""
        return len(self.items) - len(self.places)


def grouped(items: Iterable[Item], regions: Sequence[str] = ()) -> list[Group]:
    """Changes that are alike but for their region, in the order of the first of each; regions in the order given."""
    order = {name: number for number, name in enumerate(regions)}
    found: dict[tuple[object, ...], list[Item]] = {}
    for item in items:
        found.setdefault(_likeness(item), []).append(item)
    return [Group(tuple(sorted(each, key=lambda one: order.get(one.place, 999)))) for each in found.values()]


def _likeness(item: Item) -> tuple[object, ...]:
    """What changes have in common that are alike: all but their region, which global ones have in their names alone."""

    def same(text: str) -> str:
        if item.place in _NOWHERE:
            return _REGION.sub("{region}", text)
        return text.replace(item.place, "{region}").replace(label(item.place), "{region}")

    return (
        item.actions,
        item.type,
        same(item.address),
        item.why,
        tuple((each.name, same(each.before), same(each.after)) for each in item.attributes),
        same(item.previous),
        bool(item.deposed),
        item.place if item.place in _NOWHERE else "",
    )


_NOWHERE = ("global", "elsewhere")
_REGION = re.compile(
    r"(?<![A-Za-z0-9])[a-z]{2}([-_])(?:gov\1|iso[a-z]?\1)?(?:north|south|east|west|central)(?:east|west)?\1\d(?!\d)"
)


def by_severity(findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Errors first, and else as they come."""
    order = list(Severity)
    return sorted(findings, key=lambda each: order.index(each.severity))


def told_once(findings: Sequence[Diagnostic], regions: Sequence[str]) -> list[tuple[Diagnostic, list[str]]]:
    """Findings that differ in their region alone: the first of each, and the regions of all."""
    if not regions:
        return [(finding, []) for finding in findings]
    names = {name: region for region in regions for name in (region, label(region))}
    pattern = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    found: dict[tuple[object, ...], tuple[Diagnostic, list[str]]] = {}
    for each in findings:
        key = (each.rule, each.severity, each.span, pattern.sub("{region}", each.message))
        named = pattern.search(each.message) or pattern.search(each.address)
        _, places = found.setdefault(key, (each, []))
        if named and names[named[0]] not in places:
            places.append(names[named[0]])
    return list(found.values())
