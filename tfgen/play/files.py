"""The files of the page, as they lie in the package."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable

INDEX = "index.html"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".json": "application/json",
}
_FOLDERS = (("tfgen.play", "page"), ("tfgen.world", "page"), ("tfgen.world", ""))
"""The first that has a name is asked. The last holds the map's outline."""


def page_files() -> dict[str, Traversable]:
    """Every file of the page, by the name under which it is served."""
    found: dict[str, Traversable] = {}
    for package, folder in reversed(_FOLDERS):
        place = resources.files(package) / folder if folder else resources.files(package)
        if place.is_dir():
            found |= {
                file.name: file for file in place.iterdir() if file.is_file() and content_type(file.name)
            }
    return found


def content_type(name: str) -> str:
    """Of a file; empty for one that no page has."""
    return next((kind for suffix, kind in _TYPES.items() if name.endswith(suffix)), "")


Files = Mapping[str, Traversable]
