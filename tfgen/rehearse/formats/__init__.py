"""Reports of rehearsals in the formats that people and CI systems read, one file each."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfgen.rehearse.report import Report


class Format(StrEnum):
    """The formats by name: what the command takes, what docs list, and what renders each."""

    text = "text"
    json = "json"
    markdown = "markdown"
    junit = "junit"

    def render(self, report: Report) -> str:
        """A report in this format. Of text, what follows the lines that tell each step as it ends."""
        match self:
            case Format.text:
                from tfgen.rehearse.formats import text

                return text.tail(report)
            case Format.json:
                from tfgen.rehearse.formats import json

                return json.render(report)
            case Format.markdown:
                from tfgen.rehearse.formats import markdown

                return markdown.render(report)
            case Format.junit:
                from tfgen.rehearse.formats import junit

                return junit.render(report)
