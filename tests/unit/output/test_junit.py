from __future__ import annotations

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from tests.draws import draws
from tfgen.diagnostics import Diagnostic, Severity, Span
from tfgen.output.junit import render


def parsed(report: str) -> ET.Element:
    return ET.fromstring(report.encode())  # noqa: S314


def test_golden(diagnostics: list[Diagnostic]) -> None:
    assert (
        render(diagnostics)
        == """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="tfgen" tests="3" failures="1" errors="0" skipped="0">
  <testsuite name="tfgen" tests="3" failures="1" errors="0" skipped="0">
    <testcase classname="tfgen.TFG104" \
name="my specs/spec.yaml:3:5 unknown key `timeuot` in function `get-key`">
      <failure type="TFG104" message="unknown key `timeuot` in function `get-key`">my specs/spec.yaml:3:5
unknown key `timeuot` in function `get-key`
help: did you mean `timeout`?</failure>
    </testcase>
    <testcase classname="tfgen.TFG205" name="my specs/spec.yaml:2:3 function `get-key` is slow">
      <system-out>my specs/spec.yaml:2:3
warning: function `get-key` is slow</system-out>
    </testcase>
    <testcase classname="tfgen.TFG901" name="terraform was not found">
      <system-out>note: terraform was not found
help: install terraform</system-out>
    </testcase>
  </testsuite>
</testsuites>
"""
    )


def test_nothing_found_is_one_case_that_passed() -> None:
    suite = parsed(render([])).find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures")) == ("1", "0")
    (case,) = suite
    assert len(case) == 0


def test_injection() -> None:
    evil = "]]><x/>\"'&amp;\n::error::%0A\x1b[31m\x00\ufffe"
    rendered = render([Diagnostic("TFG100", Severity.ERROR, evil, Span(evil, 1, 1, 1, 2), evil)])
    failure = parsed(rendered).find("testsuite/testcase/failure")
    assert failure is not None
    assert failure.get("message") == "]]><x/>\"'&amp;\\n::error::%0A\\x1b[31m\\x00\\ufffe"
    assert len(failure) == 0
    assert rendered.replace("\n", "").isprintable()
    assert not any(line.startswith("::") for line in rendered.splitlines())


@draws(10)
@given(st.text(st.characters()), st.sampled_from(Severity))
def test_any_text_is_valid_xml(text: str, severity: Severity) -> None:
    rendered = render([Diagnostic("TFG100", severity, text, Span(text, 1, 1, 1, 2), text)])
    (case,) = parsed(rendered).iter("testcase")
    assert len(case) == 1
