"""Usage as tests write it: by the keys of the file."""

from __future__ import annotations

from typing import Any

from tfgen.cost.usage.file import ENTRIES
from tfgen.cost.usage.usage import Usage

_BY_KEY = {entry.key: entry for entry in ENTRIES}


def used(**said: Any) -> Usage:
    """A usage that says this."""
    return Usage({_BY_KEY[key]: value for key, value in said.items()})


def said(usage: Usage, key: str) -> Any:
    """What a usage says at a key."""
    return usage.get(_BY_KEY[key])


def but(usage: Usage, **changes: Any) -> Usage:
    """A usage that says this instead."""
    return usage.but(*((_BY_KEY[key], value) for key, value in changes.items()))
