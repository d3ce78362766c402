"""Text in Markdown."""

from __future__ import annotations

from tfgen.output.text import visible

_SPECIAL = "\\`*_[]<>|#!@$"


def escaped(text: str) -> str:
    """Text that stays text, on one line: what is quoted comes from specs, functions and other programs."""
    marked = "".join(f"\\{c}" if c in _SPECIAL else c for c in visible(text))
    return " ".join(marked.split())
