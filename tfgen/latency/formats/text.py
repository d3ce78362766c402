"""For terminals and logs."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.cost.formats.fitted import aligned, folded
from tfgen.latency.formats.table import (
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
from tfgen.output.text import visible


def render(report: Report, width: int) -> str:
    """What clients wait, and what that rests on. Sentences keep to `width`; tables are as wide as they are."""
    parts = [list(_head(report, width)), _cities(report), list(_legend(report, width)), list(_cases(report))]
    parts += [list(_added(report, width)), list(_rests_on(report, width))]
    return "\n\n".join("\n".join(line.rstrip() for line in part) for part in parts if part) + "\n"


def _head(report: Report, width: int) -> Iterator[str]:
    yield from folded(
        "milliseconds until a client has its answer, as a model says", width, f"{visible(report.service)}: "
    )
    yield from folded(report.case.words(report.settings), width, "case     ")
    yield from folded(assumed(report), width, "assumed  ")
    yield from folded(_clients(report), width, "clients  ")


def _clients(report: Report) -> str:
    return "by their shares" if has_shares(report) else f"as many in each of {len(report.clients)} cities"


def _cities(report: Report) -> list[str]:
    left = 4 if has_shares(report) else 3
    rows = by_city(report)
    table = aligned([*rows, *sums(report)], left)
    return [*table[: len(rows)], "-" * len(table[0]), *table[len(rows) :]]


def _legend(report: Report, width: int) -> Iterator[str]:
    wide = max(len(name) for name, _ in legend(report))
    for name, words in legend(report):
        yield from folded(words, width, f"{name.ljust(wide)}  ")


def _cases(report: Report) -> Iterator[str]:
    yield "mean by connection:"
    yield from aligned(by_case(report), 2)


def _added(report: Report, width: int) -> Iterator[str]:
    rows = added(report)
    if not report.added:
        return
    yield from folded(
        "which region to add next: what it saves clients on average, which part of them it answers, who waits longest "
        "then, and what it costs",
        width,
    )
    yield from aligned(rows)
    if idle(report):
        yield from folded(idle(report), width, "saves nothing: ")
    if any(each.usd is None for each in report.added):
        yield from folded("?: a price is not known; `tfgen prices update` asks AWS", width)


def _rests_on(report: Report, width: int) -> Iterator[str]:
    yield from folded(error(), width, "error    ")
    for note in report.notes:
        yield from folded(note, width, "note     ")
