"""A program, run so that nothing of it outlives it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tfgen.process.guarding import tell_guard
from tfgen.process.signals import signals_later

_GRACE_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Finished:
    """How a program ended."""

    status: int
    stdout: str
    stderr: str


def run(command: Sequence[str | Path], cwd: Path, environment: Mapping[str, str], timeout: float) -> Finished:
    """Runs a program to its end. Raises OSError if it cannot start, subprocess.TimeoutExpired if it takes longer.

    Its output goes to files and its children share its process group, which is ended with it, however it ends:
    terraform leaves provider processes behind when it is killed alone, or when its reader goes away.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        with signals_later() as release:
            process = subprocess.Popen(
                [str(word) for word in command],
                cwd=cwd,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
            try:
                tell_guard(f"+{process.pid}")
                release()
                status = process.wait(timeout)
            except BaseException:
                _signal(process, signal.SIGTERM)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_GRACE_SECONDS)
                raise
            finally:  # also what ignored the first signal, and what a program left behind that ended by itself
                _signal(process, signal.SIGKILL)
                process.wait()
                tell_guard(f"-{process.pid}")
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
        return Finished(status, *texts)


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    # macOS: a group of which nothing is left but what was not waited for may not be signalled
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
