"""What is left in a rendered folder of another layout of states: a state that the next plan would not know."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tfgen.diagnostics import Code, Diagnostic, Severity
from tfgen.disk import read_file, tree_root
from tfgen.render.foreign import DATA
from tfgen.render.write import could_be_ours
from tfgen.stack.root import roots
from tfgen.stack.stack import Stack

OTHER_LAYOUT = Code(
    "TFG214",
    "state of another layout",
    finds="""in the rendered folder a state that holds resources, or a record that it is kept elsewhere, of a root that the
spec does not have: of all regions where it says `layout: per-region`, or of one region where it says `single`, or of a
region that the spec has no more.""",
    why="""nothing would be known of what stands: a plan would make everything a second time, or, of a region that is
gone, leave it there for ever.""",
    example="""\\
state: {layout: per-region}      # beside terraform/terraform.tfstate, which holds 61 resources
""",
    instead="""`tfgen state move`, which takes them to where the spec says they are; a region that goes is `retiring` first.
Where the old state is empty, delete its `.terraform`.""",
)

CODES = (OTHER_LAYOUT,)

STATE = "terraform.tfstate"
_MOST_BYTES = 2**30


def of_another_layout(folder: Path, stack: Stack, severity: Severity = Severity.ERROR) -> list[Diagnostic]:
    """States in a folder, of roots that the stack does not have."""
    known = {root.name for root in roots(stack)}
    others = [name for name in ("", *_below(folder)) if name not in known]
    found = []
    for name in others:
        for what in _kept(folder, folder / name):
            message = f"{(folder / name).as_posix()} has {what}, and the spec keeps none of that place"
            hint = "`tfgen state move` takes it to where the spec keeps it"
            found.append(OTHER_LAYOUT(message, hint=hint, severity=severity))
    return found


def _below(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir() if could_be_ours(f"{path.name}/main.tf"))
    except OSError:
        return []


def _kept(folder: Path, root: Path) -> Iterator[str]:
    count = sum(
        len(each.get("instances") or ()) for each in _json(folder, root / STATE).get("resources") or ()
    )
    if count:
        yield f"a state of {count} resources"
    backend = _json(folder, root / DATA / STATE).get("backend") or {}
    if backend and backend.get("type") != "local":
        yield f"a state that is kept in {backend.get('type')!r}"


def _json(folder: Path, path: Path) -> dict[str, Any]:
    """What a file holds; nothing if it cannot be read."""
    try:
        found = json.loads(read_file(path, tree_root(folder), _MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
