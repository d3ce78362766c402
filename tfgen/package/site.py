"""A site's folder to its files, with care: it may be anybody's, and all that is in it becomes public."""

from __future__ import annotations

import dataclasses
import itertools
import os
import re
import stat
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from tfgen.diagnostics import Diagnostic, in_order
from tfgen.disk import is_within, read_file
from tfgen.package.folder import IGNORE_FILE, ignored_by
from tfgen.spec.shape import closest
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.site import FILE, FOLDER, SERVICE_FILE, SITE, Contents, without_ending
from tfgen.stack.loaded import Broken, Loaded, Readable
from tfgen.stack.stack import Stack
from tfgen.stack.variations import with_the

MOST_FILES = 500
"""Each is a resource in every region that has the files; with 500, a plan takes seconds more, and a state 1 MB."""
MOST_BYTES = 64 * 1024 * 1024
_MOST_SEEN = 50_000
"""Entries that are looked at, left out or not."""
_MOST_WITHOUT_ENDING = 8_000
"""Characters of names without an ending, which the CloudFront function lists; of its 10 KB."""
_KEY = re.compile(r"[A-Za-z0-9!$'()_.,=@~\[\] -]+").fullmatch
"""A part of a key that is in a URL what it is on the disk.
Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html"""
_MOST_KEY = 512
_LEFT_OUT = frozenset({"node_modules", "__pycache__", "Thumbs.db"})
_KNOWN = ".well-known"
"""The one hidden folder that is served: https://www.rfc-editor.org/rfc/rfc8615"""
_SECRET = re.compile(
    r"(?i).*\.(pem|key|p12|pfx|jks|keystore|kdbx|tfstate(\..*)?|tfvars(\.json)?|env)|id_(rsa|dsa|ecdsa|ed25519)|credentials"
).fullmatch

_OMITTED = f"name it in `{{folder}}/{IGNORE_FILE}`"
_EMPTY = "build the page first; or leave `folder` out, and upload by `aws s3 sync`"

Told = list[Diagnostic]


def with_site(spec: Loaded) -> Loaded:
    """The spec with the files of its site, or with what is wrong with them."""
    site = spec.stack.all(SITE).get("") if isinstance(spec, Readable) else None
    if not isinstance(spec, Readable) or site is None or not site.folder:
        return spec
    span = spec.source.span((SITE.key, "folder"))
    files, told = _read(site.folder, spec.project)
    told = told or list(_code(site.folder, files, spec.stack))
    if told:
        found = [dataclasses.replace(each, span=span) for each in told]
        return Broken(spec.name, spec.source.text, in_order(found), spec.beside)
    contents = Contents(files)
    return dataclasses.replace(spec, stack=with_the(spec.stack, SITE, contents=contents))


def _code(folder: str, files: Collection[str], stack: Stack) -> Iterator[Diagnostic]:
    """The first file of each code that a function has in the folder: it may hold more than a page shows."""
    owners = {function.code: name for name, function in reversed([*stack.all(FUNCTION).items()])}
    for code, name in sorted(owners.items()):
        paths = [f"{folder}/{key}" for key in sorted(files)]
        if f"{code}/".startswith(f"{folder}/") and (ours := [p for p in paths if p.startswith(f"{code}/")]):
            message = f"`{ours[0]}` is code of function `{name}`, and would be public"
            yield FILE(message, hint="give the site a folder without code")


def _read(folder: str, project: Path) -> tuple[dict[str, bytes], Told]:
    """The files of a folder by key, or what is wrong with it."""
    wrong = _unfit(folder, project)
    if wrong:
        return {}, [wrong]
    try:
        skip = ignored_by(project / folder / IGNORE_FILE, project)
        found = list(itertools.islice(_walk(folder, project, skip), MOST_FILES + 1))
    except (OSError, UnicodeDecodeError) as error:
        return {}, [FOLDER(f"`{folder}` cannot be read: {_reason(error)}")]
    paths = [each for each in found if isinstance(each, str)]
    told = [each for each in found if isinstance(each, Diagnostic)]
    told += _alike(folder, paths)
    if told:
        return {}, told
    if not found:
        return {}, [FOLDER(f"`{folder}` holds no file to serve", hint=_EMPTY)]
    if len(found) > MOST_FILES:
        message = f"`{folder}` holds more than {MOST_FILES} files, and each would be a resource"
        return {}, [FOLDER(message, hint=_too_much(folder))]
    listed = sum(len(path) + 4 for path in without_ending(paths))
    if listed > _MOST_WITHOUT_ENDING:
        return {}, [
            FOLDER(
                f"`{folder}` holds too many files without an ending: their names have {listed:,} characters"
            )
        ]
    return _contents(folder, project, paths)


def _too_much(folder: str) -> str:
    return f"name what is not served in `{folder}/{IGNORE_FILE}`; or leave `folder` out, and upload by `aws s3 sync`"


def _contents(folder: str, project: Path, paths: list[str]) -> tuple[dict[str, bytes], Told]:
    files: dict[str, bytes] = {}
    left = MOST_BYTES
    for path in sorted(paths):
        place = project / folder / path
        try:
            if place.stat().st_size > left:
                message = f"`{folder}` holds more than {MOST_BYTES // 1024 // 1024} MB"
                return {}, [FOLDER(message, hint=_too_much(folder))]
            files[path] = read_file(place, project, left)
        except OSError as error:
            return {}, [FILE(f"`{folder}/{path}` is not read: {_reason(error)}")]
        left -= len(files[path])
    return files, []


def _unfit(folder: str, project: Path) -> Diagnostic | None:
    """What is wrong with a folder at first sight."""
    place = project / folder
    if not place.is_dir():
        if os.path.lexists(place):
            return FOLDER(f"`{folder}` is no folder", hint="name the folder that holds it")
        there = (
            [each.name for each in itertools.islice(project.iterdir(), 1000) if each.is_dir()]
            if project.is_dir()
            else []
        )
        return FOLDER(f"`{folder}` is not there", hint=closest(folder, sorted(there)))
    parts = folder.split("/")
    if any((project / "/".join(parts[:number])).is_symlink() for number in range(1, len(parts) + 1)):
        return FOLDER(f"`{folder}` is reached by a link, which is not followed", hint="name where it leads")
    return None if is_within(place, project) else FOLDER(f"`{folder}` leads out of the project")


def _walk(folder: str, project: Path, skip: Callable[[str], bool]) -> Iterator[str | Diagnostic]:
    """The paths of files, and what is wrong with others. Raises OSError."""
    pending, seen = [""], 0
    while pending:
        prefix = pending.pop()
        with os.scandir(project / folder / prefix) as there:
            entries = list(itertools.islice(there, _MOST_SEEN + 1))
        seen += len(entries)
        if seen > _MOST_SEEN:
            raise OSError(f"it holds more than {_MOST_SEEN:,} files and folders")
        for entry in sorted(entries, key=lambda each: each.name):
            path = prefix + entry.name
            is_folder = entry.is_dir(follow_symlinks=False)
            if _is_left_out(path) or skip(path + "/" * is_folder):
                continue
            wrong = _wrong(path, entry, is_folder=is_folder)
            if wrong:
                yield FILE(f"`{_shown(f'{folder}/{path}')}` {wrong[0]}", hint=wrong[1].format(folder=folder))
            elif is_folder:
                pending.append(f"{path}/")
            else:
                yield path


def _is_left_out(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name in _LEFT_OUT or (name.startswith(".") and path != _KNOWN)


def _wrong(path: str, entry: os.DirEntry[str], *, is_folder: bool) -> tuple[str, str] | None:
    """Why a file or a folder cannot be served, and what to do about it."""
    if not _KEY(entry.name):
        return (
            "has a name that is no plain part of a URL: letters, digits and `!$'()_.,=@~[]-` are",
            "give it another name",
        )
    if entry.is_symlink():
        return "is a link, which is not followed", f"put a copy there, or {_OMITTED}"
    if is_folder:
        return None
    status = entry.stat(follow_symlinks=False)
    if not stat.S_ISREG(status.st_mode):
        return "is neither a file nor a folder", _OMITTED
    if _SECRET(entry.name):
        return (
            "looks like a key, a state or values of variables, and would be public",
            f"take it out, or {_OMITTED}",
        )
    if path == SERVICE_FILE:
        return (
            "has the name of the file that tells pages of the service, which tfgen makes",
            "give it another name",
        )
    if len(path) > _MOST_KEY:
        return f"has a path of more than {_MOST_KEY} characters", "give it a shorter one"
    return None


def _alike(folder: str, paths: list[str]) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for path in sorted(paths):
        other = first.setdefault(path.casefold(), path)
        if other != path:
            yield FILE(f"in `{folder}`, `{other}` and `{path}` differ by case alone")


def _shown(path: str) -> str:
    plain = path.encode(errors="backslashreplace").decode()
    return "".join(c if c.isprintable() else "?" for c in plain)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
