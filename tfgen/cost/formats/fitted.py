"""Tables and sentences within so many columns."""

from __future__ import annotations

from textwrap import wrap

from tfgen.cost.formats.table import Rows

_GAP = 2


def aligned(rows: Rows, left: int = 1) -> list[str]:
    """A table: the first `left` columns begin together, all others end together."""
    return [
        (" " * _GAP).join(
            text.ljust(width) if column < left else text.rjust(width)
            for column, (text, width) in enumerate(zip(row, _widths(rows), strict=True))
        )
        for row in rows
    ]


def parted(rows: Rows, width: int, together: int) -> list[Rows]:
    """A table as several that fit the width, each with the first column; the last `together` are not parted."""
    widths = [_GAP + each for each in _widths(rows)]
    count = len(widths)
    units = [[column] for column in range(1, count - together)] + [list(range(count - together, count))]
    tables: list[list[int]] = [[]]
    for unit in units:
        wide = widths[0] - _GAP + sum(widths[column] for column in (*tables[-1], *unit))
        if tables[-1] and wide > width:
            tables.append([])
        tables[-1] += unit
    return [[[row[0], *(row[column] for column in columns)] for row in rows] for columns in tables]


def folded(text: str, width: int, start: str = "") -> list[str]:
    """A sentence behind a start, in lines below each other; no word is cut."""
    room = max(width - len(start), 20)
    lines = wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]
    return [start + lines[0], *(" " * len(start) + line for line in lines[1:])]


def _widths(rows: Rows) -> list[int]:
    return [max(map(len, column)) for column in zip(*rows, strict=True)]
