"""Folders of installed packages, kept in tfgen's cache by what they were made from."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tfgen.check import cache

_KEPT_SECONDS = 30 * 24 * 3600


def tree(make: Callable[[Path], None], *facts: str | bytes) -> Path:
    """The folder that was made from these facts, or is made now, by a function that is given it empty.

    It is there whole or not at all, however many runs make it at once and wherever one is killed: it is made aside,
    under a lock that ends with the process, and what is found aside is what a killed run left. Raises what `make` does.
    """
    digest = hashlib.sha256()
    for fact in facts:
        digest.update(fact.encode() if isinstance(fact, str) else fact)
        digest.update(b"\0")
    home = _home()
    with _locked(home):
        folder, aside = home / digest.hexdigest()[:32], home / "making"
        shutil.rmtree(aside, ignore_errors=True)
        if not folder.exists():
            _forget(home)
            aside.mkdir()
            try:
                make(aside)
                aside.rename(folder)
            finally:
                shutil.rmtree(aside, ignore_errors=True)
        os.utime(folder)
    return folder


def _home() -> Path:
    """Below the cache's folder, or where temporary files go if that cannot be written."""
    home = cache.folder() / "packages"
    try:
        home.mkdir(parents=True, exist_ok=True)
        if os.access(home, os.W_OK):
            return home
    except OSError:
        pass
    home = Path(tempfile.gettempdir()) / "packages"
    home.mkdir(exist_ok=True)
    return home


@contextlib.contextmanager
def _locked(home: Path) -> Iterator[None]:
    with (home / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _forget(home: Path) -> None:
    """Drops what was not used for long."""
    old = time.time() - _KEPT_SECONDS
    for folder in home.iterdir():
        if folder.is_dir() and folder.stat().st_mtime < old:
            shutil.rmtree(folder, ignore_errors=True)
