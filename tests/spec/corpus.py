"""The text that `tfgen validate` prints for a spec of the corpus, beside it as a golden file."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from tfgen.check.policy import check_rules
from tfgen.diagnostics import Diagnostic, in_order
from tfgen.load import Loaded, load
from tfgen.output import text
from tfgen.render.tree import code_problems

CASES = Path(__file__).parents[1] / "cases"
BAD_SPECS = CASES / "specs" / "bad"
RULES = CASES / "rules"


def specs(folder: Path) -> list[Path]:
    """The cases of a folder."""
    return sorted(folder.glob("*.yaml"))


def findings(spec: Path) -> tuple[Loaded, list[Diagnostic]]:
    """What the checks `spec` and `rules` find in a spec; rules have their turn when it is right otherwise."""
    with contextlib.chdir(spec.parent):
        loaded = load(spec.name)
        if loaded.stack is None or loaded.source is None:
            return loaded, in_order(loaded.problems)
        found = code_problems(loaded.stack, loaded.source, loaded.project)
        return loaded, in_order([*loaded.problems, *(found or check_rules(loaded.stack, loaded.source))])


def told(loaded: Loaded, found: Sequence[Diagnostic]) -> str:
    """Findings as a terminal shows them, without colour."""
    return text.render(found, {loaded.name: loaded.text})


def golden(spec: Path) -> Path:
    """The file that holds what is told of a spec."""
    return spec.with_suffix(".txt")


def write_golden() -> None:
    """Writes every golden file anew."""
    for spec in (*specs(BAD_SPECS), *specs(RULES)):
        golden(spec).write_text(told(*findings(spec)), "utf-8")
