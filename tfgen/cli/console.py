"""What the user sees: the product on standard output, talk on standard error."""

from __future__ import annotations

import io
import os
import stat
import sys
from typing import TextIO


class CannotPrintError(Exception):
    """Standard output is closed, or full."""


_shown = False


def put(text: str) -> None:
    """A report for people, to standard output, in UTF-8 whatever the locale says. Raises CannotPrintError."""
    put_product(_harmless(text, has_color(sys.stdout)))


def put_product(text: str) -> None:
    """What a command is for, of which no character is changed: its format escapes by rules of its own.

    Raises CannotPrintError.
    """
    put_bytes(text.encode("utf-8"))


def put_bytes(content: bytes) -> None:
    """The same of bytes. Raises CannotPrintError."""
    progress("")
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except (OSError, AttributeError) as error:
        raise CannotPrintError(getattr(error, "strerror", None) or "it is closed") from error


def talk(message: str) -> None:
    """Lines for people, to standard error."""
    progress("")
    _write(_harmless(message, has_color(sys.stderr)) + "\n")


def progress(step: str) -> None:
    """Long work shows where it is, on a terminal alone; an empty step clears the line."""
    global _shown  # there is one terminal
    if sys.stderr is None or (not step and not _shown):
        return
    if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        _write(f"\r\033[K{_harmless(step)}{' …' if step else ''}")
        _shown = bool(step)


class _Cleaned(io.TextIOBase):
    """Standard error for whoever writes there without asking us, such as Python and libraries: a line at a time."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self._begun = ""

    def write(self, text: str) -> int:
        *lines, self._begun = (self._begun + text).split("\n")
        for line in lines:
            self.stream.write(_harmless(line) + "\n")
        return len(text)

    def flush(self) -> None:
        if self._begun:
            self.stream.write(_harmless(self._begun))
            self._begun = ""
        self.stream.flush()

    @property
    def encoding(self) -> str:  # type: ignore[override]  # typeshed has an attribute
        return self.stream.encoding

    @property
    def errors(self) -> str | None:  # type: ignore[override]  # the same
        return self.stream.errors

    def isatty(self) -> bool:
        return self.stream.isatty()

    def fileno(self) -> int:
        return self.stream.fileno()


def clean_errors() -> None:
    """From now on whatever is written to standard error is harmless."""
    if sys.stderr is not None and not isinstance(sys.stderr, _Cleaned):
        sys.stderr = _Cleaned(sys.stderr)


def _write(text: str) -> None:
    if sys.stderr is not None:
        stream = sys.stderr.stream if isinstance(sys.stderr, _Cleaned) else sys.stderr
        stream.write(text)
        stream.flush()


def _harmless(text: str, painted: bool = False) -> str:
    from tfgen.output.harmless import harmless

    return harmless(text, painted)


def is_file(stream: TextIO | None) -> bool:
    """Whether a stream goes to a file, rather than to a terminal, a pipe or a device."""
    try:
        return stream is not None and stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except (OSError, ValueError):
        return False


def has_color(stream: TextIO | None) -> bool:
    """Whether a stream takes colours: https://no-color.org before https://force-color.org.

    FORCE_COLOR=0 is off, as Node.js has it: https://nodejs.org/api/cli.html#force_color1-2-3
    """
    if stream is None or os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR")
    if forced:
        return forced != "0"
    return stream.isatty() and os.environ.get("TERM") != "dumb"


WIDTH = 120
"""Characters of a line where no terminal says how many it has."""


def columns(stream: TextIO) -> int:
    """How many characters a line may have: COLUMNS, or what the terminal says."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said):
        return int(said)
    try:
        return os.get_terminal_size(stream.fileno()).columns or WIDTH
    except (OSError, ValueError):
        return WIDTH


def takes_unicode(stream: TextIO) -> bool:
    """Whether a stream shows more than ASCII, as the locale has it."""
    return (stream.encoding or "").lower().replace("-", "").startswith("utf")
