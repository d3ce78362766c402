"""One file of Terraform: its text, and the way from a position in it to a Span."""

from __future__ import annotations

import re
from bisect import bisect_right

from tfgen.diagnostics import Span


class BrokenError(Exception):
    """What makes a file no HCL. It ends the reading of the file."""

    def __init__(self, message: str, span: Span, hint: str | None = None) -> None:
        super().__init__(message)
        self.message, self.span, self.hint = message, span, hint


class File:
    """A path and its text."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self._lines = [0, *(newline.end() for newline in re.finditer("\n", text))]

    def span(self, start: int, end: int) -> Span:
        """The place of the characters from `start` to before `end`."""
        line, end_line = bisect_right(self._lines, start), bisect_right(self._lines, end)
        column, end_column = start - self._lines[line - 1] + 1, end - self._lines[end_line - 1] + 1
        return Span(self.path, line, column, end_line, end_column)

    def positions(self, span: Span) -> tuple[int, int]:
        """Where the characters of a place start and end."""
        start, end = self._lines[span.line - 1], self._lines[span.end_line - 1]
        return start + span.column - 1, end + span.end_column - 1

    def broken(self, message: str, start: int, end: int, hint: str | None = None) -> BrokenError:
        """The error that those characters are."""
        return BrokenError(message, self.span(start, end), hint)
