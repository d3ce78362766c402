"""What is said of regions that left a spec and not yet the account."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tfgen.cli.ending import say
from tfgen.cli.judging import told

if TYPE_CHECKING:
    from tfgen.stack.loaded import Readable
    from tfgen.suppress.judge import Judge

_STATE = "terraform.tfstate"


def say_what_is_left(loaded: Readable, folder: Path, judge: Judge | None = None) -> None:
    """Tells of regions that the folder's main.tf or its local state has, and of states of roots, that the spec has not."""
    from tfgen.diagnostics import Severity
    from tfgen.plan.layout import of_another_layout
    from tfgen.plan.refusals import left_behind
    from tfgen.render.main_tf import MAIN

    found = of_another_layout(folder, loaded.stack, Severity.WARNING)
    if not loaded.stack.is_apart:
        behind = left_behind(_text(folder, MAIN), _text(folder, _STATE), loaded.stack, loaded.source)
        found += [behind] if behind else []
    left = told(found, loaded, judge)
    if left:
        say(left, loaded.sources)


def _text(folder: Path, name: str) -> str:
    """A file of the folder; empty where none can be read."""
    from tfgen.disk import read_file, tree_root

    try:
        return read_file(folder / name, tree_root(folder), 2**30).decode("utf-8", "replace")
    except OSError:
        return ""
