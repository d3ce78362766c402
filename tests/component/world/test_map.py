"""The map in a real browser: the projection, great circles, marks that work by keyboard, labels that cover nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.component.world.files import answers
from tests.specs import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FILES = ROOT / "tfgen/world/page"
HOST = "http://world.example"
HTML = """<!doctype html><meta charset="utf-8"><title>World</title><link rel="icon" href="land.svg"><link rel="stylesheet" href="world.css">
<div id="map"></div>"""
LAND = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 490">'
    '<path d="M0,245L500,2L1000,245L500,488Z"/><path d="M400,200h200v90z"/></svg>'
)

PROJECTED = {
    "Ashburn": (39.04, -77.49, 308.1, 105.0),
    "Dublin": (53.35, -6.26, 486.1, 61.5),
    "Tokyo": (35.68, 139.69, 852.8, 116.1),
    "Sydney": (-33.87, 151.21, 885.6, 367.8),
    "Cape Town": (-33.92, 18.42, 547.0, 368.0),
    "São Paulo": (-23.55, -46.63, 375.7, 331.8),
}
"""Latitude, longitude, x and y: by d3-geo's `geoEqualEarth().fitSize([1000, 490], sphere)`, which drew land.svg."""

EUROPE = {
    "eu-west-1": (53.35, -6.26),
    "eu-west-2": (51.51, -0.13),
    "eu-west-3": (48.86, 2.35),
    "eu-central-1": (50.11, 8.68),
    "eu-central-2": (47.38, 8.54),
}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A page with the script loaded as `world`, and a map in it. At the end it met no error."""
    page = browser.new_page(viewport={"width": 1000, "height": 700}, reduced_motion="reduce")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text))
    page.route(f"{HOST}/**", answers(FILES, {"index.html": HTML, "land.svg": LAND}))
    page.goto(HOST + "/")
    page.evaluate("""async () => {
        window.world = await import("./world.js");
        window.map = new world.World(document.querySelector("#map"), { label: "The world" });
        await map.ready;
    }""")
    yield page
    page.close()
    assert errors == []


@pytest.fixture
def marks(page: Page) -> Iterator[Page]:
    """The page without marks, before and after."""
    yield page
    page.evaluate("() => { for (const mark of [...map.marks]) mark.remove(); window.opened = []; }")


def _call(page: Page, name: str, *values: Any) -> Any:
    return page.evaluate(f"values => world.{name}(...values)", list(values))


def _place(name: str) -> dict[str, float]:
    latitude, longitude, *_ = PROJECTED[name]
    return {"lat": latitude, "lon": longitude}


@pytest.mark.parametrize("name", PROJECTED)
def test_a_place_stands_where_d3_puts_it(page: Page, name: str) -> None:
    at = _call(page, "project", _place(name))
    assert (at["x"], at["y"]) == pytest.approx(PROJECTED[name][2:], abs=0.06)
    assert _call(page, "unproject", at) == pytest.approx(_place(name), abs=1e-6)


@pytest.mark.parametrize(
    "at", ({"x": 5, "y": 5}, {"x": 500, "y": 0}, {"x": 995, "y": 480}, {"x": -1, "y": 245})
)
def test_beyond_the_edge_is_no_place(page: Page, at: dict[str, float]) -> None:
    assert _call(page, "unproject", at) is None


@pytest.mark.parametrize(
    ("one", "other", "kilometres"),
    (
        ("Dublin", "Ashburn", 5462),
        ("Tokyo", "Sydney", 7826),
        ("Dublin", "Dublin", 0),
    ),
)
def test_distances_are_those_of_a_globe(page: Page, one: str, other: str, kilometres: float) -> None:
    found = _call(page, "kilometres", _place(one), _place(other))
    assert found == pytest.approx(kilometres, rel=0.003, abs=0.001)


def test_half_way_is_as_far_from_both_ends(page: Page) -> None:
    middle = _call(page, "between", _place("Dublin"), _place("Tokyo"), 0.5)
    whole = _call(page, "kilometres", _place("Dublin"), _place("Tokyo"))
    for end in ("Dublin", "Tokyo"):
        assert _call(page, "kilometres", _place(end), middle) == pytest.approx(whole / 2)
    assert middle["lat"] > 65, "a great circle goes far north of both"


def _parts(path: str) -> list[list[tuple[float, float]]]:
    return [
        [(float(x), float(y)) for x, y in (point.split(",") for point in part.split("L"))]
        for part in path.split("M")[1:]
    ]


@pytest.mark.parametrize(
    ("one", "other", "parts"), (("Dublin", "Ashburn", 1), ("Tokyo", "Ashburn", 2), ("Sydney", "São Paulo", 2))
)
def test_a_line_leaves_the_map_at_one_edge_and_comes_back_at_the_other(
    page: Page, one: str, other: str, parts: int
) -> None:
    found = _parts(_call(page, "route", _place(one), _place(other)))
    assert len(found) == parts
    assert found[0][0] == pytest.approx(PROJECTED[one][2:], abs=0.11)
    assert found[-1][-1] == pytest.approx(PROJECTED[other][2:], abs=0.11)
    for part in found:
        assert all(abs(before[0] - after[0]) < 60 for before, after in pairwise(part))
    if parts == 2:
        (left, top), (right, bottom) = found[0][-1], found[1][0]
        assert left + right == pytest.approx(1000, abs=0.2)
        assert top == bottom


def test_the_globe_is_drawn_below_the_land(page: Page) -> None:
    outlines = page.eval_on_selector_all(
        ".world-land path", "paths => paths.map(path => path.getAttribute('d'))"
    )
    assert [each.split("L")[0] for each in outlines] == ["M0,245", "M400,200h200v90z"]


def _mark(page: Page, name: str, latitude: float, longitude: float, say: str = "") -> None:
    page.evaluate(
        """([text, lat, lon, say]) => {
            window.opened ??= [];
            map.mark("regions", { lat, lon }, { text, say: say || text, open: () => opened.push(text) });
        }""",
        [name, latitude, longitude, say],
    )


@pytest.mark.parametrize("key", ("Enter", " "))
def test_a_region_is_a_button_with_a_name(marks: Page, key: str) -> None:
    _mark(marks, "eu-west-1", *EUROPE["eu-west-1"], say="eu-west-1, Dublin <b>")
    button = marks.get_by_role("button", name="eu-west-1, Dublin <b>")
    button.focus()
    marks.keyboard.press(key)
    button.locator(".reach").click()
    assert marks.evaluate("opened") == ["eu-west-1", "eu-west-1"]


def test_labels_of_near_regions_cover_no_label_and_no_region(marks: Page) -> None:
    for name, (latitude, longitude) in EUROPE.items():
        _mark(marks, name, latitude, longitude)
    boxes = marks.evaluate("""() => {
        map.arrange();
        const seen = [...map.marks].filter((mark) => !mark.element.classList.contains("crowded"));
        const box = (element) => { const { x, y, width, height } = element.getBoundingClientRect(); return [x, y, x + width, y + height]; };
        return [...seen.map((mark) => box(mark.text)), ...[...map.marks].map((mark) => box(mark.element.querySelector(".dot")))];
    }""")
    assert len(boxes) >= len(EUROPE) + 3, "most labels find room"
    for number, (left, top, right, bottom) in enumerate(boxes[: -len(EUROPE)]):
        for other in boxes[number + 1 :]:
            assert left >= other[2] or right <= other[0] or top >= other[3] or bottom <= other[1]


@pytest.mark.parametrize("width", (360, 1000))
def test_marks_keep_their_size_where_the_map_is_small(marks: Page, width: int) -> None:
    marks.set_viewport_size({"width": width, "height": 700})
    _mark(marks, "eu-west-1", *EUROPE["eu-west-1"])
    marks.wait_for_function("width => Math.abs(map.scale * 1000 - width) < 20", arg=width)
    box = marks.locator(".mark .dot").bounding_box()
    assert box is not None
    assert box["width"] == pytest.approx(11.5, abs=2)
    marks.set_viewport_size({"width": 1000, "height": 700})


def test_a_click_on_the_map_is_a_place(marks: Page) -> None:
    marks.evaluate("() => { window.picked = []; map.onPick((place) => picked.push(place)); }")
    scale = marks.evaluate("map.scale")
    x, y = (value * scale for value in PROJECTED["Cape Town"][2:])
    marks.locator("svg.world").click(position={"x": x, "y": y})
    marks.locator("svg.world").click(position={"x": 3, "y": 3})
    (place,) = marks.evaluate("picked")
    assert place == pytest.approx(_place("Cape Town"), abs=0.6)


def test_a_canvas_lies_over_the_map(marks: Page) -> None:
    at = marks.evaluate("place => { map.overlay(); return map.pixels(place); }", _place("Tokyo"))
    scale = marks.evaluate("map.scale")
    assert (at["x"] / scale, at["y"] / scale) == pytest.approx(PROJECTED["Tokyo"][2:], abs=0.06)
    canvas, svg = (marks.locator(each).bounding_box() for each in (".world-overlay", "svg.world"))
    assert canvas == pytest.approx(svg, abs=1)
