"""What lies on the disk and may be anybody's: how far a tree reaches, and files that are read with care."""

from __future__ import annotations

import os
import stat
from pathlib import Path

MOST_BYTES = 10 * 1024 * 1024
"""More than any file has that people write; a file that is larger is not read."""


def tree_root(folder: Path) -> Path:
    """The tree that a folder belongs to, of which all may be read with it: its git work tree, else the folder alone.

    A work tree that holds the home folder (of dotfiles) is none: it has everybody's secrets in it.
    """
    real, own = folder.resolve(), home().resolve()
    for each in (real, *real.parents):
        if own.is_relative_to(each):
            break
        if os.path.lexists(each / ".git"):
            return each
    return real


def home() -> Path:
    """The user's folder; one that is not there for a user that the system does not know."""
    return Path(os.path.expanduser("~"))  # noqa: PTH111  # Path.home() raises


def is_within(path: Path, root: Path) -> bool:
    """Whether a path, with every link followed, lies in a tree. What git keeps for itself holds tokens, and does not."""
    try:
        real, top = path.resolve(), root.resolve()
    except (OSError, RuntimeError, ValueError):  # a circle, in Python before 3.13; a name with a NUL
        return False
    return real.is_relative_to(top) and ".git" not in real.relative_to(top).parts


def read_file(path: Path, root: Path | None = None, most: int = MOST_BYTES) -> bytes:
    """A regular file, which with `root` must lie in that tree. Raises OSError, which tells nothing of what is in it.

    A pipe, a device or a huge file would take for ever.
    """
    if root is not None and not is_within(path, root):
        raise OSError(f"it leads out of {root}" if os.path.lexists(path) else "it does not exist")
    number = os.open(path.resolve(), os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    with open(number, "rb") as file:  # noqa: PTH123  # a number, not a path
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise OSError("it is no regular file")
        content = file.read(most + 1)
    if len(content) > most:
        raise OSError(f"it has more than {most:,} bytes")
    return content


def refuse_pipe(path: Path) -> None:
    """Raises OSError for what is no regular file, unless the shell made it, as `<(…)` does: a pipe would be waited for."""
    if not _is_of_the_shell(path) and path.exists() and not path.is_file() and not path.is_dir():
        raise OSError("it is no regular file")


def refuse_link_out(path: Path) -> None:
    """Raises OSError for a link that leads out of the tree in which it lies: somebody else may have put it there."""
    if path.is_symlink() and not _is_of_the_shell(path) and not is_within(path, tree_root(path.parent)):
        raise OSError("it is a link that leads out of its tree, and is not followed")


def links_out(path: Path) -> list[Path]:
    """The links on the way to a path that lead out of the trees in which they lie."""
    ways = (path, *path.parents)
    return [each for each in ways if each.is_symlink() and not is_within(each, tree_root(each.parent))]


def _is_of_the_shell(path: Path) -> bool:
    """Whether a path is one of those that shells make, such as /dev/stdin and /dev/fd/63."""
    return str(path).startswith(("/dev/", "/proc/"))
