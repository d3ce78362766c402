"""For terminals and logs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from tfgen.cost.formats.fitted import aligned, folded, parted
from tfgen.cost.formats.table import (
    Rows,
    by_region,
    by_service,
    compared,
    every_line,
    headline,
    prices_of,
)
from tfgen.cost.money import UNKNOWN, saved, signed
from tfgen.cost.report import Report, open_items, unpriced

_LEFT = 4
"""Columns of the list of lines that hold words."""


def render(report: Report, all_lines: bool, width: int) -> str:
    """What the service costs, against what it is held, what is not known, and what to do about it.

    Lines have at most `width` characters, but for words that are longer.
    """
    parts = [
        list(_head(report, width)),
        *_bill(report, width),
        aligned(by_region(report)),
        list(_increase(report, width)),
        _every_line(every_line(report), width) if all_lines else [],
        list(_open(report, width)),
        list(_unpriced(report, width)),
        [line for warning in report.warnings for line in folded(warning.message, width)],
        list(_hints(report, width)),
    ]
    return "\n\n".join("\n".join(line.rstrip() for line in part) for part in parts if part) + "\n"


def _head(report: Report, width: int) -> Iterator[str]:
    stack = report.stack
    yield from folded(
        f"{stack.domain and f'{stack.domain}, '}US dollars a month of 730 hours, without taxes",
        width,
        f"{stack.called}: ",
    )
    oldest, newest = report.dates
    yield from folded(f"{report.prices}, as found from {oldest} to {newest}", width, "prices  ")
    usage = report.usage or "not given: --usage FILE says how much the service is used"
    yield from folded(usage, width, "usage   ")


def _bill(report: Report, width: int) -> Iterator[list[str]]:
    for rows in parted(by_service(report), width, 1 + len(compared(report))):
        table = aligned(rows)
        yield [*table[:-1], "-" * len(table[-1]), table[-1]]


def _increase(report: Report, width: int) -> Iterator[str]:
    comparison = report.comparison
    if comparison.name and not comparison.other.sums:
        yield from folded(f"{comparison.name} has no such spec: all of it is new", width)
    if not comparison.other.sums:
        return
    yield from folded(headline(report), width)
    if comparison.at_home:
        rows = [(signed(usd), cause.value) for cause, usd in comparison.causes()]
    else:
        rows = [(signed(usd), service) for service, usd in comparison.services()]
    yield from _amounts(rows, width)


def _every_line(rows: Rows, width: int) -> list[str]:
    """A table if there is room for it; else what uses something, and below it what it uses."""
    table = aligned(rows, _LEFT)
    if max(map(len, table)) <= width:
        return table
    found = []
    for what, lines in groupby(rows[1:], key=lambda row: row[:3]):
        found += folded(", ".join(text for text in what if text), width)
        told = [
            (usd, f"{item}: {price}" if amount == UNKNOWN else f"{item}: {amount}, {price}")
            for *_, item, amount, price, usd in lines
        ]
        found += _amounts(told, width)
    return found


def _open(report: Report, width: int) -> Iterator[str]:
    items = open_items(report.bill)
    if items:
        yield from folded(
            "depends on usage that nobody gave (`tfgen usage init` writes a file to fill in):", width
        )
    for item in items:
        yield from folded(f"{item.item.service}, {item.item.title}: {prices_of(item)}", width, "  ")
        yield from folded(item.needs, width, "    ")


def _unpriced(report: Report, width: int) -> Iterator[str]:
    found = unpriced(report.bill)
    if found:
        yield "left out of the sum, which is too low: prices that are not known"
    for service, item, places in found:
        yield from folded(f"{service}, {item} in {places}", width, "  ")


def _hints(report: Report, width: int) -> Iterator[str]:
    """Changes for the same reason stand together, and the reason once."""
    if report.hints:
        yield "what would save money:"
    amounts = {hint: saved(hint.saves, hint.is_open, hint.is_unpriced) for hint in report.hints}
    wide = max(map(len, amounts.values()), default=0)
    for why, hints in report.hints_by_reason.items():
        yield from _amounts([(amounts[hint], hint.change) for hint in hints], width, wide)
        yield from folded(why, width, " " * (wide + 6))


def _amounts(rows: list[tuple[str, str]], width: int, wide: int = 0) -> Iterator[str]:
    """Amounts that end together, each with its words."""
    wide = max([wide, *(len(amount) for amount, _ in rows)])
    for amount, words in rows:
        yield from folded(words, width, f"  {amount:>{wide}}  ")
