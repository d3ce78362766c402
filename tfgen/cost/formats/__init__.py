"""Reports of costs in the formats that people and CI systems read, one file each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfgen.cost.report import Report


def render(name: str, report: Report, all_lines: bool) -> str:
    """A report as text, json, markdown or html; `all_lines` adds every line of the bill, which JSON has always."""
    match name:
        case "text":
            from tfgen.cost.formats import text

            return text.render(report, all_lines)
        case "json":
            from tfgen.cost.formats import json

            return json.render(report)
        case "markdown":
            from tfgen.cost.formats import markdown

            return markdown.render(report, all_lines)
        case "html":
            from tfgen.cost.page.render import render as render_page

            return render_page(report, all_lines)
    raise ValueError(f"no such format: {name}")
