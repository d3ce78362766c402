"""Other programs: whatever way they end, nothing that they started is left."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tfgen import process
from tfgen.process import child, guard, program

ENDED = ["exec 3> alive; sleep 300 & echo told", "trap '' TERM; exec 3> alive; sleep 300 & echo told"]
ENDLESS = ["exec 3> alive; sleep 300 & wait", "trap '' TERM; exec 3> alive; while :; do sleep 300; done"]
"""Shells that hold a named pipe open, and hand it to what they start."""


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "alive"
    os.mkfifo(path)
    return path


def until(is_true: Callable[[], bool]) -> bool:
    """Whether it is so, or soon is."""
    limit = time.monotonic() + 30
    while not is_true():
        if time.monotonic() > limit:
            return False
        time.sleep(0.02)
    return True


@contextlib.contextmanager
def started(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """A program that is killed when the block ends."""
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            yield process
        finally:
            process.kill()


def is_running(pid: int) -> bool:
    """Whether there is such a process, and it has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0] != b"Z"
    except OSError:
        return False


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


def test_an_end_that_a_signal_comes_upon_is_told_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: bytes) -> dict[str, Any]:
        raise KeyboardInterrupt

    with Path(os.devnull).open("wb") as out:
        command, descriptors = ["sh", "-c", "exit 3"], (out.fileno(), out.fileno())
        with contextlib.closing(process.Child(command, tmp_path, os.environ, descriptors)) as ends:
            with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
                patch.setattr(child, "_read", interrupted)
                ends.wait(30)
            assert ends.wait(30) == 3


def test_a_signal_at_the_start_ends_what_was_just_started(
    pipe: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leave(*_: object) -> None:
        raise SystemExit(1)

    def told(child: process.Child, timeout: float | None) -> dict[str, Any]:
        answer = line(child, timeout)
        os.set_blocking(reader, True)
        assert os.read(reader, 1) == b"x"
        signal.raise_signal(signal.SIGTERM)
        return answer

    monkeypatch.setattr(program, "_GRACE_SECONDS", 0.2)
    line, reader = process.Child._line, os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    writer = os.open(pipe, os.O_WRONLY)  # or the pipe would end before the shell opens it
    monkeypatch.setattr(process.Child, "_line", told)
    previous = signal.signal(signal.SIGTERM, leave)
    try:
        with pytest.raises(SystemExit):
            process.run(["sh", "-c", "exec 3> alive; printf x >&3; sleep 300"], pipe.parent, os.environ, 300)
    finally:
        signal.signal(signal.SIGTERM, previous)
    os.close(writer)
    assert nobody_holds(reader)


def test_a_program_may_run_in_another_thread(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(process.run, ["true"], tmp_path, os.environ, 60).result().status == 0


LEAVE = {
    "a session of its own": "setsid sleep 300 &",
    "its parent gone": "(setsid sh -c 'sleep 300 & exec sleep 300' &)",
    "no environment": "(cd / && env -i setsid /bin/sleep 300 < /dev/null > /dev/null 2>&1 &)",
    "deaf": "(trap '' HUP INT TERM; nohup sleep 300 &)",
}
"""Ways to leave a program that started something."""
RUN = r"""
import os, sys
from pathlib import Path
from tfgen import process
os.environ["TMPDIR"] = sys.argv[1]
script = f"{sys.argv[2]}\nsleep 0.3; echo > {sys.argv[1]}/started; sleep 300"
print(process.run(["sh", "-c", script], Path(sys.argv[1]), os.environ, float(sys.argv[3])))
"""


def running_below(pid: int) -> set[int]:
    """The processes that a run started, its guard among them."""
    return guard.descendants(pid)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are found in /proc: NOT tested here")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
@pytest.mark.parametrize("way", LEAVE)
def test_what_detached_itself_ends_with_the_run(
    way: str, number: int, tmp_path: Path, interruptible: None
) -> None:
    with started([sys.executable, "-c", RUN, str(tmp_path), LEAVE[way], "300"]) as tfgen:
        assert until((tmp_path / "started").exists)
        there = running_below(tfgen.pid)
        assert len(there) >= 3, "a guard, a shell, and what it left"
        tfgen.send_signal(number)
        tfgen.wait()
    assert until(lambda: not any(is_running(pid) for pid in there)), there
    assert until(lambda: not list(tmp_path.glob("tfgen-run-*")))


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are found in /proc: NOT tested here")
def test_the_next_run_clears_up_after_a_guard_that_was_killed(tmp_path: Path) -> None:
    """A run that lives is left alone, and so are a link and a folder of a similar name."""
    begun = [sys.executable, "-c", RUN, str(tmp_path), "", "300"]
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept").touch()
    (tmp_path / "tfgen-run-0123abcd").symlink_to(elsewhere)
    (tmp_path / "tfgen-run-mine").mkdir()
    there = {"elsewhere", "tfgen-run-0123abcd", "tfgen-run-mine"}
    with started(begun) as dead, started(begun) as alive:
        assert until(lambda: len(running_below(dead.pid)) == len(running_below(alive.pid)) == 3)
        left = running_below(dead.pid)
        guards = {pid for pid in left if b"guard.py" in Path(f"/proc/{pid}/cmdline").read_bytes()}
        assert len(guards) == 1
        for pid in (dead.pid, *guards):
            os.kill(pid, signal.SIGKILL)
        dead.wait()
        live = {path.name for path in tmp_path.glob("tfgen-run-*")} - there
        assert len(live) == 2
        subprocess.run([*begun[:-1], "0.1"], stderr=subprocess.DEVNULL)
        assert until(lambda: not any(is_running(pid) for pid in left))
        assert len({path.name for path in tmp_path.glob("tfgen-run-*")} - there) == 1
        assert len(running_below(alive.pid)) == 3
    assert until(lambda: {path.name for path in tmp_path.iterdir()} - {"started"} == there)
    assert (elsewhere / "kept").exists()


def test_a_group_that_cannot_be_signalled_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(*_: int) -> None:  # what macOS says of a group that has ended and was not waited for
        raise PermissionError

    monkeypatch.setattr(os, "killpg", deny)
    assert process.run(["true"], tmp_path, os.environ, 60).status == 0
