"""The formats of a review. A module is imported only when its format is asked for."""

from __future__ import annotations

import importlib
from enum import StrEnum
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from tfgen.review.result import Review


class Format(StrEnum):
    """The formats by name."""

    text = "text"
    markdown = "markdown"
    json = "json"
    github = "github"
    gitlab = "gitlab"
    junit = "junit"

    def render(self, review: Review) -> str:
        """A review in this format."""
        return cast("str", importlib.import_module(f"tfgen.review.formats.{self}").render(review))


SUFFIXES = {
    ".md": Format.markdown,
    ".json": Format.json,
    ".xml": Format.junit,
    ".txt": Format.text,
    "": Format.text,
}
"""The formats of files by their names."""
