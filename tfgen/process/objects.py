"""What a commit of a git repository holds, read of git's objects: nothing is checked out, so no filter or hook runs."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from tfgen.process.git import git, git_bytes

_SECONDS = 60
_FILE, _LINK, _SUBMODULE = "100", "120", "160"
"""What the modes of these begin with. Source: https://git-scm.com/docs/git-fast-import#_filemodify"""
_AT_ONCE = 500
"""Objects asked for at once; more would not fit into a command line everywhere."""


class GitError(Exception):
    """What git said, or what tfgen says of what it found."""


class Entry(NamedTuple):
    """A file of a commit."""

    path: str
    """From the folder that was asked."""
    object: str
    size: int
    mode: str

    @property
    def is_file(self) -> bool:
        """Whether it is neither a link nor a submodule."""
        return self.mode.startswith(_FILE)

    @property
    def is_link(self) -> bool:
        """Whether it is a symbolic link."""
        return self.mode.startswith(_LINK)


def commit(folder: Path, revision: str) -> str:
    """The commit of a revision, such as `origin/main`. Raises GitError."""
    if revision.startswith("-"):
        raise GitError(f"`{revision}` is an option, not a revision")
    finished = _asked(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", fails=True
    )
    if not finished.isalnum():  # `^HEAD` is told with its sign
        raise GitError(f"the repository has no revision `{revision}`: `git fetch` brings what the remote has")
    return finished


def merge_base(folder: Path, one: str, other: str) -> str:
    """The commit at which two commits parted; empty where they share none. Raises GitError."""
    return _asked(folder, "merge-base", one, other, fails=True).partition("\n")[0]


def is_shallow(folder: Path) -> bool:
    """Whether a clone lacks history, as CI systems' do. Raises GitError."""
    return _asked(folder, "rev-parse", "--is-shallow-repository") == "true"


def files(folder: Path, commit: str, paths: Sequence[str] = (), deep: bool = True) -> list[Entry]:
    """What a commit holds in a folder of the work tree, or of it at some paths, in git's order. Raises GitError."""
    flags = ["-r"] if deep else []
    status, out, err = _bytes(
        folder, "--literal-pathspecs", "ls-tree", *flags, "-l", "-z", commit, "--", *paths
    )
    if status:
        raise GitError(err.decode("utf-8", "replace").strip())
    entries = [_entry(line) for line in out.decode("utf-8", "surrogateescape").split("\0") if line]
    for entry in entries:
        if {"", ".", "..", ".git"} & {*entry.path.lower().split("/")}:
            raise GitError(f"the commit has a path that no folder can hold: {entry.path!r}")
    return entries


def contents(folder: Path, entries: Iterable[Entry]) -> list[bytes]:
    """What files hold. Raises GitError."""
    asked, found = list(entries), list[bytes]()
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        status, out, err = _bytes(folder, "show", "--no-textconv", *(each.object for each in some), "--")
        if status or len(out) != sum(each.size for each in some):
            raise GitError(err.decode("utf-8", "replace").strip() or "git told other objects than it lists")
        place = 0
        for each in some:
            found.append(out[place : place + each.size])
            place += each.size
    return found


def _entry(line: str) -> Entry:
    about, _, path = line.partition("\t")
    mode, _, name, size = about.split()
    return Entry(path, name, 0 if size == "-" else int(size), mode)


def _asked(folder: Path, *words: str, fails: bool = False) -> str:
    """What git answers; nothing where it may fail without a word, and does."""
    try:
        finished = git(folder, *words, seconds=_SECONDS)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise GitError(_words(error)) from error
    if finished.status and not (fails and not finished.stderr.strip()):
        raise GitError(finished.stderr.strip())
    return "" if finished.status else finished.stdout.strip()


def _bytes(folder: Path, *words: str) -> tuple[int, bytes, bytes]:
    try:
        return git_bytes(folder, *words, seconds=_SECONDS)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise GitError(_words(error)) from error


def _words(error: Exception) -> str:
    return f"git: {getattr(error, 'strerror', None) or error}"
