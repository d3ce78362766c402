"""Reports of gates, one file for each format."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfgen.gate.report import Report
    from tfgen.spec.source import Source


class Format(StrEnum):
    """The formats by name."""

    text = "text"
    json = "json"
    github = "github"
    junit = "junit"

    def render(self, report: Report, source: Source) -> str:
        """A report in this format."""
        match self:
            case Format.text:
                from tfgen.gate.formats import text

                return text.render(report)
            case Format.json:
                from tfgen.gate.formats import json

                return json.render(report)
            case Format.github:
                from tfgen.output import github

                return github.render(report.findings(source))
            case Format.junit:
                from tfgen.gate.formats import junit

                return junit.render(report)
