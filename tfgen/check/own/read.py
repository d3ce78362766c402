"""A module's folder to its contents, with care: it may be anybody's."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path

from tfgen.check.hcl.layout import is_configuration
from tfgen.disk import is_within, read_file

MOST_BYTES = 16 * 1024 * 1024
"""Of all that one module consists of: its Terraform, templates, and what else it reads."""
MOST_FILES = 1000
_CALLED = re.compile(r'"?\bsource"?\s*[=:]\s*"(\.\.?/[^"\\$%]*)"')
_LEFT_OUT = re.compile(
    r"\..*|terraform\.d|.*\.tfstate.*|.*\.tfvars(\.json)?|.*\.(tf|tofu)(test|mock|query)\.(hcl|json)"
)
"""What Terraform does not read of a module, or must not: hidden files, plugins, states, values, tests."""


class UnfitError(Exception):
    """Why a folder cannot be a module's."""


def files_of(source: str, project: Path) -> dict[str, bytes]:
    """Every file of a folder of the project and of those that its modules call, by path from the project.

    Raises UnfitError.
    """
    if not (project / source).is_dir():
        raise UnfitError(f"`{source}` is {'no folder' if os.path.lexists(project / source) else 'not there'}")
    if not is_within(project / source, project) or _is_led(source, project):
        raise UnfitError(f"`{source}` leads out of the project by a link")
    found: dict[str, bytes] = {}
    waiting, seen = [source], set[str]()
    left = MOST_BYTES
    while waiting:
        folder = waiting.pop()
        if folder in seen:
            continue
        seen.add(folder)
        for path in _files_in(folder, project):
            if path in found:
                continue
            found[path] = content = _read(path, project, left)
            left -= len(content)
            if len(found) > MOST_FILES:
                raise UnfitError(f"`{source}` holds more than {MOST_FILES:,} files")
            waiting += _called(path, content, project)
    if not any(is_configuration(path) and posixpath.dirname(path) == source for path in found):
        raise UnfitError(f"`{source}` holds no .tf files")
    return dict(sorted(found.items()))


def _is_led(source: str, project: Path) -> bool:
    """Whether a link stands on the way, be it within the project: the copy would lie elsewhere."""
    parts = source.split("/")
    return any((project / "/".join(parts[:number])).is_symlink() for number in range(1, len(parts) + 1))


def _files_in(folder: str, project: Path) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(project / folder), key=lambda entry: entry.name)
    except OSError as error:
        raise UnfitError(f"`{folder}` cannot be read: {error.strerror or error}") from None
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if _LEFT_OUT.fullmatch(entry.name):
            continue
        if entry.is_symlink():
            raise UnfitError(f"`{path}` is a link, which is not followed")
        if entry.is_dir():
            yield from _files_in(path, project) if entry.name != "tests" else ()
        else:
            yield path


def _read(path: str, project: Path, most: int) -> bytes:
    try:
        content = read_file(project / path, project, most)
        if is_configuration(path):
            content.decode()
    except OSError as error:
        raise UnfitError(f"`{path}` is not read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise UnfitError(f"`{path}` is not read: it is not UTF-8") from None
    return content


def _called(path: str, content: bytes, project: Path) -> Iterator[str]:
    """The folders of the project that a file calls as modules. What leads out of it is for the check of trust."""
    if is_configuration(path):
        for called in _CALLED.findall(content.decode()):
            folder = posixpath.normpath(posixpath.join(posixpath.dirname(path), called))
            inside = not folder.startswith("..") and folder != "."
            if inside and (project / folder).is_dir() and not _is_led(folder, project):
                yield folder
