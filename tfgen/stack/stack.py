"""The Stack: what is to be built, everything resolved, nothing implicit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any, TypeVar, cast

from tfgen.frozen import frozen
from tfgen.spec.source import Path
from tfgen.stack.frozen import Frozen
from tfgen.stack.inputs import Input
from tfgen.stack.key import Key
from tfgen.stack.region import Region
from tfgen.stack.state import State, Waves

T = TypeVar("T")


@frozen
class Stack:
    """What is to be built. Order is the spec's for regions, by name for all else."""

    service: str
    domain: str
    """The name that leads to the nearest healthy region; empty where there is none."""
    zone: str
    """The hosted zone's name; empty where `zone_id` is given."""
    zone_id: str
    regions: tuple[Region, ...]
    retiring: tuple[str, ...]
    tags: Mapping[str, str]
    state: State | None
    things: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Everything else, by the key of its kind and by name: read through `all`, `at` and `the`."""
    inputs: Mapping[str, Input] = field(default_factory=dict)
    """Terraform variables of the root, by name."""
    others: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What somebody else made, by the key of its kind and by name: read through `existing` and `known`."""
    account: str = ""
    """The number of the account that it belongs to; empty where the spec does not say."""
    environment: str = ""
    """The environment that names tell apart; empty where a spec has none."""
    waves: Waves = ()
    """The regions in the order in which they are applied; empty where the spec does not say."""
    joining: tuple[Region, ...] = ()
    """Regions that have the replicas of tables alone."""
    leaving: tuple[str, ...] = ()
    """Regions whose tables may be deleted."""
    home_was: str = ""
    """The region that was home when Terraform applied last, where another is now."""
    frozen: Frozen | None = None

    @property
    def is_apart(self) -> bool:
        """Whether each region has states of its own."""
        return self.state is not None and self.state.is_apart

    @property
    def home(self) -> Region:
        """The first region."""
        return self.regions[0]

    @property
    def holding(self) -> tuple[Region, ...]:
        """The regions that hold replicas: the active ones, and those that have nothing else yet."""
        return (*self.regions, *self.joining)

    @property
    def called(self) -> str:
        """The service, and the environment of it, as names start."""
        return f"{self.service}-{self.environment}" if self.environment else self.service

    @property
    def title(self) -> str:
        """The service, and the domain if it has one."""
        return f"{self.called}: {self.domain}" if self.domain else self.called

    def all(self, kind: Key[T]) -> Mapping[str, T]:
        """The things of a kind that are made, by name."""
        return cast("Mapping[str, T]", self.things.get(kind.key, {}))

    def existing(self, kind: Key[Any]) -> Mapping[str, Any]:
        """The things of a kind that somebody else made, by name."""
        return self.others.get(kind.key, {})

    def known(self, kind: Key[Any]) -> Mapping[str, Any]:
        """The things of a kind that functions may use, by name: those that are made, and those that exist."""
        return {**self.all(kind), **self.existing(kind)}

    def the(self, kind: Key[T]) -> T:
        """The thing of a kind of which there is one."""
        return self.all(kind)[""]

    def at(self, kind: Key[T], region: Region) -> Mapping[str, T]:
        """The things of a kind as a region has them."""
        own = region.own(kind)
        return {**self.all(kind), **own} if own else self.all(kind)

    def settings(self, kind: Key[T], name: str) -> Iterator[tuple[Path, str, T]]:
        """The path of one setting of every thing, its name and the thing; regions that differ in it included."""
        for thing, value in self.all(kind).items():
            yield (kind.key, thing, name), thing, value
        for region in self.regions:
            for thing, value in region.own(kind).items():
                if getattr(value, name) != getattr(self.all(kind)[thing], name):
                    yield ("regions", region.name, kind.key, thing, name), thing, value
