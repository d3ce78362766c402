"""Two specs, and what the change from one to the other comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from tfgen.check.rule import Finding
from tfgen.diagnostics import Code
from tfgen.render.made import made
from tfgen.render.part import Made
from tfgen.stack.edge import provided
from tfgen.stack.key import Key
from tfgen.stack.stack import Stack

T = TypeVar("T")


@dataclass(frozen=True)
class Since:
    """What guards look at: the spec of the base, which counts as applied, and the one that is to be."""

    base: Stack
    head: Stack

    def kept(self, kind: Key[T]) -> Iterator[tuple[str, T, T]]:
        """The things of a kind that both make: the name, and the thing before and after."""
        after = self.head.all(kind)
        for name, before in self.base.all(kind).items():
            if name in after:
                yield name, before, after[name]

    def gone(self, kind: Key[T]) -> dict[str, T]:
        """The things of a kind that are made no more."""
        return {name: each for name, each in self.base.all(kind).items() if name not in self.head.all(kind)}

    @cached_property
    def leaving(self) -> tuple[str, ...]:
        """The regions in which the service ran, and does not any more."""
        stay = {region.name for region in self.head.regions}
        return tuple(region.name for region in self.base.regions if region.name not in stay)

    @cached_property
    def unprovided(self) -> tuple[str, ...]:
        """The regions of which there is no provider any more, CloudFront's included."""
        return tuple(sorted(provided(self.base) - provided(self.head)))

    @cached_property
    def lost(self) -> tuple[Made, ...]:
        """What held data, and has no resource of its address in its region any more, in regions that stay."""
        left = {(each.address, each.region) for each in made(self.head)}
        return tuple(
            each
            for each in made(self.base)
            if each.holds_data and (each.address, each.region) not in left and each.region not in self.leaving
        )

    def loses(self, kind: Key[T], name: str) -> bool:
        """Whether a thing that stays has other resources in regions that stay."""
        return any(each.path[:2] == (kind.key, name) for each in self.lost)


@dataclass(frozen=True, slots=True)
class Guard:
    """A check of two specs, and the code under which its findings are told: at paths of the spec that is to be."""

    code: Code
    check: Callable[[Since], Iterable[Finding]]
