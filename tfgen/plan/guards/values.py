"""Values of a plan, of which some are known after the apply alone: what is unknown is neither true nor false."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tfgen.plan.change import Change


class _Unknown:
    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = _Unknown()
"""Known after the apply alone."""


def before(change: Change, path: str) -> Any:
    """A value as it is, by a path such as `point_in_time_recovery.enabled`; None if there is none. Of a list, the first item's."""
    return _at(change.before, False, path)


def after(change: Change, path: str) -> Any:
    """The same as it is to be, or UNKNOWN."""
    return _at(change.after, change.unknown, path)


def _at(value: Any, unknown: Any, path: str) -> Any:
    for name in path.split("."):
        if unknown is True:
            return UNKNOWN
        value, unknown = _first(value), _first(unknown)
        value = value.get(name) if isinstance(value, Mapping) else None
        unknown = unknown.get(name) if isinstance(unknown, Mapping) else False
    return UNKNOWN if unknown is True else value


def _first(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list) else value
