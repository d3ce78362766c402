"""For people."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.drift.report import Report, code_of

_MOST_ADDRESSES = 3


def render(report: Report) -> str:
    """Lines of a terminal."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield report.headline()
    for group in report.groups:
        yield f"\n{'gone' if group.first.is_gone else 'changed':<10}{group.says()}  [{code_of(group)}]"
        yield f"{'':<10}{group.fate()}"
        for each in group.drifted[:_MOST_ADDRESSES]:
            yield f"{'':<10}{each.address}"
        more = len(group.drifted) - _MOST_ADDRESSES
        if more > 0:
            yield f"{'':<10}and {more} more"
    yield f"\n{'apart':<10}{report.apart()}"
    yield from _labelled("ignored", ignored(report))
    yield from _labelled("left out", left_out(report))
    yield from _labelled("unknown", unknown(report))


def _labelled(label: str, lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield f"{'' if number else label:<10}{line}"


def ignored(report: Report) -> Iterator[str]:
    """What somebody ignores."""
    for each, reason in report.ignored:
        yield f"{each.place}: {reason}"


def left_out(report: Report) -> Iterator[str]:
    """What differs and tells nothing."""
    for reason, count in report.quiet.items():
        yield f"{count} attribute{'' if count == 1 else 's'}: {reason}"


def unknown(report: Report) -> Iterator[str]:
    """What could not be compared."""
    for state in report.states:
        named = f"state {state.name}: " if state.name else ""
        if state.problem:
            yield f"{named}{state.problem.message}"
