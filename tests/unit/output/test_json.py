from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.draws import draws
from tfgen import __version__
from tfgen.diagnostics import Diagnostic, Severity
from tfgen.output.json import render


def test_golden(diagnostics: list[Diagnostic]) -> None:
    document = json.loads(render(diagnostics))
    assert list(document) == ["format_version", "tool", "summary", "diagnostics"]
    assert document["format_version"] == "1.2"
    assert document["tool"] == {"name": "tfgen", "version": __version__}
    assert document["summary"] == {"errors": 1, "warnings": 1, "notes": 1, "ignored": 0}
    assert document["diagnostics"][0] == {
        "code": "TFG104",
        "severity": "error",
        "message": "unknown key `timeuot` in function `get-key`",
        "hint": "did you mean `timeout`?",
        "policy": None,
        "address": None,
        "environments": [],
        "span": {"file": "my specs/spec.yaml", "line": 3, "column": 5, "end_line": 3, "end_column": 12},
    }
    assert document["diagnostics"][2]["span"] is None


def test_nothing_found() -> None:
    document = json.loads(render([]))
    assert document["summary"] == {"errors": 0, "warnings": 0, "notes": 0, "ignored": 0}
    assert document["diagnostics"] == []


@draws(10)
@given(st.text(st.characters()))
def test_every_text_survives_and_is_ascii(text: str) -> None:
    rendered = render([Diagnostic("TFG100", Severity.ERROR, text, hint=text)])
    assert rendered.isascii()
    assert rendered.replace("\n", "").isprintable()
    (found,) = json.loads(rendered)["diagnostics"]
    assert (found["message"], found["hint"]) == (text, text)
