"""A pipeline's files in a repository: what tfgen wrote is written anew, what somebody else wrote or edited is kept."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from tfgen.diagnostics import Diagnostic, Severity
from tfgen.disk import read_file
from tfgen.frozen import frozen
from tfgen.pipeline.codes import EDITED, NOT_OURS
from tfgen.pipeline.engines import Engine
from tfgen.pipeline.engines.pins import kept, unpinned
from tfgen.render.write import CANNOT_WRITE, inside, write_file

_HEAD = re.compile(
    r"# Written by `tfgen ci (?P<engine>\w+)`, which writes it anew\. (?P<digest>[0-9a-f]{16})\n"
)
_PLACES = (".github/workflows/tfgen-*.yaml", ".gitlab/tfgen-*.yml", "pipeline/*.tf", "pipeline/*/*.tf")
"""Where files of a pipeline may lie that has them no more."""
_OPTIONAL = (".github/dependabot.yml",)
"""What a pipeline runs without."""


@frozen
class Change:
    """A file that is not as it is to be."""

    path: str
    old: str | None
    """None where there is none."""
    new: str | None
    """None where it is to go."""
    is_edited: bool = False

    def diff(self) -> str:
        """The difference, as a patch."""
        old, new = ((text or "").splitlines(keepends=True) for text in (self.old, self.new))
        names = f"a/{self.path}", f"b/{self.path}"
        return "".join(difflib.unified_diff(list(old), list(new), *names))


def headed(engine: Engine, text: str) -> str:
    """A file with the first line that tells whose it is, and whether it was edited since."""
    return f"# Written by `tfgen ci {engine}`, which writes it anew. {_digest(text)}\n{text}"


def _digest(text: str) -> str:
    return hashlib.sha256(unpinned(text).encode()).hexdigest()[:16]


def compare(folder: Path, engine: Engine, files: Mapping[str, str]) -> tuple[list[Change], list[Diagnostic]]:
    """What is to be written and to go in a repository, and what stands in the way."""
    changes, found = [], []
    for path, text in sorted(files.items()):
        try:
            inside(folder, path)
            old = _read(folder / path)
        except OSError as error:
            found.append(CANNOT_WRITE(str(error)))
            continue
        head = _HEAD.match(old) if old is not None else None
        if old is not None and head is None:
            found.append(_not_ours(folder, path))
            continue
        new = headed(engine, kept(text, old or ""))
        if new != old:
            is_edited = bool(head and old is not None and _digest(old[head.end() :]) != head["digest"])
            changes.append(Change(path, old, new, is_edited))
    changes += _gone(folder, engine, files)
    found += [
        EDITED(f"{folder / each.path} was edited, and is kept as {Path(each.path).name}.orig")
        for each in changes
        if each.is_edited
    ]
    return changes, found


def _not_ours(folder: Path, path: str) -> Diagnostic:
    if path in _OPTIONAL:
        hint = "let it look after the actions in / and /.github/actions/tfgen"
        return NOT_OURS(f"{folder / path} is yours, and stays as it is", hint=hint, severity=Severity.NOTE)
    hint = "give it another name: it stays yours, and both run"
    return NOT_OURS(f"{folder / path} is not tfgen's", hint=hint)


def _gone(folder: Path, engine: Engine, files: Mapping[str, str]) -> Iterator[Change]:
    """What an earlier run wrote for an environment that is no more."""
    for path in sorted(path for place in _PLACES for path in folder.glob(place)):
        name = path.relative_to(folder).as_posix()
        old = _read(path) if name not in files else None
        head = _HEAD.match(old) if old is not None else None
        if old is not None and head and head["engine"] == engine:
            yield Change(name, old, None, _digest(old[head.end() :]) != head["digest"])


def write(folder: Path, changes: list[Change]) -> list[Diagnostic]:
    """Writes them. What was edited is kept beside."""
    try:
        for change in changes:
            path = folder / inside(folder, change.path)
            if change.is_edited and change.old is not None:
                write_file(path.with_name(f"{path.name}.orig"), change.old.encode())
            if change.new is None:
                path.unlink(missing_ok=True)
            else:
                write_file(path, change.new.encode())
    except OSError as error:
        return [CANNOT_WRITE(f"{error.filename or folder}: {error.strerror or error}")]
    return []


def _read(path: Path) -> str | None:
    """A file's text; None where there is none. Raises OSError."""
    try:
        return read_file(path).decode("utf-8", "replace")
    except FileNotFoundError:
        return None
