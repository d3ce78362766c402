"""The modules that a rendered main.tf calls: where they are, and the files of those that ship with tfgen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tfgen.render.kinds import PARTS
from tfgen.stack.stack import Stack

FOLDER = "modules"


def files(stack: Stack) -> dict[str, str]:
    """The .tf files of the modules that a stack needs, by their path beside main.tf.

    modules/region has a file for each kind that has one there; those of kinds that are not in use stay away, and so do
    the modules that they call.
    """
    absent = {name for part in PARTS if not stack.all(part.kind) for name in part.in_region}
    found = {}
    for module in sorted({"region", *_called(stack)} - absent):
        for name, text in read_module(module).items():
            if module != "region" or name.removesuffix(".tf") not in absent:
                found[f"{FOLDER}/{module}/{name}"] = text
    return found


def _called(stack: Stack) -> Iterator[str]:
    for part in PARTS:
        yield from part.modules(stack)
        yield from (name for name in part.in_region if read_module(name))


@cache
def read_module(name: str) -> dict[str, str]:
    """A module's .tf files by file name; none where there is no such module."""
    return {path.name: path.read_text("utf-8") for path in sorted((folder() / name).glob("*.tf"))}


@cache
def folder() -> Path:
    """modules/ beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).parent.parent
    shipped = package / FOLDER
    return shipped if shipped.is_dir() else package.parent / FOLDER
