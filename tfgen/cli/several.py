"""Several specs or folders in one call, as one report."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from tfgen.diagnostics import Basis, Diagnostic, Suppressed, in_order


class Checked(NamedTuple):
    """What was found of a spec or a folder and what of it is ignored; the text that is quoted, by file name."""

    found: list[Diagnostic]
    ignored: list[Suppressed]
    sources: Mapping[str, str]
    rendered: Mapping[str, str] = MappingProxyType({})
    """Those of the texts that lie in no file: the spec renders them."""


def together(checked: Mapping[str, Checked]) -> Checked:
    """All that was found, by the path that was named; each finding tells of which it is. One alone is as it is."""
    if len(checked) == 1:
        return next(iter(checked.values()))
    found = [_of(path, each) for path, report in checked.items() for each in report.found]
    ignored = [each for report in checked.values() for each in report.ignored]
    sources: dict[str, str] = {}
    doubtful = set()
    for file, text in (pair for report in checked.values() for pair in report.sources.items()):
        if sources.setdefault(file, text) != text:
            doubtful.add(file)
    known = {file: text for file, text in sources.items() if file not in doubtful}
    return Checked(in_order(found), ignored, known)


def _of(path: str, diagnostic: Diagnostic) -> Diagnostic:
    """A finding that names the spec or folder; what rests on the machine is the same for all."""
    span = diagnostic.span
    is_named = span is not None and (span.file == path or span.file.startswith(f"{path.rstrip('/')}/"))
    if is_named or (span is None and diagnostic.basis is Basis.ENVIRONMENT):
        return diagnostic
    return dataclasses.replace(diagnostic, message=f"{path}: {diagnostic.message}")
