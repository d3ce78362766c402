"""The files of a code folder: which of them go into the zip, and which may not."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from tfgen.diagnostics import Code, Diagnostic
from tfgen.disk import MOST_BYTES, read_file
from tfgen.package.aliases import SECRET, under_other_names
from tfgen.package.file import File
from tfgen.package.ignore import ignored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

IGNORE_FILE = ".tfgenignore"
INSTALLED_BY = ("requirements.txt", "package.json", "package-lock.json", "npm-shrinkwrap.json")
"""What installers are given, also if the zip does not hold it."""
MOST_FILES = 65_535
"""What a zip holds without the ZIP64 extension (APPNOTE.TXT 4.4.22); it also ends a maze of symlinks."""
_MOST_LINKS = 1_000
_MOST_PATTERNS = 500
_MOST_STARS = 10
"""In one pattern."""

OUTSIDE = Code(
    "TFG141",
    "code that leads out of the project",
    finds="a `code` path, or a symlink below it, that leads out of the folder of the spec.",
    why="""what lies elsewhere differs from machine to machine, is not reviewed with the spec, and may
be a secret.""",
    example="src/shared -> ../../shared        # a symlink",
    instead="a copy below the spec's folder. A symlink may point anywhere below that folder.",
)
UNPACKABLE = Code(
    "TFG142",
    "file that cannot be packaged",
    finds="""what a zip cannot hold, or not the same way on every machine: sockets, devices, broken or
circular symlinks, files that cannot be read, names that are not UTF-8, and more than 65,535 files.""",
    why="to leave such a file out silently would only fail later, in the running function.",
    example="src/data -> data           # a symlink to itself",
    instead="""a folder without the file, or its name in `.tfgenignore` in the code folder (the syntax
is that of `.gitignore`).""",
)

# What no function needs, what is installed anew for its platform, and what holds credentials.
_LEFT_OUT = SECRET | {"__pycache__", ".venv", "venv", "node_modules", ".DS_Store", IGNORE_FILE}


def code_files(folder: Path, code: str, project: Path) -> tuple[list[File], list[Diagnostic]]:
    """What the zip of a code folder holds, without what is always left out or named in .tfgenignore."""
    try:
        is_ignored = ignored_by(folder / IGNORE_FILE, project)
    except (OSError, UnicodeDecodeError) as error:
        return [], [UNPACKABLE(f"`{code}/{IGNORE_FILE}` cannot be used: {error}")]

    def skip(name: str) -> bool:
        base = name.rstrip("/").rpartition("/")[2]
        return base in _LEFT_OUT or base.endswith(".pyc") or is_ignored(name)

    files, told = files_below(folder, code, project, skip)
    lists, refused = _lists(folder, code, project)
    aliases = under_other_names({*files, *lists}, folder, code, project, is_ignored)
    return files, list(dict.fromkeys([*told, *refused, *aliases]))


def _lists(folder: Path, code: str, project: Path) -> tuple[list[File], list[Diagnostic]]:
    """The lists of dependencies in a code folder, and those that nothing may read."""
    there = (name for name in INSTALLED_BY if os.path.lexists(folder / name))
    found = [_examined(folder / name, name, code, project.resolve()) for name in there]
    files = [each for each in found if isinstance(each, File)]
    huge = [
        UNPACKABLE(f"`{code}/{each.name}` has more than {MOST_BYTES:,} bytes")
        for each in files
        if each.size > MOST_BYTES
    ]
    return files, [*huge, *(each for each in found if isinstance(each, Diagnostic))]


def files_below(
    folder: Path, shown: str, root: Path, skip: Callable[[str], bool]
) -> tuple[list[File], list[Diagnostic]]:
    """Every file below a folder, sorted, and the diagnostics met.

    `skip` is given names relative to the folder, those of folders with a closing slash. `shown` is how
    messages call the folder. Symlinks are followed as long as they stay below `root`.
    """
    found = list(_walk(folder, shown, root.resolve(), skip))
    files = sorted(each for each in found if isinstance(each, File))
    return files, [each for each in found if isinstance(each, Diagnostic)]


def _walk(folder: Path, shown: str, root: Path, skip: Callable[[str], bool]) -> Iterator[File | Diagnostic]:
    pending: list[tuple[Path, str, tuple[Path, ...]]] = [(folder, "", (folder.resolve(),))]
    seen = links = 0
    while pending:
        directory, prefix, above = pending.pop()
        try:
            named = [(path, prefix + path.name, path.is_dir()) for path in sorted(directory.iterdir())]
        except OSError as error:
            yield UNPACKABLE(f"`{shown}/{prefix}` cannot be read: {error.strerror}")
            continue
        for path, name, is_folder in named:
            if skip(name + "/" * is_folder):
                continue
            if (seen := seen + 1) > MOST_FILES:
                yield UNPACKABLE(f"`{shown}` holds more than {MOST_FILES} files and folders")
                return
            if is_folder and path.is_symlink() and (links := links + 1) > _MOST_LINKS:
                yield UNPACKABLE(f"`{shown}` leads through more than {_MOST_LINKS} links to folders")
                return
            found = _examined(path, name, shown, root)
            if isinstance(found, Path) and found in above:
                yield UNPACKABLE(f"the symlink `{shown}/{name}` leads back to a folder that it lies in")
            elif isinstance(found, Path):
                pending.append((path, name + "/", (*above, found)))
            else:
                yield found


def _examined(path: Path, name: str, shown: str, root: Path) -> File | Path | Diagnostic:
    """A file; the real path of a folder; or what speaks against packaging it."""
    called = f"`{shown}/{name}`".encode(errors="backslashreplace").decode()
    try:
        name.encode()
        real = path.resolve(strict=True)
        status = real.stat()
    except UnicodeEncodeError:
        return UNPACKABLE(f"the name of {called} is not UTF-8")
    except (OSError, RuntimeError) as error:  # RuntimeError: a circle, in Python before 3.13
        if path.is_symlink():
            return UNPACKABLE(f"the symlink {called} leads nowhere or in a circle")
        return UNPACKABLE(f"{called} cannot be read: {error}")
    if not real.is_relative_to(root):
        return OUTSIDE(f"the symlink {called} leads out of the project")
    if stat.S_ISDIR(status.st_mode):
        return real
    if not stat.S_ISREG(status.st_mode):
        return UNPACKABLE(f"{called} is neither a file nor a folder")
    return File(name, path, status.st_size, bool(status.st_mode & stat.S_IXUSR))


def ignored_by(path: Path, project: Path) -> Callable[[str], bool]:
    """What a file of patterns leaves out. Raises OSError, UnicodeDecodeError."""
    if not os.path.lexists(path):
        return lambda _: False
    text = read_file(path, project).decode("utf-8")
    if text.count("\n") > _MOST_PATTERNS:
        raise OSError(f"it has more than {_MOST_PATTERNS:,} lines")
    if any(line.count("*") > _MOST_STARS for line in text.splitlines()):
        raise OSError(f"a pattern has more than {_MOST_STARS} asterisks")
    return ignored(text)


CODES = (OUTSIDE, UNPACKABLE)
