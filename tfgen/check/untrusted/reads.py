"""Functions that read files: where their paths lead, as far as Terraform would go there."""

from __future__ import annotations

import itertools
import os
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tfgen.check.hcl.file import BrokenError
from tfgen.check.hcl.model import Module
from tfgen.check.untrusted.calls import Call, Code, Text, names_reader, template
from tfgen.check.untrusted.codes import READS_OUTSIDE, TRUST
from tfgen.check.untrusted.paths import Not, Scope, values
from tfgen.diagnostics import Diagnostic, Span
from tfgen.disk import is_within, read_file

_MOST_FILES = 2000
_MOST_CALLS = 2000
_MOST_BYTES = 100 * 1024 * 1024
"""More than a zip that Lambda takes has."""
_WILD = re.compile(r"[*?\[{]")


@dataclass(frozen=True, slots=True)
class Place:
    """A module's directory, in a tree, called from the root module, in which Terraform runs."""

    root: Path
    module: str
    tree: Path

    def at(self, path: str) -> Path:
        """Where a path leads that Terraform is given: it takes `..` away before it follows links."""
        return Path(os.path.normpath(self.root / path))  # resolve() follows links first

    def holds(self, path: str) -> bool:
        """Whether a path that Terraform is given stays in the tree."""
        return not path.startswith("~") and is_within(self.at(path), self.tree)

    def lets_read(self, path: str) -> bool:
        """Whether Terraform comes to an end with what it is given: not with a pipe, nor with gigabytes."""
        found = self.at(path)
        if found.is_file():
            return found.stat().st_size <= _MOST_BYTES
        return found.is_dir() or not found.exists()

    def glob(self, folder: str, pattern: str) -> frozenset[str]:
        """What `fileset` may find; what it finds too much of, or behind a link out of the tree, is no path inside."""
        base = self.at(folder)
        if not self.holds(folder):
            return frozenset({pattern})
        found: set[str] = set()
        for directory, folders, names in os.walk(base):
            links = [name for name in folders if (Path(directory) / name).is_symlink()]
            found.update((Path(directory) / name).relative_to(base).as_posix() for name in (*names, *links))
            if len(found) > _MOST_FILES:
                return frozenset({"/"})
        return frozenset(found)


def reads_outside(module: Module, inside: list[Text], place: Place) -> Iterator[Diagnostic]:
    """Calls that read outside of the tree, or where only Terraform could tell: TFG326."""
    directory = posixpath.relpath(place.module, place.root.as_posix())
    types = frozenset(block.labels[0] for block in module.blocks if block.type == "resource" and block.labels)
    scope = Scope(directory, dict(_locals(module, inside)), types, place.glob)
    calls = (call for text in inside for call in text.calls())
    for call in itertools.islice(calls, _MOST_CALLS):
        yield from _wrong(call, scope, place)
    for call in itertools.islice(calls, 1):
        yield READS_OUTSIDE(f"the module reads more than {_MOST_CALLS:,} files", call.span, TRUST)


def _wrong(call: Call, scope: Scope, place: Place) -> Iterator[Diagnostic]:
    found = values(call.arguments[0], scope)
    if found is Not.KNOWN:
        return
    if isinstance(found, Not):
        message = f"what `{call.name}` reads can be told only by running it"
        hint = f"write the path as `${{path.module}}/…`, or from a variable; or {TRUST}"
        yield READS_OUTSIDE(message, call.span, hint)
        return
    outside = sorted(path for path in found if not place.holds(path))
    if call.name == "fileset" and not outside:
        outside = _patterns(call, scope, sorted(found), place)
    if outside:
        yield READS_OUTSIDE(f"`{call.name}` reads `{outside[0]}`, outside of the tree", call.span, TRUST)
        return
    endless = sorted(path for path in found if not place.lets_read(path))
    if endless:
        message = f"`{call.name}` reads `{endless[0]}`, which is no regular file or has more than {_MOST_BYTES:,} bytes"
        yield READS_OUTSIDE(message, call.span, TRUST)
    elif call.name == "templatefile":
        for path in sorted(found):
            yield from _in_template(place.at(path), call.span, place)


def _patterns(call: Call, scope: Scope, folders: list[str], place: Place) -> list[str]:
    """Patterns of `fileset` that leave their folder, or go where only Terraform could tell."""
    found = values(call.arguments[1], scope) if len(call.arguments) > 1 else Not.TOLD
    if found is Not.KNOWN:
        return []
    if isinstance(found, Not):
        return ["…"]
    fixed = {
        pattern: "/".join(
            itertools.takewhile(lambda part: not _WILD.search(part), PurePosixPath(pattern).parts)
        )
        for pattern in found
    }
    return [
        pattern
        for pattern in sorted(found)
        if ".." in PurePosixPath(pattern).parts
        or re.search(r"\.\.", pattern)
        or any(not place.holds(posixpath.join(folder, fixed[pattern])) for folder in folders)
    ]


def _in_template(file: Path, span: Span, place: Place) -> Iterator[Diagnostic]:
    """What a template reads itself. It sees neither the module's locals nor `path`."""
    try:
        content = read_file(file, place.tree).decode("utf-8", "replace")
    except OSError as error:
        if os.path.lexists(file):  # else Terraform says that it is not there
            yield READS_OUTSIDE(f"the template {file.name} is not checked: {error}", span, TRUST)
        return
    scope = Scope("", {}, frozenset(), place.glob)
    try:
        found = [values(call.arguments[0], scope) for call in template(content, span).calls()]
    except BrokenError:
        found = [Not.TOLD] if names_reader(content) else []
    for each in found:
        if isinstance(each, Not) or not all(place.holds(path) and place.lets_read(path) for path in each):
            yield READS_OUTSIDE(f"the template {file.name} reads files outside of the tree", span, TRUST)


def _locals(module: Module, inside: list[Text]) -> Iterator[tuple[str, list[Code]]]:
    by_file = {text.file.path: text for text in inside if text.place is None}
    by_place = {text.place: text for text in inside if text.place is not None}
    for block in module.blocks:
        for name, attribute in block.attributes.items() if block.type == "locals" else ():
            span = attribute.value.span
            if span in by_place:
                whole = by_place[span].codes[0]
                yield name, [whole.part(whole.structure.index("=") + 1, len(whole.structure))]
            elif span.file in by_file:
                text = by_file[span.file]
                yield name, [text.codes[0].part(*text.file.positions(span))]
            else:
                yield name, []
