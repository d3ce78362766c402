"""For CI systems, which list what was seen beside the tests."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from tfgen.gate.look import Look, State
from tfgen.gate.report import Report
from tfgen.output.harmless import in_xml
from tfgen.output.text import visible


def render(report: Report) -> str:
    """One suite with a case for each look; what may be unknown is skipped."""
    counts = {
        "tests": str(len(report.looks)),
        "failures": str(sum(look.holds_up for look in report.looks)),
        "errors": "0",
        "skipped": str(sum(_is_skipped(look) for look in report.looks)),
        "time": f"{report.seconds:.3f}",
    }
    suites = ET.Element("testsuites", {"name": "tfgen gate", **counts})
    suite = ET.SubElement(suites, "testsuite", {"name": visible(report.title), **counts})
    for look in report.looks:
        _add(suite, look)
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{in_xml(ET.tostring(suites, encoding="unicode"))}\n'


def _is_skipped(look: Look) -> bool:
    return look.state is State.unknown and look.is_allowed


def _add(suite: ET.Element, look: Look) -> None:
    name = f"{look.region} {look.check}"
    case = ET.SubElement(suite, "testcase", {"classname": "tfgen.gate", "name": name, "time": "0.000"})
    says = visible(look.says)
    if look.holds_up:
        ET.SubElement(case, "failure", {"type": look.code.id, "message": says}).text = says
    elif _is_skipped(look):
        ET.SubElement(case, "skipped", {"message": says})
    else:
        ET.SubElement(case, "system-out").text = says
