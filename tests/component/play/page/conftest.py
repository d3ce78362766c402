"""Pages of a play in a real browser."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.component.play.page.told import Told
from tfgen.play.files import page_files
from tfgen.play.server import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Open = Callable[..., "Page"]


class _Faults(list[str]):
    """What a page met that it should not: errors, dialogs, and requests to anybody but the play."""

    def __init__(self, page: Page, url: str, refused: bool) -> None:
        super().__init__()
        self.url, self.refused = url, refused
        page.on("console", lambda message: self.add(message.text))
        page.on("pageerror", lambda error: self.add(str(error)))
        page.on("dialog", lambda dialog: self.add(dialog.message))
        page.on(
            "request", lambda request: self.add("" if request.url.startswith((url, "blob:")) else request.url)
        )

    def add(self, text: str) -> None:
        """A fault; what the browser says where the server refuses an action is none, if it has to refuse."""
        is_refusal = text.endswith("the server responded with a status of 400 (Bad Request)")
        if text and not (is_refusal and self.refused):
            self.append(text)


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Opens the page of a play. At the end, none may have met an error, or have asked anybody else for anything."""
    pages: list[tuple[Page, _Faults]] = []
    with contextlib.ExitStack() as plays:

        def open_(
            told: Told, link: str = "", script: str = "", refused: bool = False, **context: Any
        ) -> Page:
            url = plays.enter_context(served(told.hub, told.act, told.timeline, page_files()))
            page = browser.new_page(**{"viewport": {"width": 1440, "height": 1000}, **context})
            page.set_default_timeout(8000)
            faults = _Faults(page, url, refused)
            pages.append((page, faults))
            if script:
                page.add_init_script(f"({script})()")
            page.goto(url + link)
            page.wait_for_selector("#link[data-kind=live]")
            return page

        yield open_
        for page, _ in pages:
            page.close()
    for _, faults in pages:
        assert faults == []
