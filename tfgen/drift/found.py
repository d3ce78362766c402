"""What a plan finds that somebody else changed, and what the next apply does about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from tfgen.drift.codes import CHANGED, GONE
from tfgen.drift.known import Known
from tfgen.drift.noise import heard
from tfgen.frozen import frozen
from tfgen.plan.change import Change, changes, drifted
from tfgen.plan.masking import shown
from tfgen.spec.source import Path

QUIET = ("no-op",), ("read",)


class Fate(StrEnum):
    """What the next apply does about a difference."""

    back = "puts it back"
    again = "makes it again"
    replaced = "replaces the resource for it"
    left = "leaves it"
    unknown = "is not known"


@frozen
class Drifted:
    """An attribute that is another, or a resource that is gone."""

    address: str
    type: str
    region: str
    """Empty where it is not known."""
    path: Path | None
    """What of the spec the resource comes of."""
    attribute: str
    """Empty of what is gone."""
    before: str
    after: str
    fate: Fate

    @property
    def is_gone(self) -> bool:
        """Whether the whole resource is."""
        return not self.attribute

    @property
    def place(self) -> str:
        """What `ignore` names: the address, and the attribute below it."""
        return self.address if self.is_gone else f"{self.address}.{self.attribute}"

    @property
    def code(self) -> str:
        """The id of its code."""
        return GONE.id if self.is_gone else CHANGED.id


@frozen
class Found:
    """What one plan tells."""

    drifted: tuple[Drifted, ...]
    planned: tuple[str, ...] | None
    """The addresses of what the next apply changes for another reason; None where that is not known."""
    left_out: Mapping[str, int]
    """Numbers of attributes that differ and tell nothing, by reason."""


Where = Callable[[Change], tuple[str, Path | None]]
"""The region of a change, and what of the spec it comes of."""


def found(plan: Mapping[str, Any], where: Where) -> Found:
    """What a plan, as `terraform show -json` gives it, tells of drift."""
    known, left_out = Known(plan), Counter[str]()
    is_whole = "resource_changes" in plan
    asked = {change.address: change for change in changes(plan)}
    drifts: list[Drifted] = []
    for change in drifted(plan):
        listened = heard(change, known) if not change.deletes else None
        if listened:
            left_out += listened.left_out
        quiet = listened.change if listened else change
        drifts += _drifted(quiet, asked.get(change.address), is_whole, where)
    planned = tuple(_apart(asked.values(), drifts)) if is_whole else None
    return Found(tuple(drifts), planned, dict(sorted(left_out.items())))


def is_there(plan: Mapping[str, Any]) -> bool:
    """Whether there is anything in the state that was planned with, or was."""
    return bool(plan.get("resource_drift")) or not Known(plan).is_empty


def _drifted(change: Change, next_: Change | None, is_whole: bool, where: Where) -> Iterator[Drifted]:
    region, path = where(change)
    if change.deletes:
        again = next_ is not None and "create" in next_.actions
        fate = Fate.unknown if not is_whole else Fate.again if again else Fate.left
        yield Drifted(change.address, change.type, region, path, "", "", "", fate)
        return
    for name, before, after in shown(change):
        fate = _fate(name, next_) if is_whole else Fate.unknown
        yield Drifted(change.address, change.type, region, path, name, before, after, fate)


def _fate(name: str, next_: Change | None) -> Fate:
    top = name.split(".")[0]
    if next_ is None or next_.actions in QUIET:
        return Fate.left
    if next_.replaces:
        return Fate.replaced if not next_.causes or top in next_.causes else Fate.back
    return Fate.back if next_.differs(top) else Fate.left


def _apart(asked: Iterable[Change], drifts: list[Drifted]) -> Iterator[str]:
    """What is changed for more than to put drift back, and does not merely follow from another change."""
    by_address: dict[str, set[str]] = {}
    for each in drifts:
        by_address.setdefault(each.address, set()).add(each.attribute.split(".")[0])
    for change in asked:
        names = by_address.get(change.address, set())
        if change.actions in QUIET or "" in names:
            continue
        causes = set(change.causes) if change.replaces else _differing(change) if change.updates else {""}
        if not causes <= names:
            yield change.address


def _differing(change: Change) -> set[str]:
    """The attributes that are another afterwards, but for those that are known after the apply alone."""
    later = change.unknown if isinstance(change.unknown, Mapping) else {}
    names = {*change.before, *change.after} - {name for name, is_later in later.items() if is_later}
    return {name for name in names if change.differs(name)} - {"tags_all"}
