from __future__ import annotations

import pytest

from tfgen.diagnostics import Code, Diagnostic
from tfgen.output.formats import Format


@pytest.mark.parametrize("format_", Format)
def test_every_format_renders_the_same_twice(
    format_: Format, diagnostics: list[Diagnostic], sources: dict[str, str], codes: dict[str, Code]
) -> None:
    rendered = format_.render(diagnostics, sources, lambda: codes)
    assert rendered.endswith("\n")
    for diagnostic in diagnostics:
        assert diagnostic.code in rendered
    assert format_.render(diagnostics, sources, lambda: codes, color=False) == rendered


@pytest.mark.parametrize("format_", sorted(set(Format) - {Format.sarif}))
def test_codes_are_collected_only_when_needed(format_: Format, diagnostics: list[Diagnostic]) -> None:
    format_.render(diagnostics, {}, lambda: pytest.fail("collected"))


def test_colour_is_for_terminals(diagnostics: list[Diagnostic]) -> None:
    assert "\x1b[" in Format.text.render(diagnostics, {}, dict, color=True)
