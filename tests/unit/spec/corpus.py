"""The specs of tests/cases, and what tfgen tells of each: a golden file stands beside it."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from tfgen.check.policy import check_rules
from tfgen.cli.across import once
from tfgen.cli.reading import open_specs
from tfgen.diagnostics import Diagnostic, in_order
from tfgen.output import text as text_format
from tfgen.render.tree import code_diagnostics
from tfgen.stack.loaded import Loaded, Readable

CASES = Path(__file__).parents[2] / "cases"
BAD_SPECS = CASES / "specs" / "bad"
RULES = CASES / "rules"
OPEN = "TFG236"


def specs(folder: Path) -> list[Path]:
    """The cases of a folder."""
    return sorted(folder.glob("*.yaml"))


def diagnostics(spec: Path) -> tuple[Loaded, list[Diagnostic]]:
    """What the checks `spec` and `rules` find, in a spec that is named without its folder, in all its environments.

    The one that a first line such as `# --env prod` names, if it names one.
    """
    first = spec.read_bytes().split(b"\n", 1)[0]
    env = first.removeprefix(b"# --env ").decode() if first.startswith(b"# --env ") else None
    with contextlib.chdir(spec.parent):
        each = open_specs(spec.name, env) or {}
        found = once({name: _found(it, spec) for name, it in each.items()})
        return next(iter(each.values())), in_order(found)


def _found(loaded: Loaded, spec: Path) -> list[Diagnostic]:
    if not isinstance(loaded, Readable):
        return loaded.diagnostics
    found = code_diagnostics(loaded.stack, loaded.source, loaded.project)
    rules = check_rules(loaded.stack, loaded.source)
    return [*found, *(each for each in rules if _is_meant(each, spec))]


def _is_meant(found: Diagnostic, spec: Path) -> bool:
    """Specs that are about something else do not say who may call: that is told of those that are about it alone."""
    return found.code != OPEN or spec.name.startswith(OPEN)


def told(loaded: Loaded, found: Sequence[Diagnostic]) -> str:
    """Findings as they are printed, without colour."""
    return text_format.render(found, loaded.sources)


def golden(spec: Path) -> Path:
    """The file that holds what is told of a spec."""
    return spec.with_suffix(".txt")


def write_golden(folder: Path) -> None:
    """Writes the golden files of a folder anew; a good spec has none."""
    for stale in folder.glob("*.txt"):
        stale.unlink()
    for spec in specs(folder):
        if text := told(*diagnostics(spec)):
            golden(spec).write_text(text, "utf-8", newline="\n")


def assert_golden(spec: Path) -> list[Diagnostic]:
    """Compares what is told of a spec with its golden file, and answers the diagnostics."""
    loaded, found = diagnostics(spec)
    expected = golden(spec).read_text("utf-8") if golden(spec).exists() else ""
    assert told(loaded, found) == expected, "run `make golden` to write it anew"
    return found
