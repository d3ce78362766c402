"""The formats of diagnostics. A module is imported only when its format is asked for."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tfgen.diagnostics import Code, Diagnostic, Suppressed


class Format(StrEnum):
    """The formats by name: what commands take, what docs list, and what renders each."""

    text = "text"
    json = "json"
    sarif = "sarif"
    github = "github"
    junit = "junit"

    def render(
        self,
        diagnostics: Sequence[Diagnostic],
        sources: Mapping[str, str],
        codes: Callable[[], Mapping[str, Code]],
        *,
        color: bool = False,
        ignored: Sequence[Suppressed] = (),
    ) -> str:
        """Diagnostics in this format.

        `sources` holds the text of the files that spans name, the spec first; what is missing is not quoted.
        `ignored` is told where a format has a place for it, and counted where not.
        `codes` is a function, because every check must be imported to collect them and only SARIF tells of them.
        """
        match self:
            case Format.text:
                from tfgen.output import text

                return text.render(diagnostics, sources, color=color, ignored=len(ignored))
            case Format.json:
                from tfgen.output import json

                return json.render(diagnostics, len(ignored))
            case Format.sarif:
                from tfgen.output import sarif

                return sarif.render(diagnostics, sources, codes(), ignored)
            case Format.github:
                from tfgen.output import github

                return github.render(diagnostics)
            case Format.junit:
                from tfgen.output import junit

                return junit.render(diagnostics, ignored)
