"""Pages in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.component.cost.page.opened import Opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Opens a page from a file. At the end, none may have asked for anything else, or have met an error."""
    pages: list[Opened] = []

    def open_(html: str, width: int = 1280, scheme: str = "light") -> Opened:
        path = tmp_path / f"{len(pages)}.html"
        path.write_text(html, "utf-8")
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        pages.append(Opened(page, path.as_uri()))
        return pages[-1]

    yield open_
    for each in pages:
        each.page.close()
        assert each.errors == []
        assert set(each.requests) == {each.address}
