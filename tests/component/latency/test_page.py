"""The page of latency in a real browser, and the pictures."""

from __future__ import annotations

import io
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from tests.component.cost.page.opened import Opened
from tests.specs import example, stack_of
from tfgen.cost.pictures.style import Format
from tfgen.cost.prices import shipped
from tfgen.cost.usage.usage import Usage
from tfgen.latency.clients import read
from tfgen.latency.formats import Format as PageFormat
from tfgen.latency.model import Way
from tfgen.latency.pictures import bars
from tfgen.latency.pictures import map as world_map
from tfgen.latency.report import CASES, Report
from tfgen.latency.run import Asking, report
from tfgen.world.places import CITIES

STACK = stack_of({**example("hello"), "regions": ["eu-west-1", "us-east-1", "ap-northeast-1"]})
REPORT = report(STACK, Asking(add=("sa-east-1", "eu-west-2")), Usage(), shipped())


def test_the_page_shows_each_case_when_it_is_chosen(opened: Callable[..., Opened]) -> None:
    found = opened(PageFormat.html.render(REPORT, 0))
    page = found.page
    for number, case in enumerate(CASES):
        page.keyboard.press("Tab") if not number else page.keyboard.press("ArrowDown")
        assert page.is_checked(f"#case-{number}"), "by keyboard alone"
        shown = page.locator(".case:visible")
        assert shown.count() == 1
        mean = REPORT.summary(REPORT.used, case).mean
        assert (shown.locator(".total").text_content() or "").strip().startswith(f"{mean:.0f} ")
        cells = shown.locator("table tr").filter(has_text="Tokyo").locator("td").all_text_contents()
        number_of = [each.client.city.name for each in REPORT.of(Way.HIT, case)].index("Tokyo")
        assert cells[-1] == f"{REPORT.of(Way.MISS, case)[number_of].wait.ms:.0f}"
        assert shown.locator(".map circle").count() == len(CITIES)


@pytest.mark.parametrize("width", [360, 1440])
def test_the_page_fits_its_window(opened: Callable[..., Opened], width: int) -> None:
    page = opened(PageFormat.html.render(REPORT, 0), width).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    named = page.eval_on_selector_all(
        "svg[role], [role=region]",
        "all => all.every(each => each.getAttribute('aria-label') || each.getAttribute('aria-labelledby'))",
    )
    assert named


def test_what_a_spec_says_is_no_markup_on_the_page(opened: Callable[..., Opened]) -> None:
    strange = Report(
        "<img src=x onerror=alert(1)>",
        REPORT.regions,
        REPORT.clients,
        REPORT.settings,
        REPORT.case,
        REPORT.used,
        ("</style><script>alert(2)</script>",),
    )
    found = opened(PageFormat.html.render(strange, 0))
    assert "<img" in found.text("h1")
    assert found.page.locator("img, script").count() == 0


@pytest.mark.parametrize("draw", [bars.draw, world_map.draw])
def test_pictures_are_the_same_each_time_and_hold_no_markup(draw: Callable[[Report, Format], bytes]) -> None:
    clients, _ = read("{Tokyo: 1, DE: 3}", "clients.yaml")
    hostile = Report(
        "</text><script>$x^2$", REPORT.regions, clients, REPORT.settings, REPORT.case, REPORT.used, ()
    )
    svg = draw(hostile, "svg")
    assert svg == draw(hostile, "svg")
    tree = ET.fromstring(svg)  # noqa: S314  # our own
    assert not [node for node in tree.iter() if str(node.tag).endswith("script")]
    texts = "".join("".join(node.itertext()) for node in tree.iter("{http://www.w3.org/2000/svg}text"))
    assert "</text><script>$x^2$" in texts
    assert "prefers-color-scheme:dark" in svg.decode()
    with Image.open(io.BytesIO(draw(hostile, "png"))) as image:
        assert image.width > 1200
