"""The increase against x = RCU/WCU for numbers of regions, with the stack's own tables."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from tfgen.cost.chart import LEAST, MOST, Chart, percentage, told
from tfgen.cost.curve import Curve, Reading
from tfgen.cost.layout import shortened, spread
from tfgen.cost.pictures.style import GRID, LINES, MUTED, TEXT, Format, Theme, drawing, figure, saved

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT, LEGEND_LINE = 8.0, 4.8, 0.2
"""Inches of a chart, and of a line below it."""
_AXIS_HEIGHT = 0.55
"""Inches of the ticks and the name of an axis."""
_RIGHT = 30
"""Right of it the curves are too near one another for names between them."""
_POINTS = 96
_RATIOS = [LEAST * (MOST / LEAST) ** (Decimal(point) / _POINTS) for point in range(_POINTS + 1)]
_MARKERS = "os^DvPX*"
_NAMED = 3
"""With more tables than these, their names stand below the chart alone."""
_NAME_LENGTH, _LEGEND_LENGTH = 38, 48
"""Characters for which there is room in half of the width, and below the chart."""
_MIDDLE = 3
"""Right of it a name stands left of its mark."""
_LABEL_GAP = 0.045
"""The least distance of two labels, as a part of the height."""
_LINES = {Reading.SHARED: ("-", 2.2), Reading.GROWING: ("--", 1.2)}


def draw(charts: Sequence[Chart], format: Format = "svg", theme: Theme = "auto") -> bytes:  # noqa: A002
    """An SVG or PNG of charts below one another. Raises NotInstalledError where the extra `pictures` is missing."""
    with drawing():
        heights = [HEIGHT + LEGEND_LINE * len(chart.marks[: len(_MARKERS)]) for chart in charts]
        whole = figure(WIDTH, sum(heights))
        rows = whole.subplots(len(charts), squeeze=False, height_ratios=heights)[:, 0]
        for axes, chart in zip(rows, charts, strict=True):
            _frame(axes, chart, theme)
            _curves(axes, chart, theme)
            _marks(axes, chart, theme)
            _legend(axes, whole, theme)
        return saved(whole, format, theme, LINES)


def _frame(axes: Axes, chart: Chart, theme: Theme) -> None:
    text, muted = TEXT.on(theme), MUTED.on(theme)
    axes.set_title(chart.title, loc="left", color=text, fontsize=11, fontweight="bold", pad=22)
    axes.text(0, 1.025, chart.source, transform=axes.transAxes, color=muted, fontsize=9)
    axes.set_xscale("log")
    axes.set_xlim(float(LEAST), float(MOST))
    axes.set_ylim(float(chart.low) * 1.1, float(chart.top) * 1.1)
    axes.set_xlabel("x = read units for one write unit (RCU/WCU)", color=text)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.yaxis.set_major_formatter(lambda value, _: percentage(Decimal(str(value))))
    axes.tick_params(which="both", color=muted, labelcolor=text)
    axes.grid(which="major", color=GRID.on(theme), linewidth=0.6)
    axes.set_axisbelow(True)
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(muted)


def _curves(axes: Axes, chart: Chart, theme: Theme) -> None:
    text = TEXT.on(theme)
    for reading, (style, width) in _LINES.items():
        axes.plot([], [], style, color=text, linewidth=width, label=reading.value)
    starts, ends = [], []
    for index, family in enumerate(chart.families):
        color = LINES[index % len(LINES)].on(theme)
        for curve, reading in ((family.growing, Reading.GROWING), (family.shared, Reading.SHARED)):
            style, width = _LINES[reading]
            axes.plot(*_points(curve), style, color=color, linewidth=width)
        starts.append(family.growing.at(LEAST))
        ends.append(family.growing.at(MOST))
    gap = chart.top * Decimal(str(_LABEL_GAP))
    for index, (start, end) in enumerate(zip(spread(starts, gap), spread(ends, gap), strict=True)):
        name, color = f"R = {chart.families[index].regions}", LINES[index % len(LINES)].on(theme)
        axes.text(
            float(LEAST) * 1.12, float(start + gap / 5), name, color=color, fontweight="bold", va="bottom"
        )
        axes.text(float(MOST) * 1.06, float(end), name, color=color, fontweight="bold", va="center")


def _points(curve: Curve) -> tuple[list[float], list[float]]:
    return [float(x) for x in _RATIOS], [float(curve.at(x)) for x in _RATIOS]


def _marks(axes: Axes, chart: Chart, theme: Theme) -> None:
    text = TEXT.on(theme)
    for marker, mark in zip(_MARKERS, chart.marks, strict=False):
        place = (float(min(max(mark.x, LEAST), MOST)), float(mark.percent))
        label = f"{shortened(mark.table, _LEGEND_LENGTH)}: {told(mark, chart.count)}"
        axes.plot(
            *place, marker, color=text, markersize=8, clip_on=False, zorder=5, linestyle="", label=label
        )
        if len(chart.marks) <= _NAMED and mark.x <= _RIGHT:
            name = shortened(mark.table, _NAME_LENGTH)
            offset, side = ((8, 7), "left") if mark.x <= _MIDDLE else ((-8, 7), "right")
            axes.annotate(name, place, offset, textcoords="offset points", color=text, ha=side)
    left = len(chart.marks) - len(_MARKERS)
    if left > 0:
        axes.plot([], [], " ", label=f"and {left} more")


def _legend(axes: Axes, whole: Figure, theme: Theme) -> None:
    from matplotlib.transforms import ScaledTranslation

    below = axes.transAxes + ScaledTranslation(0, -_AXIS_HEIGHT, whole.dpi_scale_trans)
    axes.legend(
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=below,
        frameon=False,
        labelcolor=TEXT.on(theme),
        fontsize=9,
        borderaxespad=0,
        handlelength=3,
    )
