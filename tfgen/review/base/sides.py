"""What a spec is planned as: its files, with one state, in the folder and not where the spec keeps it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from tfgen.diagnostics import Diagnostic
from tfgen.render.tree import configuration, copied_files, packages
from tfgen.review.base.planned import Side
from tfgen.stack.given_file import Given
from tfgen.stack.loaded import Readable


def as_one(loaded: Readable) -> Readable:
    """The same with everything in one state, which lies in the folder."""
    return dataclasses.replace(loaded, stack=dataclasses.replace(loaded.stack, state=None, waves=()))


def side(loaded: Readable, given: Given, inputs: Mapping[str, str]) -> tuple[Side, list[Diagnostic]]:
    """A spec as it is planned, and what is wrong with its code."""
    loaded = as_one(loaded)
    zips, found = packages(loaded.stack, loaded.source, loaded.project)
    texts = configuration(loaded.stack, Path(loaded.name).name)
    files = {
        **{path: text.encode() for path, text in texts.items()},
        **copied_files(loaded.stack),
        **zips,
    }
    variables = {f"TF_VAR_{name}": value for name, value in inputs.items()}
    return Side(loaded.stack, files, given, variables), found
