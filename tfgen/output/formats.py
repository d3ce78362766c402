"""The formats by name. A module is imported only when its format is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tfgen.diagnostics import Code, Diagnostic

FORMATS = ("text", "json", "sarif", "github", "junit")


def render(
    name: str,
    diagnostics: Sequence[Diagnostic],
    sources: Mapping[str, str],
    codes: Callable[[], Mapping[str, Code]],
    *,
    color: bool = False,
) -> str:
    """Findings in one of the FORMATS.

    `sources` holds the text of the files that spans name, the spec first; what is missing is not quoted.
    `codes` is a function, because every check must be imported to collect them and only SARIF tells of them.
    """
    match name:
        case "text":
            from tfgen.output import text

            return text.render(diagnostics, sources, color=color)
        case "json":
            from tfgen.output import json

            return json.render(diagnostics)
        case "sarif":
            from tfgen.output import sarif

            return sarif.render(diagnostics, sources, codes())
        case "github":
            from tfgen.output import github

            return github.render(diagnostics)
        case "junit":
            from tfgen.output import junit

            return junit.render(diagnostics)
    raise ValueError(f"no such format: {name}")
