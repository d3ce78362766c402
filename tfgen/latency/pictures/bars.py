"""Bars by city, a column for each way, with error bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tfgen.cost.layout import shortened
from tfgen.cost.pictures.style import (
    GRID,
    LINES,
    MUTED,
    TEXT,
    Format,
    Ink,
    Theme,
    drawing,
    figure,
    saved,
)
from tfgen.latency.errors import LOW, band
from tfgen.latency.formats.table import head, ways
from tfgen.latency.model import Way
from tfgen.latency.report import Report, Waited

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 40
"""Clients that are drawn: those with the largest shares."""
_ROW, _COLUMN, _AROUND = 0.21, 1.75, 1.6
"""Inches."""
_NAME_LENGTH = 18
_INKS: dict[Way, Ink] = dict(zip(Way, (LINES[1], MUTED, LINES[0], LINES[2], LINES[3], LINES[3]), strict=True))


def draw(report: Report, format: Format = "svg", theme: Theme = "auto") -> bytes:  # noqa: A002
    """An SVG or PNG. Raises NotInstalledError where the extra `pictures` is missing."""
    shown = ways(report)
    count = min(len(report.clients), MOST)
    with drawing():
        whole = figure(_AROUND + _COLUMN * len(shown), _AROUND + _ROW * count)
        columns = whole.subplots(1, len(shown), sharey=True, squeeze=False)[0]
        highest = max(each.high for way in shown for each in report.waits[way][:count])
        for axes, way in zip(columns, shown, strict=True):
            _column(axes, report.waits[way][:count], _INKS[way], theme)
            _frame(axes, head(report, way), report.summary(way).mean, highest, theme)
        names = [shortened(client.city.name, _NAME_LENGTH) for client in report.clients[:count]]
        columns[0].set_yticks(range(count), names, color=TEXT.on(theme))
        columns[0].set_ylim(count - 0.4, -0.6)
        whole.suptitle(
            _title(report), x=0.01, ha="left", fontsize=10, color=TEXT.on(theme), fontweight="bold"
        )
        whole.supxlabel(_note(), x=0.01, ha="left", fontsize=8, color=MUTED.on(theme))
        return saved(whole, format, theme, LINES)


def _title(report: Report) -> str:
    case = report.case.words(report.settings)
    return f"{report.service}, milliseconds until the answer: {case}"


def _note() -> str:
    found = band()
    return (
        f"A model; error bars: {found.low:.2f} to {found.high:.2f} times its round trips, as {1 - 2 * LOW:.0%} of those measured "
        "from cities. * is the way of the spec."
    )


def _column(axes: Axes, waits: tuple[Waited, ...], ink: Ink, theme: Theme) -> None:
    for place, each in enumerate(waits):
        ms = each.wait.ms
        axes.barh(place, ms, 0.62, color=ink.on(theme))
        axes.plot([each.low, each.high], [place, place], color=TEXT.on(theme), linewidth=0.8)
        for end in (each.low, each.high):
            axes.plot([end, end], [place - 0.2, place + 0.2], color=TEXT.on(theme), linewidth=0.8)


def _frame(axes: Axes, title: str, mean: float, highest: float, theme: Theme) -> None:
    axes.set_title(f"{title}\nmean {mean:.0f} ms", loc="left", fontsize=9, color=TEXT.on(theme))
    axes.set_xlim(0, highest * 1.03)
    axes.tick_params(axis="x", color=MUTED.on(theme), labelcolor=TEXT.on(theme), labelsize=8)
    axes.tick_params(axis="y", length=0, labelsize=9)
    axes.grid(axis="x", color=GRID.on(theme), linewidth=0.6)
    axes.set_axisbelow(True)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "left")
        spine.set_color(MUTED.on(theme))
