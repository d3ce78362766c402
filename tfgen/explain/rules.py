"""docs/rules.md: every code of diagnostics, as `tfgen explain` tells it."""

from __future__ import annotations

from collections.abc import Iterable

from tfgen.diagnostics import Basis, Code, Severity
from tfgen.explain.catalogue import codes
from tfgen.explain.markdown import table
from tfgen.suppress.known import why_not

GROUPS = {
    "TFG1": "The spec, the code and the files",
    "TFG2": "Across regions",
    "TFG3": "Terraform",
    "TFG4": "Plans",
    "TFG5": "Costs",
    "TFG6": "Rehearsals",
    "TFG7": "AWS",
    "TFG9": "The environment",
}


def page() -> str:
    """The page."""
    return "\n".join(
        [
            "# Findings\n",
            "<!-- Generated from the catalogue: run `make golden` to write it anew. -->\n",
            "Every finding has a code, which keeps its meaning. An error fails a run, with exit status 1; one of the",
            "environment with 2, as wrong use does. A warning or a note does not. `tfgen explain TFG104` prints one of",
            "these entries.\n",
            *(_group(prefix, title) for prefix, title in GROUPS.items()),
        ]
    )


def _group(prefix: str, title: str) -> str:
    found = [code for code in codes().values() if code.id.startswith(prefix)]
    return f"## {prefix}xx: {title}\n\n{_contents(found)}\n{''.join(map(_entry, found))}"


def _contents(found: Iterable[Code]) -> str:
    rows = ((f"[{code.id}](#{code.id.lower()})", code.severity, code.title) for code in found)
    return table(("code", "severity", "title"), rows)


def _entry(code: Code) -> str:
    heading = f'<a id="{code.id.lower()}"></a>\n### {code.id}: {code.title}'
    of = ", of the environment" if code.basis is Basis.ENVIRONMENT else ""
    why = why_not(code.id) if code.severity is Severity.ERROR else ""
    ignored = f" It cannot be [ignored](suppressing.md): {why}." if why else ""
    return f"{heading}\n\nSeverity: {code.severity}{of}.{ignored}\n\n{code.explanation}\n"
