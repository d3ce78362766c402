from __future__ import annotations

import re

import pytest

from tfgen.diagnostics import Diagnostic, Severity, Span
from tfgen.output.text import render, summary, visible


def test_golden(diagnostics: list[Diagnostic], sources: dict[str, str]) -> None:
    assert (
        render(diagnostics, sources)
        == """\
error[TFG104]: unknown key `timeuot` in function `get-key`
 --> my specs/spec.yaml:3:5
  |
3 |     timeuot: 3
  |     ^^^^^^^
  = help: did you mean `timeout`?

warning[TFG205]: function `get-key` is slow
 --> my specs/spec.yaml:2:3
  |
2 |   get-key:
  |   ^^^^^^^^

note[TFG901]: terraform was not found
  = help: install terraform

1 error, 1 warning, 1 note
"""
    )


def test_colour_changes_nothing_but_colour(diagnostics: list[Diagnostic], sources: dict[str, str]) -> None:
    coloured = render(diagnostics, sources, color=True)
    assert "\x1b[1;31merror[TFG104]\x1b[0m: unknown key" in coloured
    assert re.sub(r"\x1b\[[0-9;]+m", "", coloured) == render(diagnostics, sources)


def test_nothing_found() -> None:
    assert render([], {}) == ""


def test_summary_counts() -> None:
    error, warning = (Diagnostic("TFG100", severity, "x") for severity in (Severity.ERROR, Severity.WARNING))
    assert summary([error, warning, error]) == "2 errors, 1 warning"
    assert summary([warning, warning]) == "2 warnings"


def diagnostic(
    line: int, column: int, end_column: int, message: str = "m", hint: str | None = None
) -> Diagnostic:
    return Diagnostic("TFG100", Severity.ERROR, message, Span("s.yaml", line, column, line, end_column), hint)


def snippet(source: str, column: int, end_column: int) -> tuple[str, str]:
    """What is shown of the first line of a source, and the carets."""
    lines = render([diagnostic(1, column, end_column)], {"s.yaml": source}).splitlines()
    return lines[3].removeprefix("1 | "), lines[4].removeprefix("  | ")


def test_the_gutter_is_as_wide_as_the_line_number() -> None:
    rendered = render([diagnostic(120, 1, 2, hint="h")], {"s.yaml": "\n" * 119 + "abc"})
    assert rendered.splitlines()[1:6] == [
        "   --> s.yaml:120:1",
        "    |",
        "120 | abc",
        "    | ^",
        "    = help: h",
    ]


@pytest.mark.parametrize("source", [{}, {"s.yaml": "one line"}, {"other.yaml": "a\nb\nc"}])
def test_no_snippet_of_what_is_not_there(source: dict[str, str]) -> None:
    assert render([diagnostic(2, 1, 2)], source) == "error[TFG100]: m\n --> s.yaml:2:1\n\n1 error\n"


@pytest.mark.parametrize(
    ("source", "column", "end_column", "shown", "carets"),
    [
        ("\tkey: 1", 2, 5, "    key: 1", "    ^^^"),
        ("名前: key", 5, 8, "名前: key", "      ^^^"),
        ("名前: key", 1, 3, "名前: key", "^^^^"),
        ("e\u0301: key", 5, 8, "e\u0301: key", "   ^^^"),
        ("a\x1bb: key", 6, 9, r"a\x1bb: key", "        ^^^"),
        ("a\x1bb: key", 2, 3, r"a\x1bb: key", " ^^^^"),
        ("key", 4, 4, "key", "   ^"),
        ("key", 9, 12, "key", "   ^"),
        ("", 1, 1, "1 |", "^"),
        ("key\r\nnext", 1, 4, "key", "^^^"),
    ],
)
def test_carets_stand_below_what_is_meant(
    source: str, column: int, end_column: int, shown: str, carets: str
) -> None:
    assert snippet(source, column, end_column) == (shown, carets)


def test_long_lines_are_cut_around_the_span() -> None:
    line = "x" * 500 + "key" + "y" * 500
    shown, carets = snippet(line, 501, 504)
    assert len(shown) == 102
    assert shown[0] == shown[-1] == "…"
    assert shown[carets.index("^") : carets.rindex("^") + 1] == "key"
    shown, carets = snippet(line, 1, 1000)
    assert shown == "x" * 100 + "…"
    assert carets == "^" * 100


def test_nothing_untrusted_steers_the_terminal() -> None:
    evil = "\x1b]0;title\x07\x9b31m\r\nerror[TFG000]: forged\u202e\u2028\ud800\x00"
    span = Span(evil, 1, 1, 1, 99)
    rendered = render(
        [Diagnostic("TFG100", Severity.ERROR, evil, span, evil)], {evil: evil.replace("\n", "")}
    )
    assert all(char.isprintable() for char in rendered.replace("\n", ""))
    assert not any(line.startswith("error[TFG000]") for line in rendered.splitlines())
    assert rendered.encode()


def test_visible() -> None:
    assert visible("plain ü 名前") == "plain ü 名前"
    assert visible("a\tb\n\x1b\u202e") == r"a\tb\n\x1b\u202e"
