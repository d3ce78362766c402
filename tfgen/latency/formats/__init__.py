"""Reports of latency in the formats that people and programs read, one file each."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfgen.latency.report import Report


class Format(StrEnum):
    """The formats by name."""

    text = "text"
    json = "json"
    markdown = "markdown"
    html = "html"

    def render(self, report: Report, width: int) -> str:
        """A report in this format; text keeps to `width` characters."""
        match self:
            case Format.text:
                from tfgen.latency.formats import text

                return text.render(report, width)
            case Format.json:
                from tfgen.latency.formats import json

                return json.render(report)
            case Format.markdown:
                from tfgen.latency.formats import markdown

                return markdown.render(report)
            case Format.html:
                from tfgen.latency.page.render import render

                return render(report)
