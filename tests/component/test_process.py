"""Other programs: whatever way they end, nothing that they started is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tfgen import process
from tfgen.process import program

ENDED = ["exec 3> alive; sleep 300 & echo told", "trap '' TERM; exec 3> alive; sleep 300 & echo told"]
ENDLESS = ["exec 3> alive; sleep 300 & wait", "trap '' TERM; exec 3> alive; while :; do sleep 300; done"]
"""Shells that hold a named pipe open, and hand it to what they start."""


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "alive"
    os.mkfifo(path)
    return path


def nobody_holds(reader: int) -> bool:
    """Whether every process that held the pipe is gone, or goes soon."""
    os.set_blocking(reader, False)
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        try:
            return os.read(reader, 1) == b""
        except BlockingIOError:
            time.sleep(0.01)
    return False


@pytest.mark.parametrize("script", ENDED)
def test_nothing_is_left_after_a_normal_end(pipe: Path, script: str) -> None:
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    finished = process.run(["sh", "-c", script], pipe.parent, os.environ, 60)
    assert (finished.status, finished.stdout, finished.stderr) == (0, "told\n", "")
    assert nobody_holds(reader)


@pytest.mark.parametrize("script", ENDLESS)
def test_nothing_is_left_after_a_timeout(pipe: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "_GRACE_SECONDS", 0.2)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(subprocess.TimeoutExpired):
        process.run(["sh", "-c", script], pipe.parent, os.environ, 0.5)
    assert nobody_holds(reader)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("script", ENDLESS)
def test_nothing_is_left_after_a_signal_or_a_second_one(pipe: Path, script: str, number: int) -> None:
    program = f"""
import os, signal, sys
from pathlib import Path
from tfgen import process
def leave(*_):
    os.write(1, b"signalled\\n")
    raise KeyboardInterrupt if {number} == signal.SIGINT else SystemExit(1)
signal.signal({number}, leave)
process.run(["sh", "-c", {script!r}], Path({str(pipe.parent)!r}), os.environ, 300)
"""
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as tfgen:
        reader = os.open(pipe, os.O_RDONLY)  # opens when the shell does
        tfgen.send_signal(number)
        assert tfgen.stdout
        assert tfgen.stdout.readline() == b"signalled\n"
        if "trap" in script:  # the shell does not obey the first
            tfgen.send_signal(number)
        assert nobody_holds(reader)
        assert tfgen.wait() != 0


def test_a_signal_at_the_start_ends_what_was_just_started(
    pipe: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leave(*_: object) -> None:
        raise SystemExit(1)

    def start(*arguments: Any, **options: Any) -> subprocess.Popen[bytes]:
        started = Popen(*arguments, **options)
        os.set_blocking(reader, True)
        assert os.read(reader, 1) == b"x"
        signal.raise_signal(signal.SIGTERM)
        return started

    Popen, reader = subprocess.Popen, os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # noqa: N806
    writer = os.open(pipe, os.O_WRONLY)  # or the pipe would end before the shell opens it
    monkeypatch.setattr(subprocess, "Popen", start)
    previous = signal.signal(signal.SIGTERM, leave)
    try:
        with pytest.raises(SystemExit):
            process.run(["sh", "-c", "exec 3> alive; printf x >&3; sleep 300"], pipe.parent, os.environ, 300)
        assert signal.getsignal(signal.SIGTERM) is leave
    finally:
        signal.signal(signal.SIGTERM, previous)
    os.close(writer)
    assert nobody_holds(reader)


def test_a_program_may_run_in_another_thread(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(process.run, ["true"], tmp_path, os.environ, 60).result().status == 0


def test_a_group_that_cannot_be_signalled_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(*_: int) -> None:  # what macOS says of a group that has ended and was not waited for
        raise PermissionError

    monkeypatch.setattr(os, "killpg", deny)
    assert process.run(["true"], tmp_path, os.environ, 60).status == 0
