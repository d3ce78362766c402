"""Diagnostics as a JUnit report, which CI systems list beside the tests.

There is no standard; the shape is what Jenkins and GitLab read: https://docs.gitlab.com/ci/testing/unit_test_reports/
An error is a failed test case. A warning or a note is one that passed and said something. What is ignored is skipped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from tfgen.diagnostics import Severity
from tfgen.output.harmless import in_xml
from tfgen.output.text import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tfgen.diagnostics import Diagnostic, Suppressed


def render(diagnostics: Sequence[Diagnostic], ignored: Sequence[Suppressed] = ()) -> str:
    """One suite with a case for each diagnostic, or with one case that passed."""
    failures = sum(each.severity is Severity.ERROR for each in diagnostics)
    counts = {
        "tests": str(len(diagnostics) + len(ignored) or 1),
        "failures": str(failures),
        "errors": "0",
        "skipped": str(len(ignored)),
    }
    suites = ET.Element("testsuites", {"name": "tfgen", **counts})
    suite = ET.SubElement(suites, "testsuite", {"name": "tfgen", **counts})
    for diagnostic in diagnostics:
        _add(suite, diagnostic)
    for each in ignored:
        ET.SubElement(_case(suite, each.diagnostic), "skipped", {"message": visible(each.reason)})
    if not diagnostics and not ignored:
        ET.SubElement(suite, "testcase", {"classname": "tfgen", "name": "no findings"})
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{in_xml(ET.tostring(suites, encoding="unicode"))}\n'


def _place(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    return visible(f"{span.file}:{span.line}:{span.column}") if span else ""


def _case(suite: ET.Element, diagnostic: Diagnostic) -> ET.Element:
    # What visible() leaves is a subset of what XML 1.0 allows: https://www.w3.org/TR/xml/#charsets
    name = f"{_place(diagnostic)} {visible(diagnostic.message)}".strip()
    return ET.SubElement(suite, "testcase", {"classname": f"tfgen.{diagnostic.code}", "name": name})


def _add(suite: ET.Element, diagnostic: Diagnostic) -> None:
    message, place, case = visible(diagnostic.message), _place(diagnostic), _case(suite, diagnostic)
    hint = f"help: {visible(diagnostic.hint)}" if diagnostic.hint else ""
    if diagnostic.severity is Severity.ERROR:
        failure = ET.SubElement(case, "failure", {"type": diagnostic.code, "message": message})
        failure.text = "\n".join(filter(None, (place, message, hint)))
    else:
        said = f"{diagnostic.severity}: {message}"
        ET.SubElement(case, "system-out").text = "\n".join(filter(None, (place, said, hint)))
