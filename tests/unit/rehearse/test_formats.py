"""Reports of rehearsals: what they must hold in every format, and what they must not let through."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from tfgen.diagnostics import Code
from tfgen.rehearse.codes import UNTRIED
from tfgen.rehearse.formats import Format, text
from tfgen.rehearse.not_run import NotRun
from tfgen.rehearse.report import Report
from tfgen.rehearse.step import Failed, Outcome, Passed, Result, Status, Step

HOSTILE = "``` </failure> |x| <img src=x> \x1b[31m @all ‮"
CODE = Code("TFG603", "a title", finds="it.", why="so.", example="x", instead="y.")


def _step(name: str) -> Step:
    def never(_: object) -> Outcome:
        return Passed()

    return Step(name, f"the {name} step", CODE, never)


def _report(failure: Failed | None = None, not_run: tuple[NotRun, ...] = ()) -> Report:
    last = Status.failed if failure else Status.passed
    return Report(
        service="shop",
        domain="shop.example.com",
        regions=("eu-west-1", "us-east-1"),
        results=(
            Result(_step("first"), Status.passed, 2.0, 1.5, 0.25, ("12 to create",)),
            Result(_step("second"), Status.skipped, details=("no tables",)),
            Result(_step("third"), last, 1.0, failure=failure),
            Result(_step("fourth"), Status.not_reached if failure else Status.passed),
        ),
        missing={"kms:RotateKey": 2},
        not_run=not_run,
        remarks=("a remark",),
        facts={"replicas_without_protection": ["orders"]},
    )


FAILED = _report(Failed(f"expected {HOSTILE}", f"came {HOSTILE}", (f"log {HOSTILE}",), "module.x"))


def test_json_holds_everything() -> None:
    told = json.loads(Format.json.render(FAILED))
    assert told["passed"] is False
    assert [step["status"] for step in told["steps"]] == ["passed", "skipped", "failed", "not reached"]
    assert told["steps"][2]["failure"] == {
        "code": "TFG603",
        "expected": f"expected {HOSTILE}",
        "came": f"came {HOSTILE}",
        "evidence": [f"log {HOSTILE}"],
        "address": "module.x",
    }
    assert (told["seconds"], told["terraform_seconds"], told["emulator_seconds"]) == (3.0, 1.5, 0.25)
    assert told["remarks"] == ["a remark"]
    assert told["missing_actions"] == {"kms:RotateKey": 2}
    assert told["replicas_without_protection"] == ["orders"]


def test_a_step_that_failed_and_is_ignored_fails_nothing() -> None:
    failed = _report(Failed("expected", "came"))
    first, second, third, fourth = failed.results
    ignored = replace(third, status=Status.ignored, details=("TFG603, ignored: known", "came"))
    report = replace(failed, results=(first, second, ignored, replace(fourth, status=Status.passed)))
    told = json.loads(Format.json.render(report))
    assert told["passed"] is True
    assert (told["steps"][2]["status"], told["steps"][2]["failure"]["code"]) == ("ignored", "TFG603")
    suite = ET.fromstring(Format.junit.render(report))  # noqa: S314  # our own
    assert (suite.get("failures"), suite.get("skipped")) == ("0", "2")
    assert "TFG603, ignored: known" in Format.junit.render(report)
    assert "ignored: known" in Format.markdown.render(report) and "passed" in Format.markdown.render(report)
    assert "ignored" in text.line(ignored, False) and "FAILED" not in text.tail(report)


def test_junit_is_xml_with_a_case_for_each_step() -> None:
    suite = ET.fromstring(Format.junit.render(FAILED))  # noqa: S314  # our own
    assert {name: suite.get(name) for name in ("tests", "failures", "skipped")} == {
        "tests": "4",
        "failures": "1",
        "skipped": "2",
    }
    failure = suite.find(".//failure")
    assert failure is not None and failure.get("type") == "TFG603"
    assert "</failure>" in (failure.text or "")


def test_markdown_lets_no_quoted_text_become_markup() -> None:
    told = Format.markdown.render(FAILED)
    assert "failed at *the third step*" in told
    outside, fence, inside = told.partition("````\n")
    assert fence, "what is quoted has three backticks, so its fence has four"
    assert inside.split("````")[0].strip().startswith("log ```")
    assert "<img" not in outside.replace("\\<img", "")
    assert "\x1b" not in told and "‮" not in told


@pytest.mark.parametrize("color", [True, False])
def test_text_tells_steps_as_they_end(color: bool) -> None:
    lines = [text.line(result, color) for result in FAILED.results[:3]]
    assert "12 to create" in lines[0] and "no tables" in lines[1]
    assert ("\x1b[1;31mFAILED" in lines[2]) is color


def test_text_ends_with_the_cause_and_the_times() -> None:
    told = text.tail(FAILED)
    assert told.startswith("\nerror[TFG603]: the third step: failed\n  expected  expected ")
    assert "not reached: fourth" in told
    assert "3 s: Terraform and its provider 2 s" in told
    assert told.endswith("\na remark\nactions that the emulator lacks or fails at: kms:RotateKey (2)\n")
    assert "\x1b" not in told


def test_a_passed_report_says_so() -> None:
    assert json.loads(Format.json.render(_report()))["passed"] is True
    assert "passed" in Format.markdown.render(_report()).splitlines()[0]
    assert "<failure" not in Format.junit.render(_report())


def test_a_function_that_did_not_run_is_told_and_never_as_passed() -> None:
    report = _report(not_run=(NotRun("pay", ("POST /pay",), f"java21 {HOSTILE}"),))
    told = json.loads(Format.json.render(report))
    assert told["passed"] is False
    reason = f"java21 {HOSTILE}"
    assert told["not_rehearsed"] == [
        {"code": "TFG612", "function": "pay", "routes": ["POST /pay"], "reason": reason}
    ]
    suite = ET.fromstring(Format.junit.render(report))  # noqa: S314  # our own
    assert (suite.get("tests"), suite.get("skipped"), suite.get("failures")) == ("5", "2", "0")
    (case,) = suite.iterfind(".//testcase[@name='pay']/skipped")
    assert (case.get("message") or "").startswith("TFG612: pay (POST /pay) is not rehearsed: java21")
    heading, *_ = Format.markdown.render(report).splitlines()
    assert heading == "### Rehearsal of `shop`: passed without what is not rehearsed (pay)"
    assert "warning[TFG612]: pay (POST /pay) is not rehearsed: java21" in text.tail(report)
    for shown in (Format.markdown.render(report), text.tail(report), Format.junit.render(report)):
        assert "\x1b" not in shown


def test_routes_that_could_not_be_tried_have_a_code_of_their_own() -> None:
    absent = NotRun("pay", ("POST /pay",), "whom authorizer checker lets in, its code alone knows", UNTRIED)
    report = _report(not_run=(absent,))
    assert json.loads(Format.json.render(report))["not_rehearsed"][0]["code"] == "TFG614"
    assert "warning[TFG614]: pay (POST /pay) is not rehearsed: whom" in text.tail(report)
    assert "TFG614: pay (POST /pay)" in Format.junit.render(report)
    assert "**TFG614**" in Format.markdown.render(report)


def test_what_programs_say_in_several_lines_is_quoted_in_lines_and_cleaned() -> None:
    said = Failed(
        "expected", "502: first\nsecond\x1b[2J", ("log one\n  log two\r\nlog \x1b[31mthree", ""), "x"
    )
    report = _report(said.in_lines())
    (failure,) = (
        step["failure"] for step in json.loads(Format.json.render(report))["steps"] if "failure" in step
    )
    assert failure["came"] == "502: first"
    assert failure["evidence"] == ["second\x1b[2J", "log one", "  log two", "log \x1b[31mthree", ""]
    junit = ET.fromstring(Format.junit.render(report)).find(".//failure")  # noqa: S314  # our own
    assert junit is not None
    for shown in (Format.markdown.render(report), text.tail(report), junit.text or ""):
        lines = [line.strip() for line in shown.splitlines()]
        for line in ("log one", "log two", "second\\x1b[2J", "log \\x1b[31mthree"):
            assert line in lines, shown
        assert "\x1b" not in shown
