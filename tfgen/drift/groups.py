"""Differences that are the same but for the resource and the region, told once."""

from __future__ import annotations

from collections.abc import Iterable

from tfgen.drift.found import Drifted, Fate
from tfgen.frozen import frozen
from tfgen.render.part import GLOBAL

_MOST_NAMED = 3


@frozen
class Group:
    """The same difference, in one resource or more."""

    drifted: tuple[Drifted, ...]

    @property
    def first(self) -> Drifted:
        """One of them."""
        return self.drifted[0]

    @property
    def regions(self) -> tuple[str, ...]:
        """Where it is, sorted; not where it is in none."""
        return tuple(sorted({each.region for each in self.drifted} - {"", GLOBAL}))

    @property
    def things(self) -> int:
        """How many things there are, one in several regions counted once."""
        named = {each.path or each.address for each in self.drifted}
        return len(named)

    @property
    def fates(self) -> tuple[Fate, ...]:
        """What the next apply does."""
        return tuple(sorted({each.fate for each in self.drifted}))

    def says(self) -> str:
        """A sentence without its verb's end: `memory_size of 3 lambda functions in 30 regions: 256 is now 512`."""
        noun = noun_of(self.first.type, self.things)
        where = f" in {_regions(self.regions)}" if self.regions else ""
        many = f" ({len(self.drifted)} resources)" if len(self.drifted) > self.things else ""
        of = f"{self.things} {noun}{where}{many}"
        if self.first.is_gone:
            return f"{of} {'are' if len(self.drifted) > 1 else 'is'} gone"
        return f"{self.first.attribute} of {of}{self._values()}"

    def _values(self) -> str:
        pairs = {(each.before, each.after) for each in self.drifted}
        if len(pairs) > 1:
            return ", several values"
        before, after = pairs.pop()
        if before == after:  # neither may be shown
            return ""
        return f": {before or 'nothing'} is now {after or 'nothing'}"

    def fate(self) -> str:
        """What the next apply does about it."""
        *others, last = [fate.value for fate in self.fates]
        return f"the next apply {', '.join(others)}{' or ' if others else ''}{last}"


def groups(drifted: Iterable[Drifted]) -> list[Group]:
    """The same differences together: what is gone first, then by type and attribute."""
    found: dict[tuple[bool, str, str], list[Drifted]] = {}
    for each in drifted:
        found.setdefault((not each.is_gone, each.type, each.attribute), []).append(each)
    return [Group(tuple(found[key])) for key in sorted(found)]


def noun_of(kind: str, count: int) -> str:
    """What a type of resource is called: `lambda functions` of aws_lambda_function."""
    name = kind.removeprefix("aws_").replace("_", " ")
    if count == 1:
        return name
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}es" if name.endswith("s") else f"{name}s"


def _regions(names: tuple[str, ...]) -> str:
    return ", ".join(names) if len(names) <= _MOST_NAMED else f"{len(names)} regions"
