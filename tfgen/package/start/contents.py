"""What a zip holds or will hold: names, and the beginnings of files."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tfgen.diagnostics import has_errors
from tfgen.package.folder import code_files

MOST_BYTES = 1 << 20
"""Of a file that is looked into; what is longer was made by a program."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Of a code folder, or of a ready zip."""

    code: str
    """As the spec calls it."""
    files: Mapping[str, bool]
    """Whether each may be executed, by its name in the zip."""
    read: Callable[[str], bytes]
    """The first MOST_BYTES of a file."""
    folder: Path | None = None
    """None for a ready zip, into which nothing is installed."""

    def text(self, name: str) -> str:
        """A file's text; empty if it is not there, or no text of a length that people write."""
        if name not in self.files:
            return ""
        content = self.read(name)
        try:
            return "" if len(content) >= MOST_BYTES else content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return ""

    def is_left_out(self, name: str) -> bool:
        """Whether the folder has a file that the zip has not."""
        return self.folder is not None and name not in self.files and (self.folder / name).is_file()


def contents(code: str, project: Path) -> Contents | None:
    """What a `code` that is there holds; None where packaging will refuse it anyway. Raises OSError."""
    path = project / code
    return _of_folder(path, code, project) if path.is_dir() else _of_zip(path, code)


def _of_folder(folder: Path, code: str, project: Path) -> Contents | None:
    files, diagnostics = code_files(folder, code, project)
    if has_errors(diagnostics) or not files:
        return None
    paths = {file.name: file.path for file in files}

    def read(name: str) -> bytes:
        with paths[name].open("rb") as file:
            return file.read(MOST_BYTES)

    return Contents(code, {file.name: file.executable for file in files}, read, folder)


def _of_zip(path: Path, code: str) -> Contents | None:
    try:
        with zipfile.ZipFile(path) as archive:
            files = {each.filename: _is_executable(each) for each in archive.infolist() if not each.is_dir()}
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return None

    def read(name: str) -> bytes:
        try:
            with zipfile.ZipFile(path) as archive, archive.open(name) as file:
                return file.read(MOST_BYTES)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
            return b""

    return Contents(code, files, read) if files else None


def _is_executable(member: zipfile.ZipInfo) -> bool:
    """Also where a zip does not know: Windows keeps no such bit."""
    mode = member.external_attr >> 16
    return mode == 0 or bool(mode & 0o111)
