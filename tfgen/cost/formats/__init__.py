"""Reports of costs in the formats that people and CI systems read, one file each."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfgen.cost.report import Report


class Format(StrEnum):
    """The formats by name: what the command takes, what docs list, and what renders each."""

    text = "text"
    json = "json"
    markdown = "markdown"
    html = "html"

    def render(self, report: Report, all_lines: bool, width: int) -> str:
        """A report in this format; `all_lines` adds every line of the bill, which JSON has always.

        Text keeps to `width` characters.
        """
        match self:
            case Format.text:
                from tfgen.cost.formats import text

                return text.render(report, all_lines, width)
            case Format.json:
                from tfgen.cost.formats import json

                return json.render(report)
            case Format.markdown:
                from tfgen.cost.formats import markdown

                return markdown.render(report, all_lines)
            case Format.html:
                from tfgen.cost.page.render import render as render_page

                return render_page(report, all_lines)
