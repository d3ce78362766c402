"""Diagnostics as annotations of a GitHub Actions run, one line each.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions#setting-an-error-message
A line that starts with `::` is a command to the runner, so a line break in a message would be one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfgen.diagnostics import Severity
from tfgen.output.text import visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tfgen.diagnostics import Diagnostic, Span

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(diagnostics: Sequence[Diagnostic]) -> str:
    """One workflow command for each diagnostic."""
    return "".join(map(_of, diagnostics))


def _of(diagnostic: Diagnostic) -> str:
    properties = {**(_place(diagnostic.span) if diagnostic.span else {}), "title": diagnostic.code}
    hint = f"\nhelp: {visible(diagnostic.hint)}" if diagnostic.hint else ""
    return command(_COMMANDS[diagnostic.severity], properties, visible(diagnostic.message) + hint)


def command(name: str, properties: Mapping[str, str | int], text: str) -> str:
    """A workflow command, as a line. Text may have lines, and is else visible."""
    named = ",".join(f"{key}={_property(visible(str(value)))}" for key, value in properties.items())
    return f"::{name} {named}::{_data(text)}\n"


def _place(span: Span) -> dict[str, str | int]:
    lines: dict[str, str | int] = {"file": span.file, "line": span.line, "endLine": span.end_line}
    if span.line != span.end_line:
        return lines  # columns are refused where the lines differ
    return {**lines, "col": span.column, "endColumn": span.end_column}


def _data(text: str) -> str:
    # The escapes of https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
