"""Diagnostics for people: code, place, the line itself, carets below what is meant, and help.

    error[TFG104]: unknown key `timeuot` in function `get-key`
      --> spec.yaml:18:5
       |
    18 |     timeuot: 3
       |     ^^^^^^^
       = help: did you mean `timeout`?

    1 error

The text of a spec, a plan or an installer is not trusted: whatever could steer a terminal is spelled out.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from tfgen.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from tfgen.diagnostics import Diagnostic, Span

    Paint = Callable[[str, str], str]

WIDEST = 100
"""Characters of a source line that are shown."""
TAB = "    "

# https://yaml.org/spec/1.1/#b-line-break, by which libyaml counts lines
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_COLOURS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.NOTE: "1;36"}
_GUTTER = "1;34"


def render(
    diagnostics: Sequence[Diagnostic], sources: Mapping[str, str], *, color: bool = False, ignored: int = 0
) -> str:
    """All diagnostics with their source lines, and how many there are; nothing when there are none."""
    if not diagnostics:
        return ""
    paint = _painted if color else _plain
    lines = {file: lines_of(text) for file, text in sources.items()}
    blocks = ["\n".join(_one(each, lines, paint)) for each in diagnostics]
    return "\n\n".join([*blocks, summary(diagnostics, ignored)]) + "\n"


def summary(diagnostics: Sequence[Diagnostic], ignored: int = 0) -> str:
    """`2 errors, 1 warning`, or `no findings`, and how many are ignored: `2 errors (3 ignored)`."""
    counts = [(severity, sum(each.severity is severity for each in diagnostics)) for severity in Severity]
    told = ", ".join(f"{count} {severity}{'s' * (count > 1)}" for severity, count in counts if count)
    return f"{told or 'no findings'}{f' ({ignored} ignored)' if ignored else ''}"


def lines_of(source: str) -> list[str]:
    """The lines of a file as spans count them."""
    return _LINE_BREAK.split(source)


def visible(text: str) -> str:
    """Text with all that is no printable character escaped: controls, line breaks, bidirectional marks."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escape(char) for char in text)


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode()


def _one(diagnostic: Diagnostic, lines: Mapping[str, list[str]], paint: Paint) -> Iterator[str]:
    colour, message = _COLOURS[diagnostic.severity], visible(diagnostic.message)
    yield f"{paint(colour, f'{diagnostic.severity}[{diagnostic.code}]')}: {message}"
    span = diagnostic.span
    width = len(str(span.line)) if span else 1
    if span:
        place = f"{visible(span.file)}:{span.line}:{span.column}"
        yield f"{' ' * width}{paint(_GUTTER, '-->')} {place}"
        known = lines.get(span.file, [])
        if 1 <= span.line <= len(known):
            bar = paint(_GUTTER, "|")
            shown, carets = _snippet(known[span.line - 1], span)
            yield f"{' ' * width} {bar}"
            yield f"{paint(_GUTTER, str(span.line))} {bar} {shown}".rstrip()
            yield f"{' ' * width} {bar} {paint(colour, carets)}"
    if diagnostic.hint:
        yield f"{' ' * width} {paint(_GUTTER, '=')} help: {visible(diagnostic.hint)}"


def _snippet(line: str, span: Span) -> tuple[str, str]:
    """The source line, cut to the part around the span, and the carets below it."""
    start = min(span.column - 1, len(line))
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    first = max(0, start - WIDEST // 3) if len(line) > WIDEST else 0
    last = min(len(line), first + WIDEST)
    until = max(start, min(end, last))
    left, marked, right = _cells(line[first:start]), _cells(line[start:until]), _cells(line[until:last])
    before, after = "…" * (first > 0), "…" * (last < len(line))
    carets = " " * (len(before) + _width(left)) + "^" * max(1, _width(marked))
    return before + left + marked + right + after, carets


def _cells(text: str) -> str:
    return visible(text.replace("\t", TAB))


def _width(text: str) -> int:
    """Columns that text takes in a terminal (Unicode Standard Annex 11)."""
    if text.isascii():
        return len(text)
    return sum(map(_char_width, text))


def _char_width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _plain(_: str, text: str) -> str:
    return text


def _painted(colour: str, text: str) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m"
