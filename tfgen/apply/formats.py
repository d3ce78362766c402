"""How an apply is told."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """The formats of what became of an apply."""

    text = "text"
    json = "json"
