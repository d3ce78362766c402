"""The page of examples/keyvalue in a real browser, in front of the example's own handlers and tables."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.component.world.files import answers
from tests.component.world.keyvalue import HOST, PAGE, POLICY, REGIONS, Keyvalue, keyvalue, regional
from tests.map_files import WEB
from tfgen.world.distance import km
from tfgen.world.places import CITIES
from tfgen.world.places import REGIONS as REGIONS_OF_AWS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.slow

HOSTILE = "<img src=x onerror=alert(1)>"
Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def service() -> Iterator[Keyvalue]:
    with keyvalue() as running:
        yield running


@pytest.fixture
def opened(browser: Browser, service: Keyvalue) -> Iterator[Open]:
    """Opens the page. At the end, none may have asked anything of others, or have met an error of its own."""
    pages: list[Page] = []
    errors: list[str] = []
    asked: set[str | None] = set()

    def open_(host: str = PAGE, told: object = service.told, width: int = 1280, **options: Any) -> Page:
        proxy = {"server": service.emulator.front_door}
        size = {"width": width, "height": 900}
        context = browser.new_context(viewport=size, proxy=proxy, reduced_motion="reduce", **options)  # type: ignore[arg-type]
        page = context.new_page()
        pages.append(page)
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("dialog", lambda dialog: errors.append(dialog.message))
        page.on(
            "console", lambda message: errors.append(message.text) if "Content Sec" in message.text else None
        )
        page.on("request", lambda request: asked.add(urlsplit(request.url).hostname))
        given = {"service.json": json.dumps(told)} if told else {}
        page.route(f"http://{host}/**", answers(WEB, given, POLICY))
        page.goto(f"http://{host}/")
        return page

    yield open_
    for page in pages:
        page.context.close()
    assert errors == []
    assert asked <= {PAGE, LOCAL, HOST, *map(regional, REGIONS)}


LOCAL = "map.localhost"
"""A name whose pages browsers tell where they are without HTTPS."""


def _submit(page: Page, do: str, key: str, value: str = "", form: str = "#shared-form") -> str:
    """Fills a form in and sends it; what the log then says."""
    before = page.locator("#log > li").count()
    page.fill(f"{form} [name=key]", key)
    page.fill(f"{form} [name=value]", value)
    page.click(f"{form} [value={do}]")
    page.wait_for_function("before => document.querySelectorAll('#log > li').length > before", arg=before)
    return page.inner_text("#log > li:first-child")


def _region(page: Page, name: str) -> str:
    """What a screen reader says of a region on the map."""
    return page.locator(f"#map [data-region={name}]").get_attribute("aria-label") or ""


def test_a_write_is_seen_to_come_to_every_region(opened: Open, service: Keyvalue) -> None:
    page = opened()
    said = _submit(page, "write", "greeting", "good morning")
    assert re.search(
        r"Wrote greeting: .*In eu-central-1\. [\d,.]+ ms, through keyvalue\.example\.com\.", said, re.DOTALL
    )
    page.wait_for_selector("#log dd[data-state=seen] >> nth=1")
    arrived = page.eval_on_selector_all("#log dd", "rows => rows.map(row => Number(row.dataset.most))")
    assert all(milliseconds >= 300 for milliseconds in arrived), "the emulator's lag"
    assert _region(page, "eu-central-1").startswith("eu-central-1, Frankfurt, DE: wrote.")
    assert _region(page, "us-west-2").startswith("us-west-2, Oregon, US: has it.")
    assert page.locator(".world-lines .copied").count() == 2
    asked = {served.host for served in service.emulator.door.journal if served.path == "/greeting"}
    assert asked == {HOST, regional("eu-west-1"), regional("us-west-2")}
    assert page.evaluate("document.getAnimations().length") == 0, "who asks for less motion gets none"


def test_a_region_of_the_map_opens_its_own_address(opened: Open, service: Keyvalue) -> None:
    page = opened()
    _submit(page, "write", "here", "x")
    page.wait_for_selector("#log dd[data-state=seen] >> nth=1")
    page.locator("#map [data-region=us-west-2]").press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "us-west-2"
    said = _submit(page, "read", "here", form="#panel-form")
    assert "Written in eu-central-1, read in us-west-2." in said
    assert page.text_content("#said") is not None
    assert "read in us-west-2" in (page.text_content("#said") or "")
    assert service.emulator.door.journal[-1].host == regional("us-west-2")
    assert page.locator("#regions tr.answered th button").inner_text() == "us-west-2"
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    assert page.evaluate("document.activeElement.dataset.region") == "us-west-2"
    page.locator("#map [data-region=eu-west-1] .reach").click()
    assert page.inner_text("#panel-title") == "eu-west-1"


def test_a_lost_region_fails_in_words_until_it_is_back(opened: Open, service: Keyvalue) -> None:
    page = opened()
    page.click("#regions button >> text=eu-west-1")
    service.emulator.chaos.lose("eu-west-1")
    try:
        said = _submit(page, "write", "lost", "x", form="#panel-form")
    finally:
        service.emulator.chaos.heal("eu-west-1")
    assert "Could not write lost" in said
    assert "Its region may be in trouble" in said
    assert "failed" in _region(page, "eu-west-1")
    assert "In eu-west-1." in _submit(page, "write", "lost", "x", form="#panel-form")
    assert "failed" not in _region(page, "eu-west-1")


CORS = {"access-control-allow-origin": "*"}
OTHERS = {"access-control-allow-origin": "https://other.example"}
ANSWERS = (
    ({"status": 429, "headers": CORS, "body": "{}"}, "answered 429: too many requests"),
    ({"status": 500, "headers": CORS, "body": '{"message": "no"}'}, "answered 500: its function failed"),
    ({"status": 418, "headers": CORS, "body": '{"error": "a teapot"}'}, "answered 418: a teapot"),
    ({"status": 404, "headers": CORS, "body": '{"message": "Not Found"}'}, "answered 404: Not Found"),
    ({"status": 200, "headers": CORS, "body": "<html>"}, "answered with something else than a key"),
    ({"status": 200, "headers": CORS, "body": "null"}, "answered with something else than a key"),
    (
        {"status": 200, "headers": OTHERS, "body": "{}"},
        "the API's CORS settings leave out http://map.example.com",
    ),
    (None, "cannot be reached"),
)


def _answering(answer: dict[str, Any] | None) -> Callable[[Route], None]:
    return lambda route: route.fulfill(**answer) if answer else route.abort()


def test_what_goes_wrong_is_said_in_words(opened: Open) -> None:
    page = opened()
    for answer, words in ANSWERS:
        page.route(f"http://{HOST}/wrong", _answering(answer))
        assert words in _submit(page, "read", "wrong")
    assert page.locator("#log > li.failed").count() == len(ANSWERS)


def test_text_of_others_stays_text(opened: Open) -> None:
    page = opened()
    assert HOSTILE in _submit(page, "write", HOSTILE, HOSTILE)
    assert HOSTILE in _submit(page, "read", HOSTILE)
    body = {"value": HOSTILE, "writeRegion": HOSTILE, "readRegion": HOSTILE, "version": HOSTILE}
    page.route(f"http://{HOST}/evil", lambda route: route.fulfill(json=body, headers=CORS))
    assert f"Written in {HOSTILE}, read in {HOSTILE}" in _submit(page, "read", "evil")
    assert page.locator("img").count() == 0


def test_keys_that_cannot_be_asked_for_are_refused(opened: Open) -> None:
    page = opened()
    for key in (".", "..", "health"):
        page.fill("#shared-form [name=key]", key)
        page.click("#shared-form [value=read]")
        message = page.eval_on_selector("#shared-form [name=key]", "input => input.validationMessage")
        assert "choose another key" in message
    assert page.locator("#log > li").count() == 0


def test_a_city_tells_how_far_every_region_is(opened: Open) -> None:
    page = opened()
    page.select_option("#city", label="New York, US")
    rows = page.eval_on_selector_all(
        "#regions tr", "rows => rows.map(row => [...row.cells].map(cell => cell.innerText))"
    )
    (city,) = (city for city in CITIES if city.name == "New York")
    far = sorted((km(city, REGIONS_OF_AWS[name]), name) for name in REGIONS)
    assert [(row[0].split()[0], *row[1:]) for row in rows] == [
        (name, f"{kilometres:,.0f}", f"{kilometres / 1.609344:,.0f}") for kilometres, name in far
    ]
    assert page.inner_text("#place") == "us-west-2 is nearest."
    assert page.locator(".world-lines .way").count() == 3
    assert "Not us-west-2, which is nearest by distance." in _submit(page, "write", "far", "x")
    page.select_option("#city", label="a place unknown")
    assert page.locator(".world-lines .way").count() == 0


def test_the_browser_is_asked_where_it_is_on_a_click_alone(opened: Open) -> None:
    here = {"latitude": -33.9, "longitude": 151.2}
    page = opened(LOCAL, geolocation=here, permissions=["geolocation"])
    assert page.locator(".world-clients .mark").count() == 0
    page.click("#locate")
    page.wait_for_selector(".world-clients .mark")
    assert page.inner_text("#place") == "us-west-2 is nearest."
    assert page.inner_text("#city option:checked") == "your place, as your browser says"


@pytest.mark.parametrize(
    ("host", "words"), ((PAGE, "on HTTPS alone"), (LOCAL, "was not allowed to say where you are"))
)
def test_who_cannot_be_found_is_told_why(opened: Open, host: str, words: str) -> None:
    page = opened(host, permissions=[])
    page.click("#locate")
    page.wait_for_function("words => document.querySelector('#place').textContent.includes(words)", arg=words)


def test_without_service_json_the_page_says_what_it_lacks(opened: Open) -> None:
    page = opened(told=None)
    assert "service.json beside it cannot be read (status 404)" in page.inner_text("[role=alert]")


def test_a_region_without_an_address_of_its_own_says_so(opened: Open, service: Keyvalue) -> None:
    regions = [{"name": name, "host": None} for name in REGIONS]
    page = opened(told={**service.told, "regions": regions})
    page.click("#regions button >> text=eu-west-1")
    assert "no address of its own" in page.inner_text("#panel-about")
    assert "In eu-central-1." in _submit(page, "write", "one", "x")
    assert page.locator("#log dl").count() == 0


@pytest.mark.parametrize("scheme", ("light", "dark"))
def test_a_narrow_page_has_all_of_it(opened: Open, scheme: str) -> None:
    page = opened(width=360, color_scheme=scheme)
    page.click("#regions button >> text=eu-west-1")
    _submit(page, "write", "k" * 150, "v" * 150)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(19, 21, 23)"
    assert dark is (scheme == "dark")
