"""Words of others do nothing, whatever they are and whichever format quotes them."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.draws import draws
from tfgen.diagnostics import Diagnostic, Severity, Span
from tfgen.output.formats import Format
from tfgen.output.harmless import harmless
from tfgen.render.hcl import quote

PARTS = (
    "::set-output name=a::b",
    "::add-mask::x",
    "::stop-commands::x",
    "##[add-mask]x",
    "##[group]x",
    "\x1b[31m",
    "\x1b]0;title\x07",
    "\x9b2J",
    "\x00",
    "\r",
    "\n",
    "\t",
    "\x7f",
    "\x85",
    "\u2028",
    "\u2029",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\ud800",
    "\U000e0001",
    " ",
    "\u3000",
    "word",
    "é",
    "%0A::",
)
hostile = st.lists(st.sampled_from(PARTS) | st.characters(), min_size=1, max_size=6).map("".join)
_OLDER = re.compile(r"##\[[^\]]*\]")


def steers(text: str) -> list[str]:
    """What a terminal or GitHub's runner would obey in lines."""
    found = [char for char in text.replace("\n", "") if not char.isprintable()]
    found += [line for line in text.split("\n") if line.lstrip().startswith("::")]
    return found + _OLDER.findall(text)


@draws(5)
@given(hostile)
def test_nothing_steers(text: str) -> None:
    shown = harmless(text)
    assert not steers(shown)
    assert shown.count("\n") == text.count("\n")
    assert harmless(shown) == shown


@draws(2)
@given(hostile)
def test_of_a_painted_text_only_our_colours_stay(text: str) -> None:
    shown = harmless(f"\x1b[1;31m{text}\x1b[0m", painted=True)
    assert not steers(re.sub(r"\x1b\[(0|1;31|31)m", "|", shown).replace("\n|", "\n").removeprefix("|"))


def test_what_is_harmless_stays_as_it_is() -> None:
    text = "error[TFG104]: unknown key `timeuot`\n  --> spec.yaml:18:5 :: ##\n\n  café 日本"
    assert harmless(text) == text


@pytest.mark.parametrize("format_", Format)
@draws(2)
@given(text=hostile, file=hostile)
def test_no_format_of_findings_is_steered(format_: Format, text: str, file: str) -> None:
    found = [Diagnostic("TFG104", Severity.ERROR, text, Span(file, 1, 1, 1, 2), text)]
    told = format_.render(found, {file: text}, dict)
    if format_ is Format.text:
        told = harmless(told)
    if format_ is Format.github:
        assert told.count("\n") == 1
        assert not steers(told.removeprefix("::error ").replace("##[", ""))
        return
    assert not steers(told)
    told.encode()
    if format_ is Format.json:
        assert json.loads(told)["diagnostics"][0]["message"] == text
    if format_ is Format.junit:
        ET.fromstring(told)  # noqa: S314  # our own


@draws(2)
@given(hostile.filter(lambda text: "\ud800" not in text))
def test_no_string_of_main_tf_is_steered(text: str) -> None:
    assert not steers(quote(text))
