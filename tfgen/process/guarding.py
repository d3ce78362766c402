"""A guard over this process: it starts what is run, and what is left when this process is killed, it clears away."""

from __future__ import annotations

import atexit
import contextlib
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

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
    folder = Path(tempfile.gettempdir(), f"tfgen-run-{secrets.token_hex(4)}").absolute()
    ours, theirs = socket.socketpair()
    program = str(Path(__file__).with_name("guard.py"))
    try:
        with theirs:
            process = subprocess.Popen(
                [sys.executable, "-I", "-S", program, str(folder), str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,
            )
        # the lock of the folder is held until both have ended
        _, locks, _, _ = socket.recv_fds(ours, 1, 1)
        if not locks:
            raise OSError(f"cannot make {folder}")
    except BaseException:
        ours.close()  # which ends it
        raise
    return Guard(folder, locks[0], ours, process)
