"""The world: where clients are, how long they wait, and which region answers them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tfgen.cost.pictures.style import GRID, LINES, MUTED, PAPER, TEXT, Format, Theme, drawing, figure, saved
from tfgen.latency.formats.table import HEADS
from tfgen.latency.labels import Spot, goes_right, taken
from tfgen.latency.report import Report, Waited
from tfgen.world.land import polygons
from tfgen.world.places import REGIONS
from tfgen.world.projection import WIDTH, great_circle, project

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CLASSES = (100, 200, 300, 500)
"""Milliseconds at which the colour changes."""
COLOURS = ("#009e73", "#56b4e9", "#f0e442", "#e69f00", "#d55e00")
"""After Okabe and Ito's palette; each circle has an outline, so it is seen on either background."""
_INCHES = 10.0
_SHOWN = (445.0, 15.0)
"""From below Tierra del Fuego to Greenland: Antarctica has no clients."""
_BESIDE = 8.0
"""How far a label is from its place."""
_LEAST, _MOST = 28.0, 220.0
"""The area of a circle, in square points: by the client's share."""


def draw(report: Report, format: Format = "svg", theme: Theme = "auto") -> bytes:  # noqa: A002
    """An SVG or PNG of the spec's own way. Raises NotInstalledError where the extra `pictures` is missing."""
    waits = report.waits[report.used]
    with drawing():
        whole = figure(_INCHES, _INCHES * 0.5)
        axes = whole.subplots()
        _land(axes, theme)
        for each in sorted(waits, key=lambda each: -each.client.share):
            _client(axes, each, max(wait.client.share for wait in waits), theme)
        others = taken(report.clients, report.regions)
        for region in report.regions:
            _region(axes, region, others, theme)
        _worst(axes, report.summary(report.used).worst, theme)
        _frame(axes, report, theme)
        return saved(whole, format, theme, (*LINES, PAPER))


def colour(ms: float) -> str:
    """Of a wait."""
    return COLOURS[sum(ms >= bound for bound in CLASSES)]


def _land(axes: Axes, theme: Theme) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    vertices: list[tuple[float, float]] = []
    codes: list[int] = []
    for polygon in polygons():
        vertices += [*polygon, polygon[0]]
        steps = (Path.MOVETO, *[Path.LINETO] * (len(polygon) - 1), Path.CLOSEPOLY)
        codes += [int(step) for step in steps]
    path = Path(vertices, codes)
    axes.add_patch(PathPatch(path, facecolor=GRID.on(theme), edgecolor="none"))


def _client(axes: Axes, each: Waited, largest: float, theme: Theme) -> None:
    x, y = project(each.client.city)
    if each.hops.region:
        for piece in great_circle(each.client.city, REGIONS[each.hops.region]):
            axes.plot(*zip(*piece, strict=True), color=MUTED.on(theme), linewidth=0.5, alpha=0.7, zorder=2)
    area = _LEAST + (_MOST - _LEAST) * (each.client.share / largest) / 2
    outline = TEXT.on(theme)
    axes.scatter([x], [y], s=area, color=colour(each.wait.ms), edgecolors=outline, linewidths=0.6, zorder=3)


def _region(axes: Axes, region: str, others: list[Spot], theme: Theme) -> None:
    x, y = project(REGIONS[region])
    axes.plot([x], [y], marker="s", markersize=6, color=LINES[0].on(theme), zorder=4)
    is_right = goes_right((x, y), others)
    axes.text(
        x + (_BESIDE if is_right else -_BESIDE),
        y,
        region,
        ha="left" if is_right else "right",
        va="center",
        fontsize=8,
        fontweight="bold",
        zorder=5,
        **_haloed(theme),
    )


def _haloed(theme: Theme) -> dict[str, Any]:
    from matplotlib.patheffects import withStroke

    halo = withStroke(linewidth=2.5, foreground=PAPER.on(theme))
    return {"color": TEXT.on(theme), "path_effects": [halo]}


def _worst(axes: Axes, worst: Waited, theme: Theme) -> None:
    x, y = project(worst.client.city)
    text = f"{worst.client.city.name}\n{worst.wait.ms:.0f} ms"
    right = x < WIDTH * 0.85
    place = x + (_BESIDE if right else -_BESIDE), y + _BESIDE
    axes.text(*place, text, ha="left" if right else "right", va="top", fontsize=8, zorder=5, **_haloed(theme))


def _frame(axes: Axes, report: Report, theme: Theme) -> None:
    from matplotlib.lines import Line2D

    summary = report.summary(report.used)
    axes.set_xlim(0, WIDTH)
    axes.set_ylim(*_SHOWN)
    axes.set_aspect("equal")
    axes.set_axis_off()
    axes.set_title(
        f"{report.service}, {HEADS[report.used]}: {summary.mean:.0f} ms on average, {report.case.words(report.settings)}",
        loc="left",
        fontsize=10,
        fontweight="bold",
        color=TEXT.on(theme),
    )
    names = [f"below {CLASSES[0]} ms", *(f"from {bound} ms" for bound in CLASSES)]
    handles = [
        Line2D(
            [],
            [],
            marker="o",
            linestyle="",
            color=fill,
            markeredgecolor=TEXT.on(theme),
            markeredgewidth=0.6,
            label=name,
        )
        for fill, name in zip(COLOURS, names, strict=True)
    ]
    handles.append(
        Line2D([], [], marker="s", linestyle="", color=LINES[0].on(theme), label="a region of the service")
    )
    axes.legend(
        handles=handles,
        loc="upper center",
        bbox_to_anchor=(0.5, 0.0),
        ncols=len(handles),
        frameon=False,
        fontsize=8,
        labelcolor=TEXT.on(theme),
    )
