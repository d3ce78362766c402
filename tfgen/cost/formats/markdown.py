"""For comments on pull requests."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tfgen.cost.formats.table import (
    Rows,
    by_region,
    by_service,
    every_line,
    headline,
    hint_rows,
    prices_of,
)
from tfgen.cost.money import cell, signed
from tfgen.cost.report import Report, open_items, unpriced
from tfgen.output.markdown import escaped

_NUMBERS = (4, 6)
"""Columns of the list of lines that hold numbers."""
_MOST = 20
"""Changed lines that a comment lists."""


def render(report: Report, all_lines: bool) -> str:
    """A heading with the total, the table, what makes the difference, and details to unfold."""
    rows, regions = by_service(report), by_region(report)
    parts = [
        [f"### Cost of `{report.stack.called}`: {_total(report)}"],
        _table(rows, range(1, len(rows[0]))),
        _table([["region", "total"], *regions], [1]) if regions else [],
        list(_causes(report)),
        _unfold("What would save money", _hints(report)),
        _unfold("Depends on usage that nobody gave", _open(report)),
        _unfold("Left out of the sum: prices that are not known", _unpriced(report)),
        [f"- {escaped(warning.message)}" for warning in report.warnings],
        _unfold("Every line", _table(every_line(report), _NUMBERS) if all_lines else []),
        [_notes(report)],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _total(report: Report) -> str:
    comparison, total = report.comparison, cell(report.bill.sums)
    total = f"{'$' if total[0].isdigit() else ''}{total} a month"
    if comparison.name and not comparison.other.sums:
        return f"{total}, all of it new"
    if not comparison.other.sums:
        return total
    return f"{total}, {escaped(headline(report))}"


def _causes(report: Report) -> Iterator[str]:
    comparison = report.comparison
    if not comparison.other.sums:
        return
    causes = [[signed(usd), cause.value] for cause, usd in comparison.causes()]
    if comparison.at_home and causes:
        yield from _table([["increase", "cause"], *causes], [0])
    if comparison.at_home:
        return
    changed = comparison.lines()
    if changed:
        yield from _table(
            [
                ["change", "service", "region", "item", "what"],
                *([signed(usd), *words] for words, usd in changed[:_MOST]),
            ],
            [0],
        )
    if len(changed) > _MOST:
        yield f"\n… and {len(changed) - _MOST} smaller changes."


def _hints(report: Report) -> list[str]:
    return _table([["saves", "change", "why"], *rows], [0]) if (rows := hint_rows(report)) else []


def _open(report: Report) -> list[str]:
    rows = [
        [item.item.service, item.item.title, prices_of(item), item.needs] for item in open_items(report.bill)
    ]
    return _table([["service", "item", "price", "usage"], *rows], ()) if rows else []


def _unpriced(report: Report) -> list[str]:
    rows = [list(found) for found in unpriced(report.bill)]
    return _table([["service", "item", "where"], *rows], ()) if rows else []


def _unfold(title: str, lines: list[str]) -> list[str]:
    return [f"<details><summary>{title}</summary>", "", *lines, "", "</details>"] if lines else []


def _table(rows: Rows, right: Collection[int]) -> list[str]:
    head, *body = rows
    marks = ["---:" if column in right else "---" for column in range(len(head))]
    return [_row(head), f"| {' | '.join(marks)} |", *map(_row, body)]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(escaped(text) for text in cells)} |"


def _notes(report: Report) -> str:
    oldest, newest = report.dates
    usage = f"Usage of {escaped(report.usage)}." if report.usage else "No usage was given."
    return (
        f"US dollars a month of 730 hours, without taxes; `+`: and what depends on usage. "
        f"Prices {escaped(report.prices)}, found from {escaped(oldest)} to {escaped(newest)}. {usage}"
    )
