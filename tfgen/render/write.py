"""Files to a folder: all or nothing as far as a file system allows, and never over what is not tfgen's."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from tfgen import process
from tfgen.diagnostics import Basis, Code, Diagnostic, Severity
from tfgen.disk import read_file
from tfgen.frozen import frozen
from tfgen.render.module_source import OF_SITE, OWN
from tfgen.render.modules import FOLDER, read_module
from tfgen.render.stretches import GENERATED as _GENERATED

MANIFEST = ".tfgen.json"
GENERATED = _GENERATED.encode()
"""How every main.tf begins."""
_ROOT = r"(?:(?:global|(?:data-)?[a-z]{2}(?:-[a-z]+)+-[0-9])/)?"
"""The folder of a root, where there are several."""
_FORM = re.compile(
    rf"{_ROOT}main\.tf|modules/[\w-]+/[\w-]+\.tf|{_ROOT}packages/[^\\\0]+/[a-z0-9.]+-(?:arm64|x86_64)\.zip"
    rf"|{OWN}(?:/[\w][^/\\\0]*){{2,}}|{OF_SITE}(?:/[^/\\\0]+)+"
).fullmatch
"""The paths of what tfgen writes."""
_ASIDE = (".tfgen-", ".tmp")
"""How the name of a folder aside begins and ends."""
_MOST_BYTES = 64 * 1024 * 1024
"""More than the largest package has."""
_MOST_LISTED = 1024 * 1024
_MOST_COMPARED = 1024 * 1024
"""Bytes of a file whose lines are compared, and more than any that tfgen writes has."""

NOT_OURS = Code(
    "TFG130",
    "file that tfgen did not write",
    finds="a file that is to be written, exists already, and was not written by tfgen.",
    why="""it lacks the header that every generated file starts with, and is not what the list of an
earlier run (`.tfgen.json`) tells by its SHA-256, so it is somebody's work, which would be lost.""",
    example="tfgen render spec.yaml -o .       # where a main.tf of your own lies",
    instead="a folder of its own for the output, or another place for the file.",
)
CANNOT_WRITE = Code(
    "TFG131",
    "cannot write",
    finds="""a file or folder that the operating system lets nobody write, or a symbolic link inside the
output folder.""",
    why="""there is no permission, no space, or a file where a folder is needed. Links inside are not
followed, because they may lead anywhere; the output folder itself may be a link.""",
    example="tfgen render spec.yaml -o /usr/terraform",
    instead="a folder that you may write to, without links inside.",
    basis=Basis.MOMENT,
)

EDITED = Code(
    "TFG170",
    "generated file that was edited",
    finds="a generated file that is not what `.tfgen.json` says that tfgen wrote, and is to be written anew.",
    why="""somebody changed it by hand, or took it from another place: that change is not in the spec, so what
is rendered lacks it. The file is kept beside the new one with `.orig` added to its name, which Terraform
does not read, and the run goes on.""",
    example="""sed -i 's/ttl = 60/ttl = 30/' terraform/main.tf
tfgen render spec.yaml -o terraform       # keeps it as terraform/main.tf.orig""",
    instead="a change of the spec; `tfgen render --check` shows the difference before anything is written.",
    severity=Severity.WARNING,
)

ANOTHER = Code(
    "TFG161",
    "folder of another environment",
    finds="an output folder that was written for another environment of the spec, or for none.",
    why="""its files would be overwritten, and the state that lies beside them is that environment's: the next apply
would replace the one by the other.""",
    example="""\
tfgen render spec.yaml --env staging -o terraform
tfgen render spec.yaml --env prod -o terraform""",
    instead="""a folder for each: `-o 'terraform/{env}'`. To make a folder another environment's, delete its
`.tfgen.json` first.""",
)

CODES = (NOT_OURS, CANNOT_WRITE, EDITED, ANOTHER)


@frozen
class Change:
    """A file that differs from what is to be there; None stands for no file."""

    path: str
    old: bytes | None
    new: bytes | None
    kept_at: str | None = None
    """Where what stands there is kept, because it was edited."""

    def diff(self) -> str:
        """The change as a unified diff, without the values of environment variables; one line for binary files."""
        from tfgen.render.shown import difference

        old, new = self.old or b"", self.new or b""
        if b"\0" in old or b"\0" in new:
            return f"Binary files a/{self.path} and b/{self.path} differ\n"
        if max(len(old), len(new)) > _MOST_COMPARED:
            return f"Files a/{self.path} and b/{self.path} differ\n"
        names = (
            f"a/{self.path}" if self.old is not None else "/dev/null",
            f"b/{self.path}" if self.new is not None else "/dev/null",
        )
        return difference(old.decode("utf-8", "replace"), new.decode("utf-8", "replace"), names)


def compare(
    folder: Path, files: Mapping[str, bytes], environment: str = ""
) -> tuple[list[Change], list[Diagnostic]]:
    """What writing `files` would change, what forbids it, and what was edited meanwhile. Writes nothing.

    Files that an earlier run wrote and that are not among `files` are to be removed.
    """
    try:
        written, of = _manifest(folder), _environment(folder)
    except OSError as error:
        return [], [CANNOT_WRITE(f"{folder}: {_reason(error)}")]
    if written and of != environment:
        was, now = (f"environment `{each}`" if each else "no environment" for each in (of, environment))
        hint = "give each environment a folder of its own, such as -o 'terraform/{env}'"
        return [], [ANOTHER(f"{folder} was written for {was}, and is now to be for {now}", hint=hint)]
    changes: list[Change] = []
    diagnostics: list[Diagnostic] = []
    for path in sorted({*files, *written}):
        try:
            old = _read(folder, path)
        except OSError as error:
            diagnostics.append(CANNOT_WRITE(f"{path}: {_reason(error)}"))
            continue
        new = files.get(path)
        if old == new:
            continue
        if old is None or _digest(old) in written.get(path, "").split():
            changes.append(Change(path, old, new))
        elif old.startswith(GENERATED) or (path in written and path.startswith((f"{OWN}/", f"{OF_SITE}/"))):
            changes.append(Change(path, old, new, _free(folder, path, old)))
            diagnostics.append(_edited(folder, changes[-1]))
        elif new is not None:
            message = f"{folder / path} exists, and tfgen did not write it"
            diagnostics.append(NOT_OURS(message, hint="move it away, or choose another folder with -o"))
    return changes, diagnostics


def _edited(folder: Path, change: Change) -> Diagnostic:
    fate = "removed" if change.new is None else "written anew"
    message = f"{folder / change.path} is not as tfgen wrote it, and is to be {fate}"
    return EDITED(
        message, hint=f"`tfgen render` keeps it as {change.kept_at}: what is to last belongs into the spec"
    )


def _free(folder: Path, path: str, content: bytes) -> str:
    """A path at which nothing stands, or this very content."""
    for number in itertools.count(1):
        kept = f"{path}.orig{'' if number == 1 else f'.{number}'}"
        with contextlib.suppress(OSError):
            if _read(folder, kept) in (None, content):
                break
    return kept


def write(
    folder: Path, files: Mapping[str, bytes], changes: list[Change], environment: str = ""
) -> list[Diagnostic]:
    """Makes the changes: everything is written aside first, then put in place, then what is stale goes.

    What stood there already, word for word, is not claimed: it may be somebody's source.
    """
    try:
        if changes or _claimed(folder, files, changes, environment) != _read(folder, MANIFEST):
            with process.alone_in(folder), _aside(folder) as staging:
                _write(folder, staging, files, changes, environment)
    except OSError as error:
        return [CANNOT_WRITE(f"{error.filename or folder}: {_reason(error)}")]
    return []


def _write(
    folder: Path, staging: Path, files: Mapping[str, bytes], changes: list[Change], environment: str
) -> None:
    before, listing = _manifest(folder), _claimed(folder, files, changes, environment)
    put = {change.path: change.new for change in changes if change.new is not None}
    edited = {change.kept_at: change.old for change in changes if change.old is not None and change.kept_at}
    put = {**edited, **put}
    for path, content in put.items():
        _write_new(staging / path, content)
    if changes:
        # what is put in place would be somebody's, or edited, to the next run if this one were killed half-way
        _write_new(staging / MANIFEST, _listing({**before, **_either(changes)}, environment))
        (staging / MANIFEST).replace(folder / MANIFEST)
    for path in put:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (staging / path).replace(folder / path)
    for change in changes:
        if change.new is None:
            _remove(folder, change.path)
    if listing != _read(folder, MANIFEST):
        _write_new(staging / MANIFEST, listing)
        (staging / MANIFEST).replace(folder / MANIFEST)


def _claimed(folder: Path, files: Mapping[str, bytes], changes: list[Change], environment: str) -> bytes:
    """The list of what is ours when the changes are made."""
    ours = {*_manifest(folder), *(change.path for change in changes)}
    return _listing(
        {
            path: _digest(content)
            for path, content in files.items()
            if path in ours or content.startswith(GENERATED)
        },
        environment,
    )


def _either(changes: list[Change]) -> dict[str, str]:
    """What files that are changed are: the one or the other. An edit is not ours before it is kept elsewhere."""
    return {
        change.path: " ".join(
            _digest(content)
            for content in (None if change.kept_at else change.old, change.new)
            if content is not None
        )
        for change in changes
        if change.new is not None
    }


def write_file(path: Path, content: bytes) -> None:
    """One file, written aside and put in place at once. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _aside(path.parent) as staging:
        _write_new(staging / path.name, content)
        (staging / path.name).replace(path)


@contextlib.contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """A folder for what is not whole yet, on the same file system. What killed runs left there goes."""
    process.clear_after_the_dead(folder, *_ASIDE)
    staging, lock = process.locked_folder(folder, *_ASIDE)
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        os.close(lock)


def _listing(digests: Mapping[str, str], environment: str) -> bytes:
    files = {path: digests[path] for path in sorted(digests)}
    of = {"environment": environment} if environment else {}
    return (json.dumps({"format": 2, **of, "files": files}, indent=2) + "\n").encode()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write_new(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _remove(folder: Path, path: str) -> None:
    (folder / path).unlink(missing_ok=True)
    for parent in list(PurePosixPath(path).parents)[:-1]:
        with contextlib.suppress(OSError):
            (folder / parent).rmdir()


def _read(folder: Path, path: str, most: int = _MOST_BYTES) -> bytes | None:
    """A file's bytes; None if there is none. Raises OSError for a link on the way, or a folder in its place."""
    place = inside(folder, path)
    return read_file(Path(place), most=most) if os.path.lexists(place) else None


def inside(folder: Path, path: str) -> str:
    """Where a file of the folder lies. Raises OSError for a link on the way."""
    place = str(folder)  # and not a Path, which is slow to join: every file is looked at
    for part in PurePosixPath(path).parts:
        place = os.path.join(place, part)  # noqa: PTH118
        if os.path.islink(place):  # noqa: PTH114
            raise OSError(f"{place} is a symbolic link, which is not followed")
    return place


def _reason(error: OSError) -> str:
    return error.strerror or str(error)


def _manifest(folder: Path) -> dict[str, str]:
    """What an earlier run wrote, with its SHA-256. Raises OSError.

    The list is a file like any other, and may come with a pull request: only what tfgen could have written counts.
    """
    listed = _listed(folder).get("files")
    if isinstance(listed, list):  # format 1 had no digests
        listed = {path: "" for path in listed if isinstance(path, str)}
    if not isinstance(listed, dict):
        return {}
    return {path: str(digest) for path, digest in listed.items() if could_be_ours(path)}


def _environment(folder: Path) -> str:
    """The environment that an earlier run wrote; empty for none. Raises OSError."""
    found = _listed(folder).get("environment", "")
    return found if isinstance(found, str) else ""


def _listed(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads(_read(folder, MANIFEST, _MOST_LISTED) or b"{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def could_be_ours(path: str) -> bool:
    """Whether a path is one at which tfgen writes."""
    form, parts = _FORM(path), PurePosixPath(path).parts
    if form and parts[0] == FOLDER:
        return parts[2] in read_module(parts[1])
    return form is not None and ".." not in parts
