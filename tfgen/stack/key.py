"""What finds the things of a kind in a Stack, and tells their type."""

from __future__ import annotations

from typing import Generic, TypeVar

from tfgen.frozen import unique

T = TypeVar("T")


@unique
class Key(Generic[T]):
    """The names of a kind."""

    one: str
    """What one is called, and the name of the kind's file on every floor: `table`."""
    key: str
    """Its key in the spec, and below a region: `tables`."""
