"""Files that are left out of a zip, and would come into it under another name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tfgen.diagnostics import Code, Diagnostic
from tfgen.package.file import File

ALIAS = Code(
    "TFG151",
    "left-out file under another name",
    finds="""a file of the code folder that is a symbolic or hard link to one that is left out: one that `.tfgenignore`
names, a `.env`, a `.npmrc`, or what git keeps.""",
    why="what is left out is often a secret, and would be in the zip under the link's name.",
    example="src/settings.txt -> ../.env",
    instead="a file of its own; or, if it may be in the zip, no line of `.tfgenignore` that names it.",
)

CODES = (ALIAS,)

SECRET = frozenset({".env", ".npmrc", ".git"})
"""What holds credentials."""


def under_other_names(
    files: Iterable[File], folder: Path, code: str, project: Path, is_ignored: Callable[[str], bool]
) -> Iterator[Diagnostic]:
    """Files of a code folder that lead to what is left out: TFG151. `is_ignored` is .tfgenignore's."""
    root, top = folder.resolve(), project.resolve()
    linked = [file for file in files if file.path.stat().st_nlink > 1]
    hidden = {_number(path): path for path in _left_out(root, top, is_ignored)} if linked else {}
    for file in sorted(files):
        real = file.path.resolve()
        if real != Path(os.path.abspath(file.path)) and _is_left_out(real, root, top, is_ignored):  # noqa: PTH100
            yield _told(code, file, real.relative_to(top))
        elif file in linked and (other := hidden.get(_number(file.path))):
            yield _told(code, file, other.relative_to(top))


def _told(code: str, file: File, real: Path) -> Diagnostic:
    return ALIAS(f"`{code}/{file.name}` is a link to `{real.as_posix()}`, which is left out")


def _is_left_out(real: Path, root: Path, top: Path, is_ignored: Callable[[str], bool]) -> bool:
    if SECRET & {*real.relative_to(top).parts}:
        return True
    if not real.is_relative_to(root):
        return False
    name = real.relative_to(root).as_posix()
    above = [f"{each.as_posix()}/" for each in Path(name).parents if each != Path()]
    return any(map(is_ignored, (name, *above)))


def _left_out(root: Path, top: Path, is_ignored: Callable[[str], bool]) -> Iterator[Path]:
    """Files that are left out: those of the code folder, and secrets beside it and above, up to the project."""
    for directory, _, names in os.walk(root):
        for name in names:
            path = Path(directory) / name
            if path.is_file() and _is_left_out(path, root, top, is_ignored):
                yield path
    for above in (each for each in root.parents if each.is_relative_to(top)):
        yield from (path for name in SECRET if (path := above / name).is_file())


def _number(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino
