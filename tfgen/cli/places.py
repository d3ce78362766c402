"""Places of findings: in the files of a folder that is written, and as GitHub wants them, from the repository's root."""

from __future__ import annotations

import dataclasses
import os
import posixpath
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tfgen.cli.several import Checked
    from tfgen.diagnostics import Diagnostic


def at_spec(report: Checked) -> Checked:
    """A report in which what stands in a file that was only rendered is told at the top of the spec."""
    from tfgen.check.traced import at_spec

    spec = next(iter(report.sources), "")
    return _placed(report, lambda each: at_spec(each, report.rendered, spec))


def from_root(report: Checked) -> Checked:
    """A report whose files are told as seen from the repository's root."""
    root = _root()

    def placed(diagnostic: Diagnostic) -> Diagnostic:
        span = diagnostic.span
        if span is None:
            return diagnostic
        return dataclasses.replace(diagnostic, span=span._replace(file=_seen_from(root, span.file)))

    sources = {_seen_from(root, file): text for file, text in report.sources.items()}
    return _placed(report, placed)._replace(sources=sources)


def _placed(report: Checked, place: Callable[[Diagnostic], Diagnostic]) -> Checked:
    ignored = [dataclasses.replace(each, diagnostic=place(each.diagnostic)) for each in report.ignored]
    return report._replace(found=[place(each) for each in report.found], ignored=ignored)


def in_written(
    found: list[Diagnostic], rendered: Mapping[str, str], output: Path
) -> tuple[list[Diagnostic], Mapping[str, str]]:
    """Findings in rendered files, in those of the folder that these are written to, and the files by these names."""
    from tfgen.check.folder import named
    from tfgen.check.traced import in_folder

    folder = named(output)
    return (
        [in_folder(each, rendered, folder) for each in found],
        {posixpath.normpath(posixpath.join(folder, path)): text for path, text in rendered.items()},
    )


def _root() -> Path:
    """What GitHub checked out to, the git work tree, or else the working directory."""
    from tfgen.disk import tree_root

    cwd = Path.cwd()
    checkout = Path(os.environ.get("GITHUB_WORKSPACE") or os.devnull).resolve()
    return checkout if cwd.is_relative_to(checkout) else tree_root(cwd)


def _seen_from(root: Path, file: str) -> str:
    if file.startswith("<"):  # standard input
        return file
    whole = Path(os.path.abspath(file))  # noqa: PTH100  # resolve() would follow links
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else file
