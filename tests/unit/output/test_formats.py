from __future__ import annotations

import pytest

from tfgen.diagnostics import Code, Diagnostic
from tfgen.output.formats import FORMATS, render


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_renders_the_same_twice(
    name: str, findings: list[Diagnostic], sources: dict[str, str], codes: dict[str, Code]
) -> None:
    rendered = render(name, findings, sources, lambda: codes)
    assert rendered.endswith("\n")
    for finding in findings:
        assert finding.code in rendered
    assert render(name, findings, sources, lambda: codes, color=False) == rendered


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"sarif"}))
def test_kinds_are_collected_only_when_needed(name: str, findings: list[Diagnostic]) -> None:
    render(name, findings, {}, lambda: pytest.fail("collected"))


def test_colour_is_for_terminals(findings: list[Diagnostic]) -> None:
    assert "\x1b[" in render("text", findings, {}, dict, color=True)


def test_unknown_format() -> None:
    with pytest.raises(ValueError, match="no such format: html"):
        render("html", [], {}, dict)
