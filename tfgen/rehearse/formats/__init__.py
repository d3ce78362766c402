"""Reports of rehearsals in the formats that people and CI systems read, one file each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfgen.rehearse.report import Report


def render(name: str, report: Report) -> str:
    """A report as json, markdown or junit. Text is told step by step, by functions of its own."""
    match name:
        case "json":
            from tfgen.rehearse.formats import json

            return json.render(report)
        case "markdown":
            from tfgen.rehearse.formats import markdown

            return markdown.render(report)
        case "junit":
            from tfgen.rehearse.formats import junit

            return junit.render(report)
    raise ValueError(f"no such format: {name}")
