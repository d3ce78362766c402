"""The Terraform modules that ship with tfgen, as text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tfgen.stack.stack import Stack
from tfgen.stack.table import V2017


def modules_of(stack: Stack) -> tuple[str, ...]:
    """The modules that a stack's main.tf calls."""
    names = ["region"]
    if stack.tables:
        names.append("table")
    if len(stack.regions) > 1 and any(table.global_table != V2017 for table in stack.tables.values()):
        names.append("replica")
    return tuple(sorted(names))


@cache
def read_module(name: str) -> dict[str, str]:
    """A module's .tf files by file name."""
    return {path.name: path.read_text("utf-8") for path in sorted((_folder() / name).glob("*.tf"))}


def _folder() -> Path:
    """modules/ beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).parent.parent
    shipped = package / "modules"
    return shipped if shipped.is_dir() else package.parent / "modules"
