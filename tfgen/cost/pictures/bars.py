"""Stacked bars: bills beside one another, with what each is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tfgen.cost.layout import shortened, spread
from tfgen.cost.money import dollars
from tfgen.cost.pictures.style import (
    GRID,
    MUTED,
    OTHER,
    TEXT,
    Format,
    Theme,
    drawing,
    figure,
    look,
    saved,
    text_on,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SMALL = Decimal("0.03")
"""What is a smaller part of the highest bar in every bar is drawn as one segment."""
INSIDE = Decimal("0.045")
"""The least part of the highest bar that has room for its dollars within the segment."""
HEIGHT, BAR_WIDTH, LEGEND_WIDTH = 5.2, 1.9, 2.6
"""Inches."""
_THICK = 0.5
_NAME_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a bar."""

    label: str
    usd: Decimal


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars of segments in the order from bottom to top; the labels are services."""

    title: str
    bars: Mapping[str, tuple[Segment, ...]]
    note: str = ""
    """Lines below the title, such as the date of the prices."""

    @property
    def highest(self) -> Decimal:
        """The sum of the highest bar."""
        return max((total(bar) for bar in self.bars.values()), default=Decimal(0))


def total(bar: Sequence[Segment]) -> Decimal:
    """The sum of a bar."""
    return sum((segment.usd for segment in bar), Decimal(0))


def grouped(bars: Bars) -> Bars:
    """The same with small segments as `other` on top; without those of 0."""
    most: dict[str, Decimal] = {}
    for segment in (segment for bar in bars.bars.values() for segment in bar):
        most[segment.label] = max(most.get(segment.label, Decimal(0)), segment.usd)
    kept = {label for label, usd in most.items() if usd > bars.highest * SMALL and label != OTHER}
    return Bars(bars.title, {name: tuple(_grouped(bar, kept)) for name, bar in bars.bars.items()}, bars.note)


def _grouped(bar: Sequence[Segment], kept: set[str]) -> list[Segment]:
    found = [segment for segment in bar if segment.label in kept and segment.usd]
    rest = total([segment for segment in bar if segment.label not in kept])
    return [*found, Segment(OTHER, rest)] if rest else found


def draw(bars: Bars, format: Format = "svg", theme: Theme = "auto") -> bytes:  # noqa: A002
    """An SVG or PNG. Raises NotInstalledError where the extra `pictures` is missing."""
    shown = grouped(bars)
    with drawing():
        whole = figure(LEGEND_WIDTH + BAR_WIDTH * max(len(shown.bars), 2), HEIGHT)
        axes = whole.subplots()
        labels = _labels(shown)
        _frame(axes, shown, theme)
        for place, bar in enumerate(shown.bars.values()):
            _bar(axes, place, bar, shown.highest, theme)
        _legend(axes, labels, theme)
        return saved(whole, format, theme)


def _labels(bars: Bars) -> list[str]:
    """The labels in the order of the segments, `other` last."""
    found = dict.fromkeys(segment.label for bar in bars.bars.values() for segment in bar)
    return sorted(found, key=lambda label: label == OTHER)


def _frame(axes: Axes, bars: Bars, theme: Theme) -> None:
    text = TEXT.on(theme)
    axes.set_title(
        bars.title,
        loc="left",
        color=text,
        fontsize=11,
        fontweight="bold",
        pad=10 + 12 * len(bars.note.splitlines()),
    )
    axes.text(0, 1.02, bars.note, transform=axes.transAxes, color=MUTED.on(theme), fontsize=9, va="bottom")
    axes.set_xticks(range(len(bars.bars)), [shortened(name, _NAME_LENGTH) for name in bars.bars], color=text)
    axes.set_xlim(-0.5, max(len(bars.bars), 2) - 0.5)
    axes.set_ylim(0, float(max(bars.highest, Decimal("0.01"))) * 1.1)
    axes.yaxis.set_major_formatter(lambda value, _: f"${value:,.10g}")
    axes.set_ylabel("US dollars a month", color=text)
    axes.tick_params(axis="y", color=MUTED.on(theme), labelcolor=text)
    axes.tick_params(axis="x", length=0)
    axes.grid(axis="y", color=GRID.on(theme), linewidth=0.6)
    axes.set_axisbelow(True)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "bottom")
        spine.set_color(MUTED.on(theme))


def _bar(axes: Axes, place: int, bar: Sequence[Segment], highest: Decimal, theme: Theme) -> None:
    bottom = Decimal(0)
    beside: list[tuple[Decimal, str]] = []
    for segment in bar:
        axes.bar(place, float(segment.usd), _THICK, float(bottom), **_look(segment.label))
        middle = bottom + segment.usd / 2
        if segment.usd >= highest * INSIDE:
            _inside(axes, place, middle, segment.usd, look(segment.label).fill)
        else:
            beside.append((max(middle, highest * INSIDE / 2), _money(segment.usd)))
        bottom += segment.usd
    places = spread([middle for middle, _ in beside], highest * INSIDE)
    for y, (_, money) in zip(places, beside if len(bar) > 1 else (), strict=False):
        axes.text(place + _THICK / 2 + 0.03, float(y), money, color=TEXT.on(theme), va="center", fontsize=9)
    top = float(bottom + highest / 80)
    axes.text(place, top, _money(bottom), color=TEXT.on(theme), ha="center", va="bottom", fontweight="bold")


def _inside(axes: Axes, place: int, middle: Decimal, usd: Decimal, fill: str) -> None:
    color, box = text_on(fill), {"facecolor": fill, "edgecolor": "none", "pad": 1.5}
    axes.text(place, float(middle), _money(usd), color=color, ha="center", va="center", fontsize=9, bbox=box)


def _look(label: str) -> dict[str, Any]:
    found = look(label)
    return {"facecolor": found.fill, "edgecolor": "#000000", "hatch": found.hatch, "linewidth": 0.6}


def _money(usd: Decimal) -> str:
    text = dollars(usd)
    return text.replace("<", "<$") if "<" in text else f"${text}"


def _legend(axes: Axes, labels: Sequence[str], theme: Theme) -> None:
    from matplotlib.patches import Patch

    handles = [Patch(label=shortened(label, _NAME_LENGTH), **_look(label)) for label in reversed(labels)]
    axes.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(1, 1),
        frameon=False,
        labelcolor=TEXT.on(theme),
        fontsize=9,
        handlelength=2.4,
        handleheight=1.4,
    )
