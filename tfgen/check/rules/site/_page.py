"""What a page of HTML loads and holds that a Content-Security-Policy has to allow."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlsplit

_LOADED = {
    ("script", "src"): "script-src",
    ("img", "src"): "img-src",
    ("iframe", "src"): "frame-src",
    ("audio", "src"): "media-src",
    ("video", "src"): "media-src",
    ("source", "src"): "media-src",
}


class _Page(HTMLParser):
    """What a page needs: the directive, the origin or `inline`, and the line."""

    def __init__(self) -> None:
        super().__init__()
        self.needs: dict[tuple[str, str], int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for (of, name), directive in _LOADED.items():
            if tag == of and name in given:
                self._need(directive, given[name])
        if tag == "link" and "stylesheet" in given.get("rel", "").lower().split():
            self._need("style-src", given.get("href", ""))
        kind = given.get("type", "").lower()
        if tag == "script" and "src" not in given and kind in ("", "module", "importmap", "text/javascript"):
            self._note("script-src", "inline")
        if tag == "style" or "style" in given:
            self._note("style-src", "inline")
        if any(name.startswith("on") for name in given):
            self._note("script-src", "inline")

    def _need(self, directive: str, address: str) -> None:
        try:
            parts = urlsplit(address)
        except ValueError:
            return
        if parts.netloc:
            self._note(directive, f"{parts.scheme or 'https'}://{parts.netloc}")

    def _note(self, directive: str, what: str) -> None:
        self.needs.setdefault((directive, what), self.getpos()[0])


def needs(text: str) -> dict[tuple[str, str], int]:
    """The directive, and the origin or `inline`, with the line where it is needed first."""
    page = _Page()
    page.feed(text)
    page.close()
    return page.needs
