"""For CI systems, which list the steps beside the tests."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from tfgen.output.harmless import in_xml
from tfgen.output.text import visible
from tfgen.rehearse.report import Report
from tfgen.rehearse.step import Result, Status

_SKIPPED = (Status.skipped, Status.ignored, Status.not_reached)


def render(report: Report) -> str:
    """One suite with a case for each step."""
    skipped = sum(result.status in _SKIPPED for result in report.results)
    skipped += len(report.not_run)
    counts = {
        "tests": str(len(report.results) + len(report.not_run)),
        "failures": str(int(report.failed is not None)),
        "errors": "0",
        "skipped": str(skipped),
        "time": f"{report.seconds:.3f}",
    }
    suites = ET.Element("testsuites", {"name": "tfgen rehearse", **counts})
    suite = ET.SubElement(suites, "testsuite", {"name": visible(report.service), **counts})
    for result in report.results:
        _add(suite, result)
    for absent in report.not_run:
        named = {"classname": "tfgen.rehearse.function", "name": visible(absent.function), "time": "0.000"}
        case = ET.SubElement(suite, "testcase", named)
        ET.SubElement(case, "skipped", {"message": visible(f"{absent.code.id}: {absent.words()}")})
    ET.SubElement(suite, "system-out").text = "\n".join(map(visible, (report.times(), *report.notes())))
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{in_xml(ET.tostring(suites, encoding="unicode"))}\n'


def _add(suite: ET.Element, result: Result) -> None:
    name, seconds = result.step.title, f"{result.seconds:.3f}"
    case = ET.SubElement(suite, "testcase", {"classname": "tfgen.rehearse", "name": name, "time": seconds})
    if result.failure and result.status is Status.failed:
        came = visible(result.failure.came)
        failure = ET.SubElement(case, "failure", {"type": result.step.code.id, "message": came})
        evidence = (visible(line) for line in result.failure.evidence)
        failure.text = "\n".join(
            (f"expected: {visible(result.failure.expected)}", f"came: {came}", *evidence)
        )
    elif result.status in _SKIPPED:
        reason = "; ".join(result.details) or "a step before it failed"
        ET.SubElement(case, "skipped", {"message": visible(reason)})
    elif result.details:
        ET.SubElement(case, "system-out").text = "\n".join(map(visible, result.details))
