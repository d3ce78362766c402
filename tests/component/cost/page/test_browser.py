"""The page in a real browser: every bill of the script is the one that Python computes."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.component.cost.page.opened import Opened, usd
from tests.draws import draws
from tests.specs import EXAMPLE_NAMES, EXAMPLES, ROOT, example, read, stack_of
from tests.strategies import specs
from tests.unit.cost.page.settings import Settings, moved
from tests.unit.cost.strategies import usages
from tests.unit.cost.used import but
from tfgen.cost.bill import Bill
from tfgen.cost.calculator import bill
from tfgen.cost.chart import charts, percentage
from tfgen.cost.comparison import Comparison
from tfgen.cost.items import SERVICES
from tfgen.cost.money import dollars
from tfgen.cost.page.render import render
from tfgen.cost.page.variants import usage_of, variants
from tfgen.cost.pictures.style import PAPER
from tfgen.cost.prices import Prices, shipped
from tfgen.cost.report import Report
from tfgen.cost.run import report
from tfgen.cost.scene import Scene
from tfgen.cost.usage.file import read as read_usage
from tfgen.cost.usage.shares import fitted
from tfgen.cost.usage.stand_in import stand_in
from tfgen.cost.usage.usage import Usage
from tfgen.stack.key import Key
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.table import TABLE
from tfgen.stack.stack import Stack
from tfgen.stack.variations import at_home, with_things

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
CASES = ROOT / "tests/unit/cost/cases"
HALF_A_CENT = Decimal("0.00501")
Open = Callable[..., Opened]

_BY_NAME = {name: EXAMPLES / name / "spec.yaml" for name in EXAMPLE_NAMES}
_BY_NAME |= {path.name.removesuffix(".usage.yaml"): path for path in sorted(CASES.glob("*.usage.yaml"))}
_BY_NAME |= {"everything": HERE / "everything.usage.yaml"}
GRID = (
    Settings(),
    Settings(regions=1),
    Settings(regions=2),
    Settings(regions=4, requests=Decimal("1e10")),
    Settings(regions=5, ratio=Decimal("0.25"), item=Decimal("3.3")),
    Settings(requests=Decimal(0)),
    Settings(requests=Decimal(123_456), ratio=Decimal(0)),
    Settings(regions=3, requests=Decimal("4e11"), ratio=Decimal(40), item=Decimal(17)),
    Settings(regions=2, item=Decimal("0.9")),
    Settings(regions=1, requests=Decimal("2.5e9"), item=Decimal(400)),
)


@cache
def _case(name: str) -> tuple[Stack, Usage]:
    path = _BY_NAME[name]
    if path.parent.parent == EXAMPLES:
        return read(path.read_text("utf-8"))[1], Usage()
    stack = read(path.with_name(f"{name}.yaml").read_text("utf-8"))[1]
    usage, diagnostics = read_usage(path.read_text("utf-8"), path.name, stack)
    assert diagnostics == []
    return stack, usage


def _report(stack: Stack, usage: Usage, prices: Prices | None = None, name: str = "u.yaml") -> Report:
    return report(stack, usage, name, prices or shipped(), None)


def _bills(stack: Stack, usage: Usage, set_: Settings, prices: Prices) -> tuple[Bill, Bill]:
    """The bill of the settings, and the same usage's in one region."""
    used = moved(stand_in(stack, usage), set_)
    found = variants(stack)
    many = found[(set_.regions or len(stack.regions)) - 1]
    return tuple(bill(each, usage_of(each, stack, used), prices) for each in (many, found[0]))  # type: ignore[return-value]


def _near(shown: Decimal, exact: Decimal) -> bool:
    """To the cent; beyond a hundred billion dollars, to what a double holds."""
    return abs(shown - exact) <= HALF_A_CENT + abs(exact) * Decimal("1e-13")


@pytest.mark.parametrize("name", _BY_NAME)
def test_every_setting_costs_to_the_cent_what_python_computes(opened: Open, name: str) -> None:
    stack, usage = _case(name)
    page = opened(render(_report(stack, usage), all_lines=False))
    for set_ in GRID:
        page.set(**dataclasses.asdict(set_))
        many, alone = _bills(stack, usage, set_, shipped())
        assert _near(page.total, many.total), set_
        table = page.table()
        for service in many.services:
            assert _near(usd(table[service, "total"]), many.sum(service=service)), (set_, service)
            for region in many.regions:
                shown = usd(table[service, region])
                assert _near(shown, many.sum(service=service, region=region)), (set_, service, region)
        if len(many.regions) > 1:
            held = Comparison(many, alone, "", at_home=True)
            assert _near(usd(table["total", "home alone"]), alone.total), set_
            increase = table["total", "increase"]
            assert increase == "?" if held.unpriced else _near(usd(increase), held.difference), set_
            expected = {
                cause.value: amount for cause, amount in held.causes() if abs(amount) >= Decimal("0.01")
            }
            shown_causes = page.causes()
            assert all(_near(shown_causes[cause], amount) for cause, amount in expected.items()), set_


@pytest.mark.parametrize("name", _BY_NAME)
def test_the_page_begins_with_the_bill_of_the_report(opened: Open, name: str) -> None:
    """What rests on examples is marked, and the report's own bill stands beside it."""
    stack, usage = _case(name)
    made = _report(stack, usage)
    page = opened(render(made, all_lines=False))
    begins = bill(stack, stand_in(stack, usage), shipped())
    assumed = any(line.usd for known, line in zip(made.bill.lines, begins.lines, strict=True) if known.lacks)
    shown = page.text("#total")
    assert shown == f"{'≈ ' * assumed}${dollars(begins.total)}{'?' * bool(begins.unpriced)}"
    assert page.page.is_visible("#as-given table") == bool(made.bill.open)
    told = page.text("#as-given")
    assert all(each.item.title in told for each in made.bill.open)
    assert dollars(made.bill.total) in told


@draws(shrink=False)
@given(data=st.data())
def test_any_spec_and_usage_cost_the_same_in_the_page(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    stack = stack_of(data.draw(specs()))
    usage = data.draw(usages(stack))
    chosen = Settings(
        regions=data.draw(st.integers(1, len(variants(stack)))),
        requests=data.draw(st.none() | st.integers(0, 10**12).map(Decimal)),
        ratio=data.draw(st.none() | st.sampled_from([Decimal(0), Decimal("0.5"), Decimal(8)])),
        item=data.draw(st.none() | st.sampled_from([Decimal("0.5"), Decimal(9)])),
    )
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(render(_report(stack, usage), all_lines=False), "utf-8")
    page = Opened(browser.new_page(), path.as_uri())
    page.set(**dataclasses.asdict(chosen))
    shown = page.total
    page.page.close()
    assert page.errors == []
    assert _near(shown, _bills(stack, usage, chosen, shipped())[0].total)


@pytest.mark.parametrize("name", ["keyvalue", "replicated-2017", "everything"])
def test_the_curve_marks_tables_where_the_charts_do(opened: Open, name: str) -> None:
    stack, usage = _case(name)
    used = stand_in(stack, usage)
    page = opened(render(_report(stack, used), all_lines=False))
    alone = at_home(stack)
    drawn = charts(
        Scene(stack, used),
        bill(stack, used, shipped()),
        bill(alone, fitted(used, stack, alone), shipped()),
        shipped(),
    )
    marks = {mark.table: mark for chart in drawn for mark in chart.marks}
    assert marks
    shown = dict(text.split(": ", 1) for text in page.page.locator("[id^=marks-] li").all_text_contents())
    assert shown.keys() == marks.keys()
    for table, mark in marks.items():
        assert shown[table].endswith(f"{percentage(mark.percent)} in {len(stack.regions)} regions")


HOSTILE = "</script><img src=x onerror=alert(1)><!--<script>{{7*7}}\u2028'\"&amp;"


class _HostilePrices(Prices):
    def __init__(self) -> None:
        self.__dict__.update(shipped().__dict__)
        self.name = HOSTILE
        self._sources = [f"{HOSTILE}{number}" for number, _ in enumerate(self._sources)]


def test_no_text_becomes_markup(opened: Open) -> None:
    stack, usage = _case("everything")
    regions = tuple(dataclasses.replace(region, things={}) for region in stack.regions)
    hostile = dataclasses.replace(stack, service=HOSTILE, domain=HOSTILE, zone=HOSTILE, regions=regions)
    kinds: tuple[Key[Any], ...] = (FUNCTION, TABLE)
    for kind in kinds:
        hostile = with_things(hostile, kind, {HOSTILE: next(iter(stack.all(kind).values()))})
    usage = but(usage, functions={}, tables={})
    html = render(report(hostile, usage, HOSTILE, _HostilePrices(), (HOSTILE, stack)), all_lines=True)
    page = opened(html)
    assert page.page.locator("img").count() == 0
    assert page.page.locator("script").count() == 2
    assert page.total > 0
    assert page.text("h1") == f"What {HOSTILE} costs"
    assert "<img src=x onerror=alert(1)>" in page.text("#as-given")
    assert "<img src=x onerror=alert(1)>" in page.text("[id^=marks-]")


def test_the_policy_lets_no_other_script_run_and_nothing_load(opened: Open) -> None:
    page = opened(render(_report(*_case("keyvalue")), all_lines=False))
    page.page.evaluate(
        """() => {
            const script = document.createElement("script");
            try { script.text = "window.ran = true"; } catch { window.refused = true; }
            document.body.append(script);
            const picture = document.createElement("img");
            picture.src = "https://example.com/x.png";
            document.body.append(picture);
        }"""
    )
    page.page.wait_for_timeout(100)
    assert page.page.evaluate("window.ran") is None
    assert page.page.evaluate("window.refused") is True
    assert any("Content Security Policy" in error and "example.com" in error for error in page.errors)
    page.errors.clear()
    page.requests.remove("https://example.com/x.png")  # it was refused before it was sent


def test_keys_move_the_controls_and_screen_readers_are_told(opened: Open) -> None:
    page = opened(render(_report(*_case("keyvalue")), all_lines=False))
    before = page.total
    page.page.get_by_role("slider", name="Regions", exact=True).press("ArrowRight")
    assert page.text("#region-names li:last-child") == "ap-southeast-2 example"
    assert page.page.get_by_role("spinbutton", name="Regions", exact=True).input_value() == "4"
    assert page.total > before
    status = page.page.get_by_role("status")
    status.filter(has_text="4 regions").wait_for(state="attached")
    for name in ("Requests a month", "Reads for each write", "KB of an item"):
        slider = page.page.get_by_role("slider", name=name)
        words = slider.get_attribute("aria-valuetext")
        slider.press("ArrowRight")
        assert slider.get_attribute("aria-valuetext") != words
    page.page.get_by_role("button", name="Reset").press("Enter")
    assert page.total == before
    assert page.page.get_by_role("button", name="Reset").is_disabled()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("requests", ""),
        ("requests", "-1"),
        ("requests", "1e99"),
        ("regions", "2.5"),
        ("regions", "6"),
        ("item", "401"),
    ],
)
def test_a_number_that_cannot_be_changes_nothing(opened: Open, name: str, value: str) -> None:
    page = opened(render(_report(*_case("keyvalue")), all_lines=False))
    total, before = page.total, page.page.input_value(f"#{name}")
    page.page.fill(f"#{name}", value)
    assert page.page.get_attribute(f"#{name}", "aria-invalid") == "true"
    assert page.total == total
    page.page.press(f"#{name}", "Tab")
    assert page.page.get_attribute(f"#{name}", "aria-invalid") is None
    assert page.page.input_value(f"#{name}") == before


def test_a_table_at_its_maximum_is_told(opened: Open) -> None:
    page = opened(render(_report(*_case("keyvalue")), all_lines=False))
    assert not page.page.is_visible("#full")
    page.set(requests=10**12)
    assert page.page.is_visible("#full")
    assert "keyvalues" in page.text("#full")


@pytest.mark.parametrize("name", ["hello", "everything"])
@pytest.mark.parametrize("width", [400, 1280])
def test_it_fits_the_screen(opened: Open, name: str, width: int) -> None:
    page = opened(render(_report(*_case(name)), all_lines=True), width)
    page.set(regions=5)
    assert page.page.evaluate("document.documentElement.scrollWidth") <= width
    widths = page.page.eval_on_selector_all("figure svg", "all => all.map(each => each.clientWidth)")
    assert all(0 < each <= width for each in widths)


def test_what_lacks_prices_has_no_increase_and_no_percentage(opened: Open) -> None:
    spec = {**example("keyvalue"), "regions": ["us-east-1", "ap-southeast-6"]}
    page = opened(render(_report(stack_of(spec), Usage()), all_lines=False))
    assert "What it adds to us-east-1 alone is not known, for want of prices" in page.text("#increase")
    assert page.table()["total", "increase"] == "?"
    assert "%" not in page.text("#increase") + page.text("#bars")


def test_a_table_that_scrolls_shows_it(opened: Open) -> None:
    """A shade at the edge beyond which there is more, and none once the end is reached."""
    page = opened(render(_report(*_case("keyvalue")), all_lines=False), width=420).page
    table = page.locator(".scroll:has(#table)")
    assert table.evaluate("each => each.scrollWidth > each.clientWidth")
    before = _right_edge(table.screenshot())
    table.evaluate("each => each.scrollLeft = each.scrollWidth")
    after = _right_edge(table.screenshot())
    assert after == (255, 255, 255)
    assert all(each < 230 for each in before)


def _right_edge(png: bytes) -> tuple[int, ...]:
    """The colour of a pixel of the last column, above the words."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    pixel = picture.getpixel((picture.width - 2, 3))
    assert isinstance(pixel, tuple)
    return pixel


def test_a_label_of_the_curve_is_cut_only_where_there_is_no_room(opened: Open) -> None:
    name = "orders-of-every-customer-there-is"
    spec = example("keyvalue")
    spec["tables"] = {name: spec["tables"]["keyvalues"]}
    for function in spec["functions"].values():
        if "access" in function:
            function["access"] = {name: function["access"]["keyvalues"]}
    html = render(_report(stack_of(spec), Usage()), all_lines=False)
    assert opened(html).text(".spot text") == name
    narrow = opened(html, width=420)
    assert narrow.text(".spot text").endswith("…")
    assert narrow.page.locator(".spot text").evaluate("each => each.getBoundingClientRect().right") <= 420


@pytest.mark.parametrize(("scheme", "paper"), [("light", PAPER.light), ("dark", PAPER.dark)])
def test_it_follows_the_readers_colours(opened: Open, scheme: str, paper: str) -> None:
    page = opened(render(_report(*_case("hello")), all_lines=False), scheme=scheme)
    red, green, blue = (int(paper[start : start + 2], 16) for start in (1, 3, 5))
    shown = page.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert shown == f"rgb({red}, {green}, {blue})"


def test_it_prints_the_bill_without_its_controls(opened: Open) -> None:
    page = opened(render(_report(*_case("keyvalue")), all_lines=False))
    page.page.emulate_media(media="print")
    assert not page.page.is_visible("#requests-slider")
    assert page.page.is_visible("#table")


def test_without_javascript_it_still_has_the_bill(browser: Browser, tmp_path: Path) -> None:
    made = _report(*_case("provisioned"))
    context: Any = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_content(render(made, all_lines=False))
    assert page.is_visible("noscript p")
    assert not page.is_visible("#live")
    assert dollars(made.bill.total) in page.text_content("#as-given")
    context.close()


def test_every_service_has_a_colour_or_a_hatch_of_its_own(opened: Open) -> None:
    page = opened(render(_report(*_case("everything")), all_lines=False))
    looks = page.page.eval_on_selector_all(
        "#services svg", "all => all.map(each => [...each.children].map(child => child.outerHTML).join())"
    )
    assert len(looks) == len(set(looks)) == len(SERVICES)
