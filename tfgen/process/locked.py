"""Folders that are locked while a process uses them: a lock ends with its holder, however that ends."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

_TRIES = 100
_PATIENCE_SECONDS = 30
_PAUSE_SECONDS = 0.02


def locked_folder(parent: Path, before: str, after: str = "") -> tuple[Path, int]:
    """A new folder with eight digits in its name, and a descriptor that locks it. Raises OSError.

    Who clears up may take it for left behind until it is locked. Where a file system knows no locks, it has none, and
    nobody clears it away.
    """
    for _ in range(_TRIES):
        folder = parent / f"{before}{secrets.token_hex(4)}{after}"
        folder.mkdir(mode=0o700)
        with contextlib.suppress(FileNotFoundError):
            lock = _opened(folder)
            if _is_locked(lock) is not False and _is_same(folder, lock):
                return folder, lock
            os.close(lock)
    raise OSError(f"no folder can be locked in {parent}")


def clear_after_the_dead(parent: Path, before: str, after: str = "") -> None:
    """Removes such folders of processes that have ended. Links, and what is another user's, are left alone."""
    is_ours = re.compile(f"{re.escape(before)}[0-9a-f]{{8}}{re.escape(after)}").fullmatch
    for name in filter(is_ours, os.listdir(parent)):  # noqa: PTH208  # and no Path for each of many files
        with contextlib.suppress(OSError):
            lock = _opened(parent / name)
            if os.fstat(lock).st_uid == os.getuid() and _is_locked(lock):
                shutil.rmtree(parent / name)
            os.close(lock)


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Holds a folder for itself, made if it was not; waits for another run. Raises OSError if that takes too long."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        end = time.monotonic() + _PATIENCE_SECONDS
        while _is_locked(lock) is False:
            if time.monotonic() > end:
                raise OSError(errno.EBUSY, "another tfgen is writing there", str(folder))
            time.sleep(_PAUSE_SECONDS)
        yield
    finally:
        os.close(lock)


def _opened(folder: Path) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)


def _is_locked(lock: int) -> bool | None:
    """Whether it is ours now, or somebody else's; None where there are no locks."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _is_same(folder: Path, lock: int) -> bool:
    return os.path.samestat(folder.lstat(), os.fstat(lock))
