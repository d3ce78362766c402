"""A program, run so that nothing of it outlives it."""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tfgen.process.child import Child
from tfgen.process.guarding import guard

_GRACE_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Finished:
    """How a program ended."""

    status: int
    stdout: str
    stderr: str


def run(command: Sequence[str | Path], cwd: Path, environment: Mapping[str, str], timeout: float) -> Finished:
    """Runs a program to its end. Raises OSError if it cannot start, subprocess.TimeoutExpired if it takes longer."""
    status, *texts = run_bytes(command, cwd, environment, timeout)
    return Finished(status, *(text.decode("utf-8", "replace") for text in texts))


def run_bytes(
    command: Sequence[str | Path], cwd: Path, environment: Mapping[str, str], timeout: float
) -> tuple[int, bytes, bytes]:
    """The same: its exit status, its output and its errors, as they are.

    Its output goes to files and its children share its process group, which is ended with it, however it ends:
    terraform leaves provider processes behind when it is killed alone, or when its reader goes away.
    """
    environment = _with_own_folder(environment)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        descriptors = (out.fileno(), err.fileno())
        with contextlib.closing(
            Child(command, cwd, environment, descriptors, patience=_GRACE_SECONDS)
        ) as child:
            try:
                status = child.wait(timeout)
            except BaseException:
                try:
                    child.interrupt()
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        child.wait(_GRACE_SECONDS)
                finally:  # also what did not obey, or is not waited for by who asks twice
                    child.kill()
                    child.wait()
                raise
        for file in (out, err):
            file.seek(0)
        return status, out.read(), err.read()


def _with_own_folder(environment: Mapping[str, str]) -> Mapping[str, str]:
    """With TMPDIR inside the guard's folder: what is left there goes with it, and what was given it is found by it."""
    folder = str(guard().folder)
    return (
        environment if environment.get("TMPDIR", "").startswith(folder) else {**environment, "TMPDIR": folder}
    )
