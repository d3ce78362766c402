"""A page of costs as its reader sees it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


class Opened:
    """A page in a browser: what it says, and what it asked for."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.errors: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: self.errors.append(message.text))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: self.errors.append(dialog.message))
        page.on("request", lambda request: self.requests.append(request.url))
        page.goto(address)

    def set(self, **settings: Decimal | int | None) -> None:
        """Types a number for each setting; None, and what there is nothing to set of, stays as it was at first."""
        if self.page.is_enabled("#reset"):
            self.page.click("#reset")
        for name, value in settings.items():
            if value is not None and self.page.locator(f"#{name}:enabled").count():
                self.page.fill(f"#{name}", f"{Decimal(value):f}")

    def text(self, selector: str) -> str:
        """What it says."""
        return (self.page.text_content(selector) or "").strip()

    @property
    def total(self) -> Decimal:
        """The sum in large letters."""
        return usd(self.text("#total"))

    def table(self) -> Mapping[tuple[str, str], str]:
        """Every cell of the large table, by service (or `total`) and column."""
        rows = self.page.eval_on_selector_all(
            "#table tr", "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
        )
        head, *body = rows
        return {(row[0], name): text for row in body for name, text in zip(head[1:], row[1:], strict=True)}

    def causes(self) -> dict[str, Decimal]:
        """What makes the difference."""
        rows = self.page.eval_on_selector_all(
            "#causes tr", "rows => rows.map(row => [...row.cells].map(cell => cell.textContent))"
        )
        return {name: usd(text) for name, text in rows}


def usd(text: str) -> Decimal:
    """Dollars without the signs that are around them; what is less than a cent, or unknown, is none."""
    found = re.search(r"(<|>)?(-?)\$?([\d,.]+)", text.strip("≈? "))
    return Decimal(found[2] + found[3].replace(",", "")) if found and not found[1] else Decimal(0)
