"""What happens in several regions alike, told once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tfgen.diagnostics import Diagnostic
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


def grouped(items: Iterable[Item], regions: Sequence[str] = ()) -> list[Group]:
    """Changes that are alike but for their region, in the order of the first of each; regions in the order given."""
    order = {name: number for number, name in enumerate(regions)}
    found: dict[tuple[object, ...], list[Item]] = {}
    for item in items:
        found.setdefault(_likeness(item), []).append(item)
    return [Group(tuple(sorted(each, key=lambda one: order.get(one.place, 999)))) for each in found.values()]


def _likeness(item: Item) -> tuple[object, ...]:
    """What changes have in common that are alike: all but their region."""
    place = item.place
    return (
        item.actions,
        item.type,
        neutral(item.address, (place,)),
        item.why,
        tuple(
            (each.name, neutral(each.before, (place,)), neutral(each.after, (place,)))
            for each in item.attributes
        ),
        neutral(item.previous, (place,)),
        bool(item.deposed),
        place in ("global", "elsewhere"),
    )


def neutral(text: str, regions: Iterable[str]) -> str:
    """Text that says the same for every region."""
    for region in regions:
        text = text.replace(region, "{region}").replace(label(region), "{region}")
    return text


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
