"""What a spec is planned as: its files, with the state in the folder and not where the spec keeps it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from tfgen.diagnostics import Diagnostic
from tfgen.render.tree import configuration, copied_files, packages
from tfgen.review.base.planned import Side
from tfgen.stack.given_file import Given
from tfgen.stack.loaded import Readable


def side(loaded: Readable, given: Given, inputs: Mapping[str, str]) -> tuple[Side, list[Diagnostic]]:
    """A spec as it is planned, and what is wrong with its code."""
    zips, found = packages(loaded.stack, loaded.source, loaded.project)
    texts = configuration(dataclasses.replace(loaded.stack, state=None), Path(loaded.name).name)
    files = {
        **{path: text.encode() for path, text in texts.items()},
        **copied_files(loaded.stack),
        **zips,
    }
    variables = {f"TF_VAR_{name}": value for name, value in inputs.items()}
    return Side(loaded.stack, files, given, variables), found
