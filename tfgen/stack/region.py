"""Regions: where the stack runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, TypeVar, cast

from tfgen.frozen import frozen
from tfgen.stack.key import Key

T = TypeVar("T")


@frozen
class Region:
    """An active region, with what differs there."""

    name: str
    things: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What differs from the stack's, by the key of its kind and by name: read through `own`."""

    @property
    def label(self) -> str:
        """The region in Terraform's names: the provider alias, the module's name."""
        return label(self.name)

    def own(self, kind: Key[T]) -> Mapping[str, T]:
        """The things of a kind that differ from the stack's."""
        return cast("Mapping[str, T]", self.things.get(kind.key, {}))


def label(region: str) -> str:
    """A region's name as a Terraform name."""
    return region.replace("-", "_")
