"""Pages in a browser from files of a folder, as CloudFront would serve them with a strict policy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Route

TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".html": "text/html",
    ".json": "application/json",
}


def answers(
    folder: Path, given: Mapping[str, str] | None = None, policy: str = "default-src 'self'"
) -> Callable[[Route], None]:
    """A handler of routes: a file of the folder, or a text that is given for its name; else a 404."""

    def answer(route: Route) -> None:
        name = Path(urlsplit(route.request.url).path).name or "index.html"
        body = (given or {}).get(name)
        if body is None and (folder / name).is_file():
            body = (folder / name).read_text("utf-8")
        if body is None:
            route.fulfill(status=404)
            return
        headers = {"content-security-policy": policy}
        route.fulfill(body=body, content_type=TYPES[Path(name).suffix], headers=headers)

    return answer
