"""Reports of drift, one file for each format."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfgen.drift.report import Report
    from tfgen.spec.source import Source


class Format(StrEnum):
    """The formats by name."""

    text = "text"
    markdown = "markdown"
    json = "json"
    github = "github"

    def render(self, report: Report, source: Source | None) -> str:
        """A report in this format."""
        match self:
            case Format.text:
                from tfgen.drift.formats import text

                return text.render(report)
            case Format.markdown:
                from tfgen.drift.formats import markdown

                return markdown.render(report)
            case Format.json:
                from tfgen.drift.formats import json

                return json.render(report)
            case Format.github:
                from tfgen.drift.judged import of_groups
                from tfgen.output import github

                return github.render(of_groups(report.groups, source))
