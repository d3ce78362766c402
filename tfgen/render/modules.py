"""The modules that a rendered main.tf calls: where they are, and the files of those that ship with tfgen."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tfgen.render.kinds import has_regions, in_use
from tfgen.stack.stack import Stack

FOLDER = "modules"
_OF_REGION = ("provider", "variables", "versions")
"""Files of modules/region that belong to no kind."""


def files(stack: Stack) -> dict[str, str]:
    """The .tf files of the modules that a stack needs, by their path beside main.tf.

    modules/region has a file for each kind that it puts together; those of kinds that are not in use stay away, and
    so do the modules that they call.
    """
    parts = [part for part in in_use(stack) if stack.all(part.kind)]
    in_region = {name for part in parts for name in part.in_region}
    in_region -= {name for part in parts for name in part.left_out(stack)}
    in_region |= {name for part in in_use(stack) for name in part.for_existing(stack)}
    called = {
        *(("region",) if has_regions(stack) else ()),
        *in_region,
        *(name for part in parts for name in part.modules(stack)),
    }
    return {
        f"{FOLDER}/{module}/{name}": text
        for module in sorted(called)
        for name, text in read_module(module).items()
        if module != "region" or name.removesuffix(".tf") in {*_OF_REGION, *in_region}
    }


@cache
def read_module(name: str) -> dict[str, str]:
    """A module's .tf files by file name; none where there is no such module."""
    module = folder() / name
    files = sorted(module.iterdir()) if module.is_dir() else []
    return {path.name: path.read_text("utf-8") for path in files if path.suffix == ".tf"}


@cache
def folder() -> Path:
    """modules/ beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).parent.parent
    shipped = package / FOLDER
    return shipped if shipped.is_dir() else package.parent / FOLDER
