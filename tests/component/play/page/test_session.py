"""The page of a stack that stands: a region is lost by a click and comes back, as the emulator's log has it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.component.play.standing import DOMAIN, HOME, OTHER, Played, played, stood

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Played]:
    with stood(tmp_path) as rehearsal, played(rehearsal) as found:
        yield found


def _number(page: Page, selector: str) -> int:
    return int((page.text_content(selector) or "").replace(",", ""))


def _log(page: Page, text: str) -> None:
    page.wait_for_selector(f"#log li:has-text('{text}')", timeout=20_000)


def test_what_the_page_says_of_a_lost_region_is_what_the_emulator_saw(browser: Browser, play: Played) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(play.url)
    page.wait_for_selector("#stream-start:enabled")
    page.wait_for_selector(f".world .region[data-state=whole][aria-label^={HOME}]")
    page.select_option("#city", "London")
    page.click("#placing button")
    page.wait_for_selector(f"#clients li:has-text('led to {HOME}')")
    page.fill("#stream-clients", "20")
    page.fill("#stream-rate", "40")
    page.click("#stream-start")
    page.wait_for_function("() => Number(document.querySelector('#total').textContent) > 20")
    assert _number(page, "#failed") == 0

    page.click(f".world .region[aria-label^={HOME}]")
    page.click(f"#panel-{HOME} button:text-is('everything')")
    page.wait_for_function("() => Number(document.querySelector('#failed').textContent) > 0")
    _log(page, f"{HOME}: lost")
    _log(page, f"{HOME}: health check fails")
    page.wait_for_selector(f"#clients li:has-text('led to {OTHER}')", timeout=20_000)
    page.click(f"#panel-{HOME} button:text-is('Heal')")
    _log(page, f"{HOME}: health check passes")
    page.wait_for_selector(f"#clients li:has-text('led to {HOME}')", timeout=20_000)

    page.click("#stream-stop")
    page.wait_for_selector("#stream-stop:disabled")
    page.wait_for_timeout(1500)
    journal = play.session.rehearsal.emulator.door.journal
    seen = Counter((each.region, each.status >= 500) for each in journal if each.host == DOMAIN)
    assert _number(page, "#total") == sum(seen.values())
    assert _number(page, "#failed") == seen[HOME, True] > 0
    for region in (HOME, OTHER):
        told = page.text_content(f"#regions .region[aria-label={region}] .figures") or ""
        assert f"{seen[region, False] + seen[region, True]:,} requests" in told
    assert ("failed" in told) == bool(seen[OTHER, True])
    assert faults == []
    page.close()
