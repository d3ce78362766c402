"""How pictures look, and how a figure becomes the same bytes each time, readable on light and on dark."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from tfgen.cost.items import SERVICES

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Format = Literal["svg", "png"]
Theme = Literal["auto", "light", "dark"]
"""`auto` follows the reader's setting; a PNG cannot, and is then light."""


class NotInstalledError(Exception):
    """matplotlib is missing."""


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour for lines and text on either background."""

    light: str
    dark: str

    def on(self, theme: Theme) -> str:
        """The colour to draw with."""
        return self.dark if theme == "dark" else self.light


PAPER = Ink("#ffffff", "#0d1117")
TEXT = Ink("#1f2328", "#e6edf3")
MUTED = Ink("#59636e", "#9198a1")
GRID = Ink("#d1d9e0", "#3d444d")
LINES = (
    Ink("#0072b2", "#56b4e9"),
    Ink("#d55e00", "#e69f00"),
    Ink("#00795a", "#1fbf93"),
    Ink("#a2497a", "#dd94bd"),
)
"""After Okabe and Ito's palette, darker or lighter where its contrast with the background is below 3.
Source: https://jfly.uni-koeln.de/color"""
FILLS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442")
"""Okabe and Ito's palette: it is seen on either background, and text on it is black or white."""
_HATCHES = ("", "//", "..", "\\\\", "xx", "--", "oo", "||", "OO", "++", "**", "////")
"""A second cue beside the colour, one for each service."""
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Look:
    """How what a bar is made of is filled, the same in every picture."""

    fill: str
    hatch: str
    """In matplotlib's letters."""
    hatched: bool
    """Whether another service has the same colour, and none of its hatches."""


LOOKS = {
    service: Look(FILLS[number % len(FILLS)], hatch, number >= len(FILLS))
    for number, (service, hatch) in enumerate(zip(SERVICES, _HATCHES, strict=True))
}
_REST = Look("#999999", "", hatched=False)


def look(label: str) -> Look:
    """How a service looks, or else `other`."""
    return LOOKS.get(label, _REST)


INKS = (TEXT, MUTED, GRID, *LINES)
DPI = 160
_METADATA = ("Date", "Creator", "Format", "Type")

_SETTINGS: dict[str, object] = {
    "axes.facecolor": "none",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "Arial", "sans-serif"],
    "font.size": 10,
    "hatch.linewidth": 0.6,
    "svg.fonttype": "none",
    "svg.hashsalt": "tfgen",
    "text.parse_math": False,  # names and dollars are text, never markup
}


@contextmanager
def drawing() -> Iterator[None]:
    """The settings to draw under, whatever the user's own are. Raises NotInstalledError."""
    try:
        from matplotlib import style
    except ImportError as error:
        raise NotInstalledError from error
    with style.context(["default", _SETTINGS], after_reset=True):
        yield


def figure(width: float, height: float) -> Figure:
    """An empty figure without a background, in inches."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), facecolor="none", layout="constrained")


def saved(figure: Figure, format: Format, theme: Theme, inks: Sequence[Ink] = ()) -> bytes:  # noqa: A002
    """The bytes of a figure; in an adaptive SVG these inks and the text's follow the reader's setting."""
    stream = io.BytesIO()
    if format == "png":  # opaque: its text is readable wherever it is shown
        metadata = {"Software": None}
        figure.savefig(stream, format="png", dpi=DPI, facecolor=PAPER.on(theme), metadata=metadata)
        return stream.getvalue()
    figure.savefig(stream, format="svg", transparent=True, metadata=dict.fromkeys(_METADATA))
    svg = stream.getvalue().decode("utf-8")
    svg = svg[svg.index("<svg") :].replace("*{", "svg.tfgen-picture *{", 1)  # so it can stand within HTML too
    svg = svg.replace("<svg", '<svg class="tfgen-picture"', 1)
    if theme == "auto":
        svg = _adaptive(svg, (TEXT, MUTED, GRID, *inks))
    return svg.encode("utf-8")


def _adaptive(svg: str, inks: Sequence[Ink]) -> str:
    """Where style sheets are not read, it stays light. It has a paper of its own, for it may stand on any page."""
    rules = "".join(
        f'.tfgen-picture [style*="{what}: {ink.light}"]{{{what}:{ink.dark} !important}}'
        for ink in inks
        for what in ("fill", "stroke")
    )
    start = svg.index(">") + 1
    return f"{svg[:start]}<style>.tfgen-picture{{background:{PAPER.light}}}@media(prefers-color-scheme:dark){{.tfgen-picture{{background:{PAPER.dark}}}{rules}}}</style>{svg[start:]}"


def text_on(fill: str) -> str:
    """Black or white, whichever is read better on a colour (`#rrggbb`).

    Source: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    """
    red, green, blue = (int(fill[start : start + 2], 16) / 255 for start in (1, 3, 5))
    luminance = 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2
    return "#000000" if luminance > 0.179 else "#ffffff"
