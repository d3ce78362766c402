"""What the user sees: the product on standard output, talk on standard error."""

from __future__ import annotations

import os
import stat
import sys
from typing import TextIO


class CannotPrintError(Exception):
    """Standard output is closed, or full."""


_shown = False


def put(text: str) -> None:
    """What a command is for, to standard output, in UTF-8 whatever the locale says. Raises CannotPrintError."""
    put_bytes(text.encode("utf-8"))


def put_bytes(content: bytes) -> None:
    """The same, as it is. Raises CannotPrintError."""
    progress("")
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except (OSError, AttributeError) as error:
        raise CannotPrintError(getattr(error, "strerror", None) or "it is closed") from error


def talk(message: str) -> None:
    """A line to standard error."""
    progress("")
    if sys.stderr is not None:
        sys.stderr.write(message + "\n")


def progress(step: str) -> None:
    """Long work shows where it is, on a terminal alone; an empty step clears the line."""
    global _shown  # there is one terminal
    if sys.stderr is None or (not step and not _shown):
        return
    if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        sys.stderr.write(f"\r\033[K{step}{' …' if step else ''}")
        sys.stderr.flush()
        _shown = bool(step)


def is_file(stream: TextIO | None) -> bool:
    """Whether a stream goes to a file, rather than to a terminal, a pipe or a device."""
    try:
        return stream is not None and stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def has_color(stream: TextIO | None) -> bool:
    """Whether a stream takes colours: https://no-color.org"""
    return (
        stream is not None
        and stream.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )


def takes_unicode(stream: TextIO) -> bool:
    """Whether a stream shows more than ASCII, as the locale has it."""
    return (stream.encoding or "").lower().replace("-", "").startswith("utf")
