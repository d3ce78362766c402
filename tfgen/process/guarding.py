"""A guard over a run: what the run leaves behind when it is killed, the guard clears away."""

from __future__ import annotations

import contextlib
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from tfgen.process.signals import signals_later

_guard: IO[str] | None = None


@contextlib.contextmanager
def guarded() -> Iterator[Path]:
    """A folder for everything temporary, and a guard: even if this process is killed, nothing is left.

    While the block lasts, `tempfile` puts its files there. Raises OSError if the guard cannot start.
    """
    global _guard  # the process has one, as it has one folder for temporary files
    folder = Path(tempfile.gettempdir(), f"tfgen-{secrets.token_hex(4)}").absolute()
    with signals_later() as release:
        guard = subprocess.Popen(
            [sys.executable, "-I", str(Path(__file__).with_name("guard.py")), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        with guard:  # closes the pipe, and waits
            if cast("IO[str]", guard.stdout).readline() != "ready\n":
                raise OSError(f"cannot make {folder}")
            before, tempfile.tempdir = tempfile.tempdir, str(folder)
            _guard = guard.stdin
            try:
                release()
                yield folder
            finally:
                tempfile.tempdir, _guard = before, None


def tell_guard(line: str) -> None:
    """Names a process group that began (`+123`) or ended (`-123`)."""
    if _guard is not None:
        with contextlib.suppress(OSError):  # a guard that is gone guards nothing, and harms nothing
            _guard.write(f"{line}\n")
            _guard.flush()
