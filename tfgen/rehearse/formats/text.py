"""For terminals and logs: a line for each step as it ends, then what went wrong, and where the time went."""

from __future__ import annotations

from tfgen.output.text import visible
from tfgen.rehearse.report import Report
from tfgen.rehearse.step import Result, Status
from tfgen.stack.stack import Stack

_WORDS = {Status.passed: "ok", Status.failed: "FAILED", Status.skipped: "skipped", Status.ignored: "ignored"}
_COLORS = {Status.passed: "32", Status.failed: "1;31", Status.skipped: "33", Status.ignored: "33"}


def head(stack: Stack) -> str:
    """What begins."""
    regions = ", ".join(region.name for region in stack.regions)
    return f"{stack.title} in {regions}, rehearsed on an emulated AWS\n\n"


def line(result: Result, color: bool) -> str:
    """A step that has ended, with its details below it."""
    word = _WORDS[result.status].ljust(8)
    if color:
        word = f"\033[{_COLORS[result.status]}m{word}\033[0m"
    lines = [f"{word} {result.seconds:6.1f} s  {result.step.title}"]
    lines += [f"{' ' * 19}{visible(detail)}" for detail in result.details]
    return "\n".join(lines) + "\n"


def tail(report: Report) -> str:
    """The failure if there was one, and what one has to know."""
    lines = [""]
    failed = report.failed
    if failed and failed.failure:
        failure = failed.failure
        lines += [
            f"error[{failed.step.code.id}]: {failed.step.title}: failed",
            f"  expected  {visible(failure.expected)}",
            f"  came      {visible(failure.came)}",
            *(f"            {visible(evidence)}" for evidence in failure.evidence),
            "",
        ]
    lines += [f"warning[{each.code.id}]: {visible(each.words())}" for each in report.not_run]
    lines += [""] if report.not_run else []
    unreached = [result.step.name for result in report.results if result.status is Status.not_reached]
    if unreached:
        lines += [f"not reached: {', '.join(unreached)}", ""]
    lines += [report.times(), *report.notes()]
    return "\n".join(lines) + "\n"
