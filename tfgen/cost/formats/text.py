"""For terminals and logs."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.cost.formats.table import Rows, by_region, by_service, every_line, headline, prices_of
from tfgen.cost.money import saved, signed
from tfgen.cost.report import Report, open_items, unpriced

_LEFT = 4
"""Columns of the list of lines that hold words."""


def render(report: Report, all_lines: bool) -> str:
    """What the service costs, against what it is held, what is not known, and what to do about it."""
    table = _aligned(by_service(report))
    parts = [
        list(_head(report)),
        [*table[:-1], "-" * len(table[-1]), table[-1]],
        _aligned(by_region(report)),
        list(_increase(report)),
        _aligned(every_line(report), _LEFT) if all_lines else [],
        list(_open(report)),
        list(_unpriced(report)),
        [warning.message for warning in report.warnings],
        list(_hints(report)),
    ]
    return "\n\n".join("\n".join(line.rstrip() for line in part) for part in parts if part) + "\n"


def _head(report: Report) -> Iterator[str]:
    stack = report.stack
    yield f"{stack.service}: {stack.domain}, US dollars a month of 730 hours, without taxes"
    oldest, newest = report.dates
    yield f"prices  {report.prices}, as found from {oldest} to {newest}"
    yield f"usage   {report.usage or 'not given: --usage FILE says how much the service is used'}"


def _increase(report: Report) -> Iterator[str]:
    comparison = report.comparison
    if comparison.name and not comparison.other.sums:
        yield f"{comparison.name} has no such spec: all of it is new"
    if not comparison.other.sums:
        return
    yield f"{headline(report)} against {comparison.name}"
    if comparison.at_home:
        rows = [[signed(usd), cause.value] for cause, usd in comparison.causes()]
    else:
        rows = [[signed(usd), service] for service, usd in comparison.services()]
    width = max((len(row[0]) for row in rows), default=0)
    for usd, words in rows:
        yield f"  {usd:>{width}}  {words}"
    if comparison.unpriced:
        yield "  without what has no known price on one side or the other"


def _open(report: Report) -> Iterator[str]:
    items = open_items(report.bill)
    if items:
        yield "depends on usage that nobody gave (`tfgen usage init` writes a file to fill in):"
    for item in items:
        yield f"  {item.item.service}, {item.item.title}: {prices_of(item)}"
        yield f"    {item.needs}"


def _unpriced(report: Report) -> Iterator[str]:
    found = unpriced(report.bill)
    if found:
        yield "left out of the sum, which is too low: prices that are not known"
    for service, item, places in found:
        yield f"  {service}, {item} in {places}"


def _hints(report: Report) -> Iterator[str]:
    if report.hints:
        yield "what would save money:"
    amounts = [saved(hint.saves, hint.is_open) for hint in report.hints]
    width = max((len(amount) for amount in amounts), default=0)
    for amount, hint in zip(amounts, report.hints, strict=True):
        yield f"  {amount:>{width}}  {hint.change}"
        yield f"  {'':{width}}    {hint.why}"


def _aligned(rows: Rows, left: int = 1) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))] if rows else []
    return [
        "  ".join(
            text.ljust(width) if column < left else text.rjust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
