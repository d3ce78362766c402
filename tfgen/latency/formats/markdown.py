"""For comments on pull requests, and pages."""

from __future__ import annotations

from tfgen.latency.formats.table import (
    Rows,
    added,
    assumed,
    by_case,
    by_city,
    error,
    has_shares,
    idle,
    legend,
    sums,
)
from tfgen.latency.report import Report
from tfgen.output.markdown import escaped


def render(report: Report) -> str:
    """A heading, the tables, and what they rest on."""
    summary = report.summary(report.used)
    worst = summary.worst
    parts = [
        [f"### Latency of `{escaped(report.service)}`: {summary.mean:.0f} ms on average"],
        [
            f"{worst.client.city.name} waits longest, {worst.wait.ms:.0f} ms; half of the clients {summary.median:.0f} ms or less. "
            f"Modelled: {report.case.words(report.settings)}; {assumed(report)}."
        ],
        _table([*by_city(report), *sums(report)], 4 if has_shares(report) else 3),
        [f"- {escaped(name)}: {words}" for name, words in legend(report)],
        ["Mean by connection:"],
        _table(by_case(report), 2),
        _table(added(report), 1),
        [f"Saves nothing: {idle(report)}."] if idle(report) else [],
        [f"Error: {error()}.", *(f"\n{escaped(note)}." for note in report.notes)],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _table(rows: Rows, left: int) -> list[str]:
    if not rows:
        return []
    marks = ["---" if column < left else "---:" for column in range(len(rows[0]))]
    return [_row(rows[0]), f"| {' | '.join(marks)} |", *map(_row, rows[1:])]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(escaped(text) for text in cells)} |"
