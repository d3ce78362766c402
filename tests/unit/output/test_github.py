from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.draws import draws
from tfgen.diagnostics import Diagnostic, Severity, Span
from tfgen.output.github import render


def test_golden(diagnostics: list[Diagnostic]) -> None:
    assert render(diagnostics) == (
        "::error file=my specs/spec.yaml,line=3,endLine=3,col=5,endColumn=12,title=TFG104::"
        "unknown key `timeuot` in function `get-key`%0Ahelp: did you mean `timeout`?\n"
        "::warning file=my specs/spec.yaml,line=2,endLine=4,title=TFG205::function `get-key` is slow\n"
        "::notice title=TFG901::terraform was not found%0Ahelp: install terraform\n"
    )


def test_nothing_found() -> None:
    assert render([]) == ""


def test_injection() -> None:
    evil = "a\n::add-mask::x\r::stop-commands::y%0A]]>\x1b[31m,title=z:"
    rendered = render([Diagnostic("TFG100", Severity.ERROR, evil, Span(evil, 1, 1, 1, 2), evil)])
    visible = r"a\n::add-mask::x\r::stop-commands::y%250A]]>\x1b[31m,title=z:"
    in_property = visible.replace(":", "%3A").replace(",", "%2C")
    assert rendered == (
        f"::error file={in_property},line=1,endLine=1,col=1,endColumn=2,title=TFG100::"
        f"{visible}%0Ahelp: {visible}\n"
    )


@draws(10)
@given(st.text(st.characters()))
def test_any_text_is_one_line_with_one_command(text: str) -> None:
    rendered = render([Diagnostic("TFG100", Severity.WARNING, text, Span(text, 1, 1, 1, 2), text)])
    (line,) = rendered.splitlines()
    command, _, properties = line.split("::")[1].partition(" ")
    assert command == "warning"
    names = [each.partition("=")[0] for each in properties.split(",")]
    assert names == ["file", "line", "endLine", "col", "endColumn", "title"]
