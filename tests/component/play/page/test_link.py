"""Scenarios as links, and the connection: what comes again, and what does not come any more."""

from __future__ import annotations

import base64
import json
import zlib
from typing import TYPE_CHECKING

from tests.component.play.page.conftest import Open
from tests.component.play.page.told import Told
from tfgen.play.files import page_files
from tfgen.play.server import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ACTIONS = [{"at": 0, "do": "lose", "region": "eu-west-1"}, {"at": 900, "do": "heal", "region": "eu-west-1"}]


def _packed(actions: object) -> str:
    """As docs/play.md says: base64url of the deflated JSON."""
    return base64.urlsafe_b64encode(zlib.compress(json.dumps(actions).encode())).decode().rstrip("=")


def _lines(page: Page) -> list[str]:
    return page.locator("#log li").all_text_contents()


def _until(page: Page, told: Told, count: int) -> None:
    """Until so many actions were asked for."""
    for _ in range(100):
        if len(told.actions) >= count:
            return
        page.wait_for_timeout(20)


def test_a_link_is_played_when_somebody_says_so(opened: Open) -> None:
    told = Told()
    page = opened(told, f"#s={_packed(ACTIONS)}")
    page.wait_for_selector("#offer-play >> visible=true")
    assert page.text_content("#offer-text") == "of 2 actions."
    page.wait_for_selector("#stream-start:enabled")
    assert told.actions == []
    page.click("#offer-play")
    _until(page, told, 1)
    assert told.actions == [{"do": "scenario", "actions": ACTIONS}]


def test_the_link_that_is_copied_carries_the_actions(opened: Open) -> None:
    told = Told()
    page = opened(told)
    page.wait_for_selector("#show-me:enabled")
    page.click("#show-me")
    _until(page, told, 1)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("#copy")
    page.wait_for_selector("#timeline-said:has-text('Copied')")
    link = page.evaluate("navigator.clipboard.readText()")
    address, _, packed = link.partition("#s=")
    assert link == page.url
    assert address.endswith("/")
    actions = json.loads(zlib.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))))
    assert actions == told.timeline()["actions"]
    assert [each["do"] for each in actions[0]["actions"]] == ["stream", "lose", "heal"]


PASTED = (
    json.dumps({"actions": ACTIONS}),
    json.dumps(ACTIONS),
    f"http://127.0.0.1:1/x/#s={_packed(ACTIONS)}",
)


def test_what_is_pasted_is_played(opened: Open) -> None:
    told = Told()
    page = opened(told)
    for count, pasted in enumerate(PASTED, 1):
        page.click("#import-box summary")
        page.fill("#import-text", pasted)
        page.click("#import button:enabled")
        page.wait_for_selector("#import-box:not([open])")
        assert told.actions == count * [{"do": "scenario", "actions": ACTIONS}]


BOMB = base64.urlsafe_b64encode(zlib.compress(b"[" + b" " * 9_000_000 + b"]")).decode().rstrip("=")


NO_SCENARIOS = {
    "{": "neither the JSON",
    "{}": "no actions",
    "#s=AAAA": "neither the JSON",
    '[{"at": 0}]': "no actions",
    f"#s={BOMB}": "neither the JSON",
}


def test_what_is_no_scenario_is_said(opened: Open) -> None:
    told = Told()
    page = opened(told)
    page.click("#import-box summary")
    for pasted, said in NO_SCENARIOS.items():
        page.fill("#import-text", pasted)
        page.click("#import button:enabled")
        page.wait_for_selector(f"#said:has-text('{said}')")
    assert told.actions == []


def test_a_connection_that_breaks_brings_nothing_twice(opened: Open) -> None:
    told = Told()
    page = opened(told)
    told.client(1, "eu-west-1", city="Paris")
    told.requests(*(told.request(1, "eu-west-1") for _ in range(5)))
    told.region("eu-west-1", lost=["api"])
    versions = [{"region": name, "at": 1, "item": {}} for name in told.regions[:2]]
    told.hub.tell("conflict", table="keyvalues", key={"key": "one"}, versions=versions, won=told.regions[0])
    told.hub.tell("note", text="all is well")
    page.wait_for_selector("#log li:has-text('all is well')")
    before = _lines(page)
    for reader in list(told.hub._readers):
        reader.end()
    told.requests(told.request(1, "eu-west-1", 500))
    page.wait_for_selector("#link[data-kind=waiting]")
    page.wait_for_selector("#link[data-kind=live]")
    told.hub.tell("note", text="again")
    page.wait_for_selector("#log li:has-text('again')")
    assert _lines(page)[:-1] == before
    assert page.locator("#conflicts li").count() == 1
    page.wait_for_selector(".world .placed")
    assert page.locator(".world .placed").count() == 2, "a client and its line"
    assert page.locator("#regions .region").count() == 3
    page.wait_for_selector("#requests tr.bad")
    assert page.locator("#requests tbody tr").count() == 6
    page.wait_for_selector("#timeline[aria-label*='5 requests were answered and 1 failed']")


def test_a_model_that_changes_takes_nothing_away(opened: Open) -> None:
    """Once the stack stands it is known by which names its regions are asked."""
    told = Told()
    page = opened(told)
    told.client(1, "eu-west-1", city="Paris")
    told.requests(told.request(1, "eu-west-1"))
    page.wait_for_selector("#requests tbody tr")
    regions = [{**region, "host": f"{region['name']}.example.com"} for region in told.model["regions"]]
    told.hub.tell("model", **{**told.model, "regions": regions})
    page.wait_for_selector("#panel-eu-west-1 >> text=eu-west-1.example.com", state="attached")
    page.wait_for_selector(".world .line.placed")
    assert page.locator("#regions [data-state=whole]").count() == 3
    assert page.locator("#clients button").count() == 1


def test_a_server_that_is_gone_is_said(browser: Browser) -> None:
    told = Told()
    page = browser.new_page()
    with served(told.hub, told.act, told.timeline, page_files()) as url:
        page.goto(url)
        page.wait_for_selector("#stream-start:enabled")
        page.context.set_offline(True)
        for reader in list(told.hub._readers):
            reader.end()
        page.wait_for_selector("#link:has-text('tfgen play is gone')", timeout=8000)
        assert page.evaluate("document.querySelector('main').inert")
        page.context.set_offline(False)
        page.wait_for_selector("#link[data-kind=live]")
        assert not page.evaluate("document.querySelector('main').inert")
    page.close()


def test_a_page_too_many_rests_and_says_so(opened: Open) -> None:
    told = Told()
    page = opened(told)
    told.hub._readers[0].end(b"event: elsewhere\ndata: {}\n\n")
    page.wait_for_selector("#link:has-text('this one rests')")
    page.wait_for_timeout(300)
    assert told.hub._readers == [] or page.get_attribute("#link", "data-kind") == "elsewhere"
