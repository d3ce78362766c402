"""Usage: how much a service is used in a month of 730 hours. What nobody says stays unknown."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar, cast

from tfgen.cost.expression import Input
from tfgen.cost.usage.entry import Entry, inputs
from tfgen.spec.scalars import Flag

T = TypeVar("T")


class Usage:
    """What a usage file says, by its entries; what is left out is as the entry's default."""

    def __init__(self, said: Mapping[Entry[Any], Any] | None = None) -> None:
        self.said = {entry: value for entry, value in (said or {}).items() if value != entry.default}
        """What says more than the default: usages that say the same are equal."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Usage) and self.said == other.said

    __hash__ = None  # type: ignore[assignment]  # what it says is held in dictionaries

    def get(self, entry: Entry[T]) -> T:
        """What is said at an entry."""
        return cast("T", self.said.get(entry, entry.default))

    def but(self, *said: tuple[Entry[Any], Any]) -> Usage:
        """The same usage, but for some entries."""
        return Usage({**self.said, **dict(said)})

    @cached_property
    def numbers(self) -> dict[Input, Decimal | None]:
        """Every number that is said."""
        return dict(each for entry, value in self.said.items() for each in inputs(entry, value))


FREE_TIER: Entry[bool] = Entry(
    key="free_tier",
    shape=Flag(),
    doc="Whether to take off what is free each month; the whole account shares it.",
    default=False,
)
