"""For comments on pull requests."""

from __future__ import annotations

from tfgen.diagnostics import Code
from tfgen.output.markdown import escaped
from tfgen.output.text import visible
from tfgen.rehearse.report import Report
from tfgen.rehearse.step import Failed, Result, Status

_MARKS = {
    Status.passed: "✅",
    Status.failed: "❌",
    Status.ignored: "⚠️",
    Status.skipped: "⏭️",
    Status.not_reached: "⬜",
}


def render(report: Report) -> str:
    """A heading, a table of the steps, what failed, and the notes."""
    outcome = f"failed at *{report.failed.step.title}*" if report.failed else "passed"
    if not report.failed and report.not_run:
        absent = ", ".join(dict.fromkeys(each.function for each in report.not_run))
        outcome = f"passed without what is not rehearsed ({absent})"
    lines = [
        f"### Rehearsal of `{escaped(report.service)}`: {outcome}",
        "",
        f"{f'`{escaped(report.domain)}` in ' if report.domain else ''}{', '.join(report.regions)}",
        "",
        "| | step | time | |",
        "| --- | --- | ---: | --- |",
        *(_row(result) for result in report.results),
        "",
    ]
    if report.failed and report.failed.failure:
        lines += _failure(report.failed.step.code, report.failed.failure)
    for each in report.not_run:
        lines += [f"**{each.code.id}** {escaped(each.words())}", ""]
    lines += [report.times() + ".", "", *(f"- {visible(note)}" for note in report.notes())]
    return "\n".join(lines) + "\n"


def _row(result: Result) -> str:
    time = f"{result.seconds:.1f} s" if result.status is not Status.not_reached else ""
    details = "<br>".join(escaped(detail) for detail in result.details)
    return f"| {_MARKS[result.status]} | {result.step.title} | {time} | {details} |"


def _failure(code: Code, failure: Failed) -> list[str]:
    evidence = [visible(line) for line in failure.evidence]
    fence = "`" * max(3, 1 + max((len(run) for line in evidence for run in _ticks(line)), default=0))
    quoted = [fence, *evidence, fence, ""] if evidence else []
    return [
        f"**{code.id}**",
        "",
        f"- expected: {escaped(failure.expected)}",
        f"- came: {escaped(failure.came)}",
        "",
        *quoted,
    ]


def _ticks(line: str) -> list[str]:
    return ["`" * (len(part) + 1) for part in line.split("`")[1:]] or [""]
