"""The examples that stand for usage which nobody gave, as the reader is told of them."""

from __future__ import annotations

from tfgen.cost.hints.suggestion import Case
from tfgen.cost.money import count
from tfgen.cost.usage.file import ENTRIES
from tfgen.frozen import frozen


@frozen
class Assumption:
    """A number that nobody gave."""

    what: str
    """The number and its unit."""
    owners: tuple[str, ...]
    """The functions, or tables and indexes, that it is of; none where it is of the whole service."""


def assumptions(case: Case) -> list[Assumption]:
    """Every number that the bill depends on, that nobody gave, and what stands for it."""
    lacks = {said for line in case.now.open for said in line.lacks}
    units = {(entry.key, what): unit for entry in ENTRIES for what, unit in entry.units.items()}
    found: dict[str, list[str]] = {}
    for said, value in case.assumed.numbers.items():
        if said in lacks and value is not None:
            what = f"{count(value)} {units[said.key, said.what]}"
            found.setdefault(what, []).append(said.owner)
    return [Assumption(what, tuple(filter(None, owners))) for what, owners in found.items()]
