"""Curves and bars as text, in Unicode or in ASCII, within 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from string import ascii_letters
from textwrap import wrap

from tfgen.cost.chart import LEAST, MOST, Chart, Mark, percentage, ratio, told
from tfgen.cost.curve import Curve, Reading
from tfgen.cost.layout import shortened
from tfgen.output.text import visible

WIDTH = 80
COLUMNS, ROWS = 63, 18
"""Characters of the plot within its axes."""
_LABELS = 8
"""Characters left of them."""
_BRAILLE, _DOTS = 0x2800, ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""An empty character, and the dots of one by row and column. Source: https://www.unicode.org/charts/PDF/U2800.pdf"""
_GAP = 4
"""Every so many dots are drawn of a line that stands for reads that grow."""
_NAMED_AT = Decimal("0.4")
"""Where a line is named, as a part of the width."""

Cell = tuple[int, int]
"""A column and a row, from the top left."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What a plot is drawn with."""

    across: int
    down: int
    """Dots of a character."""
    axis: str
    corner: str
    floor: str
    shared: str
    growing: str
    """Samples of the lines."""
    to: str
    endless: str
    cut: str


UNICODE = Glyphs(2, 4, "┤", "└", "─", "⠤⠤⠤", "⠄ ⠄", "→", "∞", "…")
ASCII = Glyphs(1, 1, "|", "+", "-", "***", ". .", "->", "inf", "...")


def curve(chart: Chart, ascii_only: bool = False) -> str:
    """A chart: the curves with their names in them, the tables as letters, and what both come to."""
    glyphs = ASCII if ascii_only else UNICODE
    plot = _plot(chart, glyphs)
    return (
        "\n".join([chart.title, "", *plot.lines(), "", *_limits(chart, glyphs), *_marks(chart, glyphs)])
        + "\n"
    )


@dataclass
class _Plot:
    low: Decimal
    top: Decimal
    glyphs: Glyphs
    solid: set[Cell] = field(default_factory=set)
    dotted: set[Cell] = field(default_factory=set)
    letters: dict[Cell, str] = field(default_factory=dict)
    margin: dict[int, str] = field(default_factory=dict)

    def draw(self, curve: Curve, reading: Reading) -> None:
        """A curve, its points joined where reads are shared."""
        before = None
        joined = reading is Reading.SHARED
        width = COLUMNS * self.glyphs.across
        for column in range(0, width, 1 if joined else _GAP):
            row = self.row(curve.at(_x(Decimal(column) / width)), self.glyphs.down)
            rows = range(min(row, before), max(row, before)) if joined and before is not None else ()
            (self.solid if joined else self.dotted).update((column, each) for each in {row, *rows})
            before = row

    def row(self, percent: Decimal, down: int = 1) -> int:
        """The row of a percentage, in characters or in dots."""
        height = ROWS * down
        row = (
            height
            - 1
            - int(
                ((percent - self.low) / (self.top - self.low) * (height - 1)).to_integral_value(ROUND_HALF_UP)
            )
        )
        return min(max(row, 0), height - 1)

    def write(self, column: int, row: int, text: str) -> None:
        """Letters over the dots, further right where there are letters already."""
        while (column, row) in self.letters and column < COLUMNS - 1:
            column += 1
        self.letters.update({(column + index, row): letter for index, letter in enumerate(text)})

    def lines(self) -> Iterator[str]:
        """The plot with its axes."""
        characters = {**self._characters(), **self.letters}
        ticks = {self.row(tick): percentage(tick) for tick in _ticks(self.low, self.top)}
        for row in range(ROWS):
            text = "".join(characters.get((column, row), " ") for column in range(COLUMNS))
            name = self.margin.get(row, "")
            yield f"{ticks.get(row, ''):>{_LABELS}} {self.glyphs.axis}{text}{name}".rstrip()
        yield f"{'':{_LABELS}} {self.glyphs.corner}{self.glyphs.floor * COLUMNS}"
        yield " " * (_LABELS + 2) + _x_axis()
        yield f"{'x = read units for one write unit':^{_LABELS + 2 + COLUMNS}}".rstrip()

    def _characters(self) -> Mapping[Cell, str]:
        if self.glyphs is ASCII:
            return {**dict.fromkeys(self.dotted, "."), **dict.fromkeys(self.solid, "*")}
        codes: dict[Cell, int] = {}
        for column, row in self.solid | self.dotted:
            cell = (column // self.glyphs.across, row // self.glyphs.down)
            dot = _DOTS[row % self.glyphs.down][column % self.glyphs.across]
            codes[cell] = codes.get(cell, _BRAILLE) | dot
        return {cell: chr(code) for cell, code in codes.items()}


def _plot(chart: Chart, glyphs: Glyphs) -> _Plot:
    plot = _Plot(chart.low, chart.top * Decimal("1.02"), glyphs)
    for family in chart.families:
        plot.draw(family.growing, Reading.GROWING)
        plot.draw(family.shared, Reading.SHARED)
    for family in chart.families:
        row = plot.row(family.growing.at(MOST))
        plot.margin[row] = (
            f"{plot.margin[row]},{family.regions}" if row in plot.margin else f" R={family.regions}"
        )
        plot.write(
            int(COLUMNS * _NAMED_AT), plot.row(family.shared.at(_x(_NAMED_AT))), f" R={family.regions} "
        )
    for letter, mark in _lettered(chart):
        column = min(int(_part(mark.x) * COLUMNS), COLUMNS - 1)
        plot.write(column, plot.row(mark.percent), letter)
    return plot


def _x(part: Decimal) -> Decimal:
    """The ratio at a part of the width."""
    return LEAST * (MOST / LEAST) ** part


def _part(x: Decimal) -> Decimal:
    """The part of the width of a ratio; what lies outside is put at the edge."""
    inside = min(max(x, LEAST), MOST)
    return (inside / LEAST).log10() / (MOST / LEAST).log10()


def _ticks(low: Decimal, top: Decimal) -> list[Decimal]:
    """Round percentages, four to nine of them."""
    steps = (Decimal(digit).scaleb(power) for power in range(-1, 12) for digit in (1, 2, 5))
    step = next(step for step in steps if (top - low) / step <= 8)
    return [step * count for count in range(int(low / step), int(top / step) + 1)]


def _x_axis() -> str:
    axis = [" "] * COLUMNS
    for tick in ("0.1", "1", "10", "100"):
        start = min(int(_part(Decimal(tick)) * COLUMNS), COLUMNS - len(tick))
        axis[start : start + len(tick)] = tick
    return "".join(axis)


def _limits(chart: Chart, glyphs: Glyphs) -> Iterator[str]:
    ends = f"{f'x {glyphs.to} 0':>8} {'+100 % at':>12} {f'x {glyphs.to} {glyphs.endless}':>9}"
    yield f"{'':7} {f'{glyphs.shared} {Reading.SHARED}':^31}   {f'{glyphs.growing} {Reading.GROWING}':^31}".rstrip()
    yield f"{'':7} {ends}   {ends}"
    for family in chart.families:
        yield f"  R = {family.regions}".ljust(7) + f" {_limit(family.shared)}   {_limit(family.growing)}"
    yield from wrap(visible(chart.source), WIDTH)


def _limit(curve: Curve) -> str:
    x = curve.where(100)
    always = curve.of_writes == curve.of_reads == 100
    crossing = f"x = {ratio(x)}" if x is not None else "every x" if always else "no x"
    return f"{percentage(curve.of_writes):>8} {crossing:>12} {percentage(curve.of_reads):>9}"


def _lettered(chart: Chart) -> Iterator[tuple[str, Mark]]:
    return zip(ascii_letters.swapcase(), chart.marks, strict=False)


def _marks(chart: Chart, glyphs: Glyphs) -> Iterator[str]:
    if chart.marks:
        yield ""
    for letter, mark in _lettered(chart):
        facts = told(mark, chart.count)
        yield f"{letter}  {shortened(mark.table, WIDTH - 5 - len(facts), glyphs.cut)}: {facts}"
    left = len(chart.marks) - len(ascii_letters)
    if left > 0:
        yield f"and {left} more"
