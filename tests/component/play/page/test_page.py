"""The page of a play as somebody uses it: every event shows, every button asks for what it says."""

from __future__ import annotations

import base64
import io
import itertools
import re
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.component.play.page.conftest import Open
from tests.component.play.page.told import TOKYO, Told
from tests.specs import example, stack_of
from tfgen.play.model import model

if TYPE_CHECKING:
    from playwright.sync_api import Page

HOSTILE = "<img src=x onerror=alert(1)>"
RED = (0xCF, 0x22, 0x2E)


def _says(page: Page, selector: str, text: str) -> None:
    page.wait_for_function(
        "([selector, text]) => document.querySelector(selector)?.textContent.includes(text)",
        arg=[selector, text],
    )


def _dots(page: Page) -> Image.Image:
    """What is drawn above the map."""
    url = page.evaluate("document.querySelector('.world-overlay').toDataURL()")
    return Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2]))).convert("RGBA")


def _waits(page: Page, is_true: Callable[[Image.Image], bool]) -> None:
    """Until the dots are so."""
    for _ in range(100):
        if is_true(_dots(page)):
            return
        page.wait_for_timeout(30)
    pytest.fail("the dots are not so")


def _is_red(image: Image.Image) -> bool:
    return any(pixel == (*RED, 255) for _, pixel in image.getcolors(1 << 16) or ())


def _mark(name: str) -> str:
    return f".world .region[aria-label^='{name}']"


def test_from_the_apply_to_a_lost_region_and_back(opened: Open) -> None:
    told = Told(ready=False)
    ireland = "eu-west-1"
    page = opened(told)
    told.hub.tell("progress", stage="apply", text="aws_lambda_function.this: made", done=4, of=9)
    _says(page, "#progress-text", "aws_lambda_function.this: made")
    assert page.text_content("#progress-count") == "4 of 9 resources"
    assert page.locator("#stages [aria-current=step]").text_content() == "terraform apply"
    assert page.locator("#stream-start").is_disabled()
    assert page.locator(_mark(ireland)).get_attribute("aria-label") == f"{ireland}: not made yet"

    told.ready()
    page.wait_for_selector("#progress", state="hidden")
    told.client(1, ireland, city="Paris")
    told.client(2, "us-west-2", TOKYO, stream=True)
    page.wait_for_selector(".world .line.placed")
    way = page.locator(".world .line.placed").get_attribute("d")

    page.click(_mark(ireland))
    page.click(f"#panel-{ireland} >> text=everything")
    page.wait_for_function("() => document.querySelector('[data-busy]')?.dataset.busy === 'false'")
    assert told.actions == [{"do": "lose", "region": ireland}]
    told.region(ireland, lost=told.model["parts"])
    told.requests(told.request(1, ireland, None))
    _waits(page, _is_red)
    page.wait_for_selector(".world .placed.failing")
    page.wait_for_selector(f"{_mark(ireland)}[data-state=lost]")
    _says(page, "#log", f"{ireland}: lost")
    assert page.get_attribute(f"#panel-{ireland} >> text=tables", "aria-pressed") == "true"

    told.region(ireland, lost=told.model["parts"], healthy=False)
    told.hub.tell("health", region=ireland, healthy=False, why="no answer in 10 s")
    told.hub.tell("dns", client=1, region="eu-central-1")
    _says(page, "#log", f"DNS leads 1 client from {ireland} to eu-central-1")
    assert page.locator(".world .line.placed").get_attribute("d") != way
    assert page.locator(_mark(ireland)).get_attribute("aria-label") == f"{ireland}: lost, out of DNS"

    told.requests(told.request(1, "eu-central-1"), told.request(2, "us-west-2"))
    told.region(ireland)
    told.hub.tell("dns", client=1, region=ireland)
    sums = {"by_region": {ireland: 1, "eu-central-1": 1, "us-west-2": 1}, "failed_by_region": {ireland: 1}}
    told.hub.tell("counts", total=3, failed=1, **sums)
    _says(page, "#total", "3")
    _says(page, "#log", f"{ireland}: healed")
    _says(page, f".region[aria-label={ireland}]", "1 client · 1 request · 1 failed")
    assert page.text_content("#failed") == "1"
    assert page.text_content("#median") == "120 ms"
    assert page.locator(".world .placed.failing").count() == 0
    assert "2 requests were answered and 1 failed" in (page.get_attribute("#timeline", "aria-label") or "")


@pytest.mark.parametrize("width", (360, 1440))
def test_everything_fits_is_named_and_is_reached_by_keyboard(opened: Open, width: int) -> None:
    told = Told()
    page = opened(told, viewport={"width": width, "height": 800})
    told.client(1, "eu-west-1", city="Paris" * 20)
    for one, other in itertools.permutations(told.regions, 2):
        told.hub.tell(
            "replication", table="keyvalues", **{"from": one, "to": other}, lag_ms=99_000, pending=9999
        )
    versions = [{"region": name, "at": 1, "item": {"v": "x" * 300}} for name in told.regions]
    told.hub.tell(
        "conflict", table="keyvalues", key={"key": "k" * 200}, versions=versions, won=told.regions[0]
    )
    told.hub.tell("note", text="n" * 300)
    told.requests(told.request(1, "eu-west-1", path="/" + "p" * 300))
    page.wait_for_selector("#conflicts li")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    unnamed = page.evaluate("""() => [...document.querySelectorAll("button, input, select, textarea, a, canvas:not([aria-hidden])")]
      .filter((each) => !each.labels?.length && !each.textContent.trim() && !each.ariaLabel)
      .map((each) => each.outerHTML)""")
    assert unnamed == []
    page.focus(_mark("us-west-2"))
    page.keyboard.press("Enter")
    assert page.is_visible("#panel-us-west-2")
    assert page.evaluate("document.activeElement.getAttribute('aria-controls')") == "panel-us-west-2"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_timeout(200)
    assert told.actions == [{"do": "lose", "region": "us-west-2"}]


BUTTONS: dict[str, dict[str, Any]] = {
    "API": {"do": "lose", "parts": ["api"]},
    "control plane": {"do": "lose", "parts": ["control"]},
    "Slow": {"do": "slow", "seconds": 2},
    "Drain": {"do": "drain", "drained": True},
    "Stop": {"do": "stop-replication"},
}


def test_the_buttons_of_a_region_ask_for_what_they_say(opened: Open) -> None:
    told = Told()
    page = opened(told)
    page.click(".region[aria-label=us-west-2] .region-head")
    for label, action in BUTTONS.items():
        page.click(f"#panel-us-west-2 button:text-is('{label}')")
        page.wait_for_selector("#panel-us-west-2 [data-busy=true]", state="detached")
        assert told.actions[-1] == {"region": "us-west-2", **action}
    told.region("us-west-2", lost=["api"], delay=2, drained=True, replicating=False)
    for label, do in {"Heal": "heal", "Bring back": "drain", "Resume": "resume-replication"}.items():
        page.click(f"#panel-us-west-2 button:text-is('{label}')")
        page.wait_for_selector("#panel-us-west-2 [data-busy=true]", state="detached")
        assert told.actions[-1]["do"] == do
    assert page.text_content(".region[aria-label=us-west-2] .words") == (
        "API lost, drained, slow by 2 s, replication stopped"
    )


def test_a_click_on_the_map_places_a_client_there(opened: Open) -> None:
    told = Told()
    page = opened(told)
    page.wait_for_selector("#stream-start:enabled")
    page.select_option("#city", "Tokyo")
    page.click("#placing button")
    box = page.locator(".world").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["width"] * 0.245)
    page.wait_for_timeout(200)
    city, sea = told.actions
    assert city == {"do": "place", "city": "Tokyo", "lat": 35.68, "lon": 139.69}
    assert abs(sea["lat"]) < 1
    assert abs(sea["lon"]) < 1


def test_a_request_is_made_from_its_route(opened: Open) -> None:
    told = Told()
    page = opened(told)
    told.client(7, "eu-west-1", city="Paris")
    page.wait_for_selector("#clients button")
    told.answer = {"request": told.request(7, "eu-west-1", 404, body=HOSTILE, headers={"x-of": HOSTILE})}
    page.select_option("#route", label="POST /{key}")
    page.fill("#parameters input", "a/b ü?")
    page.fill("#body", '{"value": 1}')
    page.fill("#headers", "x-one: 1: 2\nx-two:3")
    page.select_option("#from", label="Paris")
    page.click("#request button.main")
    _says(page, "#answer", "404 from eu-west-1")
    headers = {"x-one": "1: 2", "x-two": "3"}
    asked = {"do": "request", "client": 7, "method": "POST", "path": "/a%2Fb%20%C3%BC%3F"}
    assert told.actions == [{**asked, "headers": headers, "body": '{"value": 1}'}]
    assert page.text_content("#answer pre") == HOSTILE
    assert page.text_content("#answer-said") == "404 from eu-west-1 in 120 ms, 100 ms of it network"


@pytest.mark.parametrize("is_told_first", (True, False))
def test_a_client_in_a_city_is_placed_once_before_it_asks(opened: Open, is_told_first: bool) -> None:
    """Whether its event or the answer to its placing comes first."""
    told = Told()

    def heard(action: Mapping[str, Any]) -> None:
        if action["do"] == "place" and is_told_first:
            told.client(3, "eu-west-1", city="Lagos")
            time.sleep(0.6)  # the page has drawn it

    told.heard = heard
    page = opened(told)
    page.wait_for_selector("#request button:enabled")
    told.answer = {"id": 3, "request": told.request(3, "eu-west-1")}
    page.select_option("#from", label="Lagos")
    page.click("#request button.main")
    if not is_told_first:
        told.client(3, "eu-west-1", city="Lagos")
    page.wait_for_function("() => document.querySelector('#from').value === 'client:3'")
    page.click("#request button.main")
    _says(page, "#answer", "200 from eu-west-1")
    page.wait_for_timeout(200)
    assert [action["do"] for action in told.actions] == ["place", "request", "request"]
    assert [action["client"] for action in told.actions[1:]] == [3, 3]


def test_what_is_refused_is_said(opened: Open) -> None:
    told = Told()
    page = opened(told, refused=True)
    told.refuses = f"no: {HOSTILE}"
    page.wait_for_selector("#stream-start:enabled")
    page.click("#stream-start")
    _says(page, "#said", told.refuses)
    told.refuses = ""
    page.click("#stream-start")
    page.wait_for_selector("#said", state="hidden")
    assert told.actions == [{"do": "stream", "clients": 60, "rate": 20, "writes": 0.2}]


def test_hostile_words_are_words(opened: Open) -> None:
    """Whatever comes from the spec, from clients, or from answers."""
    plain = model(stack_of(example("keyvalue")), 1)
    route = {"method": "GET", "path": f"/{HOSTILE}", "parameters": [HOSTILE], "body": True, "auth": HOSTILE}
    table = {"name": HOSTILE, "key": [HOSTILE], "replicated": True}
    told = Told(service=HOSTILE, host=HOSTILE, routes=[route], tables=[table])
    page = opened(told)
    told.client(1, plain["regions"][0]["name"], city=HOSTILE)
    told.requests(told.request(1, None, None, path=f"/{HOSTILE}", error=HOSTILE))
    told.hub.tell("note", text=HOSTILE)
    versions = [{"region": name, "at": 1, "item": {"v": HOSTILE}} for name in told.regions[:2]]
    told.hub.tell("conflict", table=HOSTILE, key={HOSTILE: HOSTILE}, versions=versions, won=told.regions[0])
    told.hub.tell("health", region=HOSTILE, healthy=False, why=HOSTILE)
    _says(page, "#log", HOSTILE)
    _says(page, "#conflicts", HOSTILE)
    _says(page, "#requests", HOSTILE)
    assert page.text_content("#service") == HOSTILE
    assert page.locator("img").count() == 0


def test_replication_and_conflicts_are_shown(opened: Open) -> None:
    told = Told()
    page = opened(told)
    ireland, oregon = "eu-west-1", "us-west-2"
    way = {"table": "keyvalues", "from": ireland, "to": oregon}
    told.hub.tell("replication", **way, lag_ms=640, pending=0)
    _says(page, "#replication", "640 ms")
    told.hub.tell("replication", **way, lag_ms=2600, pending=12)
    _says(page, "#replication", "2.6 s\n12 waiting")
    page.wait_for_selector(".world .lag .label >> text=12 waiting")
    assert page.locator(".world .line.replication.behind").count() == 1
    assert page.text_content("#pending") == "12"
    page.click("#stop-all")
    page.click("#write-conflict")
    page.wait_for_selector("main [data-busy=true]", state="detached")
    assert told.actions == [
        {"do": "stop-replication", "region": None},
        {"do": "write-conflict", "table": "keyvalues"},
    ]
    versions = [{"region": name, "at": at, "item": {"v": name}} for at, name in enumerate((ireland, oregon))]
    told.hub.tell("conflict", table="keyvalues", key={"key": "one"}, versions=versions, won=oregon)
    _says(page, "#conflicts .won", f'{oregon} ✓ won{{"v":"{oregon}"}}')


def test_a_service_without_regions_to_replicate_to_says_so(opened: Open) -> None:
    told = Told(tables=[])
    page = opened(told)
    _says(page, "#replication", "No table is replicated.")
    page.click(".region-head >> nth=0")
    page.wait_for_selector(".panel button:text-is('everything'):enabled")
    assert page.locator(".panel button:text-is('Stop')").first.is_disabled()


def test_what_a_cdn_had_is_answered_by_no_region(opened: Open) -> None:
    told = Told()
    page = opened(told)
    told.client(1, "eu-west-1", city="Paris")
    told.requests(told.request(1, None, 200))
    _says(page, "#requests", "CDN200")
    page.wait_for_selector("#timeline[aria-label*='1 requests were answered and 0 failed']")
    assert page.locator(".world .failing").count() == 0


def test_an_apply_that_fails_is_told(opened: Open) -> None:
    told = Told(ready=False)
    page = opened(told)
    told.hub.tell("progress", stage="failed", text=f"TFG501 {HOSTILE}", done=3, of=9)
    _says(page, "#failure", f"TFG501 {HOSTILE}")
    assert page.is_visible("#failure")
    assert page.locator("#stream-start").is_disabled()


def test_nothing_moves_where_that_is_not_wanted(opened: Open) -> None:
    told = Told()
    page = opened(told, reduced_motion="reduce")
    told.client(1, "eu-west-1", city="Paris")
    page.wait_for_selector(".world .line.placed")
    told.requests(told.request(1, "eu-west-1", ms=900, network_ms=900))
    _waits(page, lambda dots: dots.getbbox() is not None)
    seen = _dots(page)
    page.wait_for_timeout(400)
    assert _dots(page) == seen
    assert page.evaluate("document.getAnimations().length") == 0


def test_the_clock_and_the_link_are_told(opened: Open) -> None:
    told = Told()
    page = opened(told)
    assert re.fullmatch(r"\d+:\d\d", page.text_content("#clock") or "")
    assert page.title() == "keyvalue · tfgen play"
