"""Pictures: what is in them, that they are the same each time, and that nothing in them is markup."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest
from PIL import Image

from tests.component.cost.pictures.drawn import MARK, bars, chart
from tests.specs import ROOT, example, stack_of
from tfgen.cost.chart import Mark
from tfgen.cost.hints.suggestion import Case
from tfgen.cost.layout import shortened, spread
from tfgen.cost.page.model import model
from tfgen.cost.pictures import bars as bar_chart
from tfgen.cost.pictures import curve, style
from tfgen.cost.pictures.bars import grouped
from tfgen.cost.pictures.style import FILLS, INKS, LOOKS, OTHER, Format, Theme
from tfgen.cost.prices import shipped
from tfgen.cost.usage.usage import Usage

pytestmark = pytest.mark.slow

HOSTILE = "</text><script>alert(1)</script>&$x^2$"
BILLS = bars(
    one={"Lambda": "4.20", "API Gateway": "35", "DynamoDB": "12.40", "KMS": "1", "WAF": "0.5"},
    two={"Lambda": "4.30", "API Gateway": "36.70", "DynamoDB": "41.15", "KMS": "2", "WAF": "1"},
)
Draw = Callable[[Format, Theme], bytes]


def _curve(form: Format, theme: Theme) -> bytes:
    return curve.draw([chart(MARK), chart()], form, theme)


def _bars(form: Format, theme: Theme) -> bytes:
    return bar_chart.draw(BILLS, form, theme)


pictures = pytest.mark.parametrize("draw", [_curve, _bars])


def _texts(svg: bytes) -> list[str]:
    tree = ET.fromstring(svg)  # noqa: S314  # our own
    return ["".join(node.itertext()) for node in tree.iter("{http://www.w3.org/2000/svg}text")]


@pictures
@pytest.mark.parametrize("form", ["svg", "png"])
def test_the_same_bytes_each_time(draw: Draw, form: Format) -> None:
    code = f"import sys; from {__name__} import {draw.__name__} as draw; sys.stdout.buffer.write(draw({form!r}, 'auto'))"
    elsewhere = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert draw(form, "auto") == elsewhere.stdout


@pictures
def test_the_same_bytes_whatever_the_user_has_set(draw: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    before = draw("svg", "auto")
    monkeypatch.setitem(mpl.rcParams, "axes.facecolor", "red")
    monkeypatch.setitem(mpl.rcParams, "font.size", 30)
    assert draw("svg", "auto") == before
    assert mpl.rcParams["font.size"] == 30, "and they keep it"


@pictures
def test_an_svg_stands_in_html_without_network_and_date(draw: Draw) -> None:
    svg = draw("svg", "auto").decode()
    assert svg.startswith("<svg")
    assert svg.count("http") == sum(
        svg.count(f"http://www.w3.org/{name}") for name in ("2000/svg", "1999/xlink")
    )
    assert "<dc:date>" not in svg


@pictures
def test_an_adaptive_svg_has_dark_inks_for_all_that_it_draws_in_light_ones(draw: Draw) -> None:
    plain, adaptive = draw("svg", "light").decode(), draw("svg", "auto").decode()
    rules = adaptive[adaptive.index("<style>") : adaptive.index("</style>")]
    drawn = [ink for ink in (INKS if draw is _curve else INKS[:3]) if f": {ink.light}" in plain]
    assert len(drawn) >= 3
    assert all(ink.dark in rules for ink in drawn)
    assert "prefers-color-scheme" not in plain


@pictures
def test_a_dark_png_is_dark(draw: Draw) -> None:
    for theme, corner in (("light", (255, 255, 255)), ("dark", (13, 17, 23)), ("auto", (255, 255, 255))):
        picture = Image.open(io.BytesIO(draw("png", theme))).convert("RGB")  # type: ignore[arg-type]
        colors = {picture.getpixel(place) for place in ((0, 0), (picture.width // 3, picture.height // 5))}
        assert colors == {corner}


def test_a_curve_names_its_lines_and_the_tables() -> None:
    texts = _texts(curve.draw([chart(MARK)]))
    assert all(texts.count(f"R = {count}") == 2 for count in (2, 3, 5))
    for said in (
        "keyvalues",
        "keyvalues: x = 0.5, +182 % in 2 regions, at its lower bounds",
        "reads shared by the regions",
        "reads grow with the regions",
        "What more regions add to the cost of a DynamoDB table (provisioned, 2019.11.21)",
        "At the prices of us-east-1 (2018-01); without storage and transfer.",
        "+600 %",
    ):
        assert said in texts


def test_many_tables_have_their_names_below() -> None:
    marks = [Mark(f"table-{number}", Decimal(number + 1), Decimal(50), least=False) for number in range(12)]
    texts = _texts(curve.draw([chart(*marks)]))
    assert "table-0" not in texts
    assert "table-7: x = 8, +50 % in 2 regions" in texts
    assert "and 4 more" in texts


def test_bars_name_all_dollars() -> None:
    texts = _texts(bar_chart.draw(BILLS))
    for said in (
        "$53.10",
        "$85.15",
        "$35.00",
        "$41.15",
        "$4.20",
        "one",
        "two",
        "Lambda",
        OTHER,
        "US dollars a month",
    ):
        assert said in texts
    assert "KMS" not in texts
    assert texts.count("$1.50") == texts.count("$3.00") == 1, "KMS and WAF together"


def test_the_legend_reads_as_the_bars_do_from_the_top() -> None:
    texts = _texts(bar_chart.draw(BILLS))
    names = [OTHER, "DynamoDB", "API Gateway", "Lambda"]
    assert [text for text in texts if text in names] == names


def test_grouping_loses_no_cent() -> None:
    many = bars(one={f"s{number}": str(number + 10) for number in range(14)}, two={"s3": "0.01"}, three={})
    found = grouped(many)
    assert [bar_chart.total(bar) for bar in found.bars.values()] == [
        bar_chart.total(bar) for bar in many.bars.values()
    ]
    assert [segment.label for segment in found.bars["two"]] == ["s3"]
    small = grouped(bars(one={"Lambda": "100", "KMS": "1", "WAF": "2", "DynamoDB": "50"}))
    assert [segment.label for segment in small.bars["one"]] == ["Lambda", "DynamoDB", OTHER]


def test_names_are_text() -> None:
    hostile = Mark(HOSTILE, Decimal(1), Decimal(50), least=False)
    drawn = (curve.draw([chart(hostile)]), bar_chart.draw(bars(**{HOSTILE: {HOSTILE: "1"}})))
    for svg in drawn:
        assert b"<script" not in svg
        assert any(HOSTILE[-20:] in text for text in _texts(svg))


def test_nothing_to_draw_is_drawn() -> None:
    assert _texts(bar_chart.draw(bars(one={})))
    assert _texts(bar_chart.draw(bars()))


def test_inks_are_read_on_their_background() -> None:
    """A contrast of 4.5 for text, and of 3 for lines. Source: https://www.w3.org/TR/WCAG22/#contrast-minimum"""
    for ink in INKS:
        least = 1.2 if ink is style.GRID else 4.5 if ink in (style.TEXT, style.MUTED) else 3
        assert _contrast(ink.light, style.PAPER.light) >= least
        assert _contrast(ink.dark, style.PAPER.dark) >= least
    for fill in FILLS:
        assert _contrast(fill, style.text_on(fill)) >= 4.5


def _contrast(one: str, other: str) -> float:
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_segments_are_told_apart_without_colors() -> None:
    hatches = {each.hatch for each in LOOKS.values()}
    assert len(hatches) == len(LOOKS)
    assert len({(each.fill, each.hatched) for each in LOOKS.values()}) == len(LOOKS)


def test_a_service_has_one_colour_in_every_picture() -> None:
    """Whatever else a bill has: a reader who lays one beside another must not read one service for another."""
    few, many = bars(one={"SQS": "4", "X-Ray": "5"}), bars(one=dict.fromkeys(LOOKS, "4"))
    for service in ("SQS", "X-Ray"):
        for drawn in (few, many):
            assert _fill_of(bar_chart.draw(drawn).decode(), service) == LOOKS[service].fill
        told = example("keyvalue") | {"queues": {"jobs": {}}}
        stack = stack_of(told)
        (found,) = (
            each
            for each in model(Case(stack, Usage(), shipped())).data["services"]
            if each["name"] == service
        )
        assert (found["fill"], found["hatched"]) == (LOOKS[service].fill, LOOKS[service].hatched)


def _fill_of(svg: str, label: str) -> str:
    """What is beside a label of the legend: a colour, or the pattern of a hatch on one."""
    drawn = svg.rpartition(f">{label}</text>")[0].rpartition('<g id="patch_')[2]
    pattern = re.search(r"fill: url\(#(\w+)\)", drawn)
    filled = svg.partition(f'id="{pattern[1]}"')[2] if pattern else drawn
    found = re.search(r"(?:fill: |fill=\")(#\w{6})", filled)
    assert found
    return found[1]


def test_a_text_that_is_cut_keeps_what_tells_the_most() -> None:
    assert shortened("averyverylongname", 10) == "averyvery…"
    assert shortened("services/orders/spec.yaml", 17) == "…orders/spec.yaml"
    assert shortened("short/x", 7) == "short/x"


def test_labels_keep_apart_in_their_order() -> None:
    places = [Decimal(place) for place in (10, 0, 1, 30)]
    assert spread(places, Decimal(5)) == [10, 0, 5, 30]
    assert spread([Decimal(1)] * 3, Decimal(2)) == [1, 3, 5]
    assert spread([], Decimal(1)) == []


def test_plotting_is_loaded_only_to_draw() -> None:
    code = (
        "import sys; import tfgen.cost.pictures.curve, tfgen.cost.pictures.bars, tfgen.cost.pictures.terminal;"
        "print('matplotlib' in sys.modules, 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_a_missing_library_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(style.NotInstalledError):
        curve.draw([chart()])
