"""Specs as a git revision has them, with the folders that they name. Nothing is checked out."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tfgen.diagnostics import Diagnostic
    from tfgen.process.objects import Entry, GitError
    from tfgen.stack.loaded import Loaded, Readable
    from tfgen.suppress.suppression import Suppression

_MOST_BYTES = 512 * 1024 * 1024
_MOST_FILES = 20_000
_MOST_CANDIDATES = 100
"""Files that are looked at for one that was renamed."""
_SHORT = 12
_SHALLOW = (
    "the clone is shallow: fetch the revision, or all history (`fetch-depth: 0` of actions/checkout, `GIT_DEPTH: 0`"
    " of GitLab)"
)


class Base(NamedTuple):
    """The spec with which another is compared."""

    loaded: Loaded | None
    """None if there is none: the spec is new, or the revision cannot be read."""
    told: list[Diagnostic]
    commit: str = ""


def base_of(spec: Path, revision: str, environment: str | None = None, into: Path | None = None) -> Base:
    """The spec where the work tree and a revision parted, which is what a pull request is compared with.

    What the base branch got since then is no change of the pull request's. Where they share no commit, it is compared
    with the revision itself.
    """
    from tfgen.process.objects import GitError, commit, merge_base

    folder = spec.resolve().parent
    try:
        tip = commit(folder, revision)
        parted = merge_base(folder, tip, "HEAD")
    except GitError as error:
        return Base(None, [_unreadable(error, folder)])
    loaded = spec_at(spec, parted or tip, environment, into)
    return _with_notes(spec, loaded, parted or tip)


def commit_of(spec: Path, revision: str) -> str:
    """The commit of a revision that was read before; empty if it is there no more."""
    from tfgen.process.objects import GitError, commit

    try:
        return commit(spec.resolve().parent, revision)
    except GitError:
        return ""


def spec_at(spec: Path, revision: str, environment: str | None = None, into: Path | None = None) -> Loaded:
    """The spec of a revision: as it is, if the revision has no environments at all.

    What it names (code, a site, modules) is written into a folder, which is then its project; without one, what its Stack
    is made of is read, and there is no project. If the revision has no such spec, it is broken by TFG264 alone.
    """
    from tfgen.process import temporary_folder
    from tfgen.process.objects import GitError, commit
    from tfgen.stack.loaded import Broken

    file = spec.resolve()  # of a link, git would tell where it leads
    shown = f"{revision[:_SHORT] if len(revision) == 40 else revision}:{spec}"
    try:
        found = _found(file, commit(file.parent, revision))
        if found is None:
            return Broken(shown, "", [_new(f"{revision} has no {spec.name}")])
        name = shown if found.file == file else f"{shown.partition(':')[0]}:{_relative(found.file)}"
        if into is not None:
            return _loaded(found, name, environment, into, with_code=True)
        with temporary_folder() as folder:
            return _loaded(found, name, environment, folder, with_code=False)
    except (GitError, OSError) as error:
        return Broken(shown, "", [_unreadable(error, file.parent)])


def granted_at(spec: Path, revision: str, environment: str | None = None) -> tuple[Suppression, ...]:
    """What the spec of a revision ignores: the exceptions that a change may count on, as they stand there today.

    None, where the revision has no such spec, or one with mistakes.
    """
    from tfgen.stack.loaded import Readable
    from tfgen.suppress.suppression import Suppression
    from tfgen.suppress.written import of_spec

    found = spec_at(spec, revision, environment)
    said = of_spec(found.source) if isinstance(found, Readable) else ()
    return tuple(each for each in said if isinstance(each, Suppression))


def is_new(loaded: Loaded) -> bool:
    """Whether a revision does not have the spec."""
    from tfgen.check.since.revision import NOT_AT_BASE
    from tfgen.stack.loaded import Broken

    return isinstance(loaded, Broken) and [each.code for each in loaded.diagnostics] == [NOT_AT_BASE.id]


class _Found(NamedTuple):
    commit: str
    file: Path
    """Where it would lie."""
    content: bytes


def _found(file: Path, commit: str) -> _Found | None:
    from tfgen.process.objects import GitError, contents, files
    from tfgen.spec.source import MAX_BYTES

    entries = files(file.parent, commit, [file.name], deep=False) if file.parent.is_dir() else []
    if not entries:
        return _renamed(file, commit)
    if not entries[0].is_file:
        raise GitError(f"{file.name} is a link or a folder there, which is not followed")
    if entries[0].size > MAX_BYTES:
        raise GitError(f"{file.name} has more than {MAX_BYTES:,} bytes there")
    return _Found(commit, file, contents(file.parent, entries)[0])


def _renamed(file: Path, commit: str) -> _Found | None:
    """The one file that is gone and had the same `service`."""
    from tfgen.disk import tree_root
    from tfgen.process.objects import contents, files
    from tfgen.spec.source import MAX_BYTES

    service, root = (
        _service(file.read_bytes()[: MAX_BYTES + 1]) if file.is_file() else "",
        tree_root(file.parent),
    )
    gone = [
        each
        for each in files(root, commit)
        if each.is_file
        and each.path.endswith((".yaml", ".yml"))
        and each.size <= MAX_BYTES
        and not os.path.lexists(root / each.path)
    ][:_MOST_CANDIDATES]
    same = [
        _Found(commit, root / each.path, content)
        for each, content in zip(gone, contents(root, gone), strict=True)
        if service and _service(content) == service
    ]
    return same[0] if len(same) == 1 else None


def _service(data: bytes) -> str:
    from tfgen.spec.source import Mapping, Scalar, decode, parse

    text, _ = decode(data, "")
    source, _ = parse(text, "") if text else (None, [])
    entry = source.root.entries.get("service") if source and isinstance(source.root, Mapping) else None
    return entry.value.text if entry and isinstance(entry.value, Scalar) else ""


def _loaded(found: _Found, name: str, environment: str | None, project: Path, with_code: bool) -> Loaded:
    from tfgen.check.since import environments
    from tfgen.cli.reading import with_folders
    from tfgen.stack.loaded import Broken, Readable, loaded_in_each

    each = loaded_in_each(found.content, name, project)
    spec = each.get(environment or "", each.get(""))
    if spec is None and environment is None:
        return Broken(name, "", [environments.told(each)])
    if spec is None:
        return Broken(name, "", [_new(f"{name} has no environment `{environment}`")])
    if not isinstance(spec, Readable):
        return spec
    _write(found, list(dict.fromkeys(_named(spec, with_code))), project)
    return with_folders(spec)


def _named(spec: Readable, with_code: bool) -> Iterator[str]:
    """What a spec reads beside it."""
    from tfgen.stack.given_file import FILE
    from tfgen.stack.kinds.function import packages
    from tfgen.stack.kinds.module import MODULE
    from tfgen.stack.kinds.site import SITE

    yield from (module.source for module in spec.stack.all(MODULE).values())
    yield from (site.folder for site in spec.stack.all(SITE).values() if site.folder)
    if with_code:
        yield from (package.code for package in packages(spec.stack) if not package.is_own)
        yield FILE


def _write(found: _Found, paths: list[str], project: Path) -> None:
    """Writes what a commit holds at paths below the spec's folder. Raises OSError, GitError."""
    from tfgen.process.objects import GitError, contents, files

    if not paths:
        return
    folder = found.file.parent
    entries = files(folder, found.commit, paths)
    if len(entries) > _MOST_FILES or sum(each.size for each in entries) > _MOST_BYTES:
        raise GitError(
            f"the folders that {found.file.name} names hold more than {_MOST_FILES:,} files, or 512 MB"
        )
    odd = next((each.path for each in entries if not each.is_file), "")
    if odd:
        raise GitError(f"{odd} is a link or a submodule, which is not followed")
    for each, content in zip(entries, contents(folder, entries), strict=True):
        _put(project / each.path, each, content)


def _put(place: Path, entry: Entry, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    place.chmod(0o755 if entry.mode.endswith("755") else 0o644)


def _with_notes(spec: Path, loaded: Loaded, commit: str) -> Base:
    from tfgen.check.since.revision import NOT_AT_BASE
    from tfgen.diagnostics import Severity
    from tfgen.stack.loaded import Broken

    if isinstance(loaded, Broken) and not loaded.text:
        return Base(None, loaded.diagnostics, commit)
    if isinstance(loaded, Broken):
        first = loaded.diagnostics[0]
        message = f"the spec of the base has mistakes, and nothing is compared with it: {first.message} ({first.code})"
        return Base(loaded, [NOT_AT_BASE(message, severity=Severity.WARNING)], commit)
    was = loaded.name.partition(":")[2]
    note = [NOT_AT_BASE(f"compared with `{was}` of the base: it has the same `service` and is gone")]
    return Base(loaded, [] if was == str(spec) else note, commit)


def _relative(file: Path) -> str:
    return Path(os.path.relpath(file)).as_posix()


def _new(message: str) -> Diagnostic:
    from tfgen.check.since.revision import NOT_AT_BASE

    return NOT_AT_BASE(message)


def _unreadable(error: GitError | OSError, folder: Path) -> Diagnostic:
    from tfgen.check.since.revision import BAD_REVISION
    from tfgen.process.objects import GitError, is_shallow

    words = (error.strerror if isinstance(error, OSError) else "") or str(error)
    try:
        return BAD_REVISION(words, hint=_SHALLOW if is_shallow(folder) else None)
    except GitError:
        return BAD_REVISION(words)
