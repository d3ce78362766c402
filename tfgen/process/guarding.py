"""A guard over this process: it starts what is run, and what is left when this process is killed, it clears away."""

from __future__ import annotations

import atexit
import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tfgen.process.locked import locked_folder

_lock = threading.Lock()
_guards: list[Guard] = []
"""At most one: the process has one folder for what is temporary."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A guard that runs."""

    folder: Path
    """For what is temporary; removed when this process has ended."""
    lock: int
    control: socket.socket
    process: subprocess.Popen[bytes]

    def close(self) -> None:
        """Lets it clear up, and waits for that."""
        self.control.close()
        self.process.wait()
        os.close(self.lock)


def guard() -> Guard:
    """The guard of this process, started when it is first asked for. Raises OSError if it cannot start."""
    with _lock:
        if not _guards:
            _guards.append(_start())
            atexit.register(_close)
        return _guards[0]


def _close() -> None:
    with _lock:
        while _guards:
            _guards.pop().close()


@contextlib.contextmanager
def guarded() -> Iterator[Path]:
    """While the block lasts, `tempfile` puts its files into the guard's folder. Raises OSError if it cannot start."""
    folder = guard().folder
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield folder
    finally:
        tempfile.tempdir = before


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that is gone when the block ends, or the process. Raises OSError."""
    with tempfile.TemporaryDirectory(dir=guard().folder, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _start() -> Guard:
    folder, lock = locked_folder(Path(tempfile.gettempdir()).absolute(), "tfgen-run-")
    ours, theirs = socket.socketpair()
    program = str(Path(__file__).with_name("guard.py"))
    try:
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-I", "-S", program, str(folder), str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                # with the descriptor of the lock: it is held until both have ended
                pass_fds=(theirs.fileno(), lock),
                start_new_session=True,
            )
        if ours.recv(1) != b".":
            raise OSError(f"the guard of {folder} does not start")
    except BaseException:
        ours.close()  # which ends it
        os.close(lock)
        with contextlib.suppress(OSError):
            folder.rmdir()
        raise
    return Guard(folder, lock, ours, process)
