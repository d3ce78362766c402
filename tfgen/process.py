"""Other programs, run so that nothing of theirs outlives them."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_GRACE_SECONDS = 10

_guard: IO[str] | None = None


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
        with _signals_later() as release:
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
                _tell_guard(f"+{process.pid}")
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
                _tell_guard(f"-{process.pid}")
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
        return Finished(status, *texts)


@contextlib.contextmanager
def guarded() -> Iterator[Path]:
    """A folder for everything temporary, and a guard: even if this process is killed, nothing is left.

    While the block lasts, `tempfile` puts its files there. Raises OSError if the guard cannot start.
    """
    global _guard  # the process has one, as it has one folder for temporary files
    folder = Path(tempfile.gettempdir(), f"tfgen-{secrets.token_hex(4)}").absolute()
    with _signals_later() as release:
        guard = subprocess.Popen(
            [sys.executable, "-I", str(Path(__file__).with_name("guard.py")), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        with guard:  # closes the pipe, and waits
            assert guard.stdout is not None  # noqa: S101  # it was asked for
            if guard.stdout.readline() != "ready\n":
                raise OSError(f"cannot make {folder}")
            before, tempfile.tempdir = tempfile.tempdir, str(folder)
            _guard = guard.stdin
            try:
                release()
                yield folder
            finally:
                tempfile.tempdir, _guard = before, None


def _tell_guard(line: str) -> None:
    if _guard is not None:
        with contextlib.suppress(OSError):  # a guard that is gone guards nothing, and harms nothing
            print(line, file=_guard, flush=True)


@contextlib.contextmanager
def _signals_later() -> Iterator[Callable[[], None]]:
    """What SIGINT, SIGTERM and SIGHUP raise, they raise when the function given is called, or at the end.

    A program that has been started and is not yet known by its number could not be ended.
    """
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    arrived: list[int] = []

    def release() -> None:
        while handlers:
            signal.signal(*handlers.popitem())
        while arrived:
            signal.raise_signal(arrived.pop())

    if threading.current_thread() is not threading.main_thread():
        handlers.clear()  # only the main thread is interrupted
    try:
        for number, handler in list(handlers.items()):
            if callable(handler):
                signal.signal(number, lambda number, _: arrived.append(number))
            else:
                del handlers[number]
        yield release
    finally:
        release()


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    # macOS: a group of which nothing is left but what was not waited for may not be signalled
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)
