"""A command that is killed, at whatever moment, leaves no process, so no port, and no folder; nothing is half written."""

from __future__ import annotations

import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.specs import EXAMPLES, ROOT

pytestmark = [pytest.mark.terraform, pytest.mark.drawn]

KILLS = int(os.environ.get("TFGEN_TEST_KILLS", "16"))
SEED = int(os.environ.get("TFGEN_TEST_KILLS_SEED", "0"))
PATIENCE_SECONDS = 60
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGKILL, signal.SIGINT, signal.SIGKILL, signal.SIGHUP)

HANDLER = """
import subprocess
script = "(sleep {token} &) ; sleep {token}"
subprocess.Popen(["/bin/sh", "-c", script], start_new_session=True, env={{}}, cwd="/", stdin=-3, stdout=-3, stderr=-3)
def main(event, context):
    return {{"statusCode": 200, "body": "hello"}}
"""
"""Starts what is no child of its own, nor of its session, and has no variable by which it could be found."""


@dataclass(frozen=True)
class Killed:
    """A command: its words, the latest moment of a kill in seconds, and whether it is soon done once more."""

    words: tuple[str, ...]
    longest: float
    is_quick: bool = True


COMMANDS = {
    "rehearse": Killed(("rehearse", "spec.yaml"), 30, False),
    "render": Killed(("render", "spec.yaml", "-o", "out"), 0.6),
    "plan": Killed(("plan", "spec.yaml", "-o", "out", "--emulated", "--skip", "checkov"), 12, False),
    "package": Killed(("package", "spec.yaml", "-o", "zips"), 0.6),
    "validate a spec": Killed(("validate", "spec.yaml", "--no-cache"), 12, False),
    "cost as a page": Killed(("cost", "spec.yaml", "-o", "bill.html"), 1),
    "play": Killed(("play", "spec.yaml"), 20, False),
    "emulator": Killed(("emulator",), 4, False),
    "init": Killed(("init", "new"), 0.6),
    "render --check": Killed(("render", "spec.yaml", "-o", "out", "--check"), 0.6),
    "validate a folder": Killed(("validate", "out", "--only", "schema,terraform", "--no-cache"), 8, False),
    "cost as a picture": Killed(("cost", "spec.yaml", "-o", "bill.png"), 2),
    "usage init": Killed(("usage", "init", "spec.yaml", "-o", "usage.yaml"), 0.6),
    "cost of a revision": Killed(("cost", "spec.yaml", "--base", "HEAD"), 1),
    "explain": Killed(("explain",), 0.6),
    "review of a revision": Killed(("review", "--base", "HEAD", "-o", "comment.md"), 25, False),
}


def _of(folder: Path, token: str) -> set[int]:
    """The processes that have a folder as TMPDIR, work in it, or say a word of ours."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                told = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
                is_ours = str(folder).encode() in told or token.encode() in told
                if is_ours or (entry / "cwd").readlink().is_relative_to(folder):
                    found.add(int(entry.name))
            except OSError:  # it ended meanwhile, or is another user's
                continue
    return found


def _until(is_true: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE_SECONDS
    while not is_true():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


@pytest.fixture
def short_path() -> Iterator[Path]:
    """A folder whose name leaves room for those of sockets, as a temporary folder's does."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _project(folder: Path, token: str, environment: Mapping[str, str]) -> None:
    """A service that was rendered before its code and its domain changed."""
    folder.mkdir()
    shutil.copytree(EXAMPLES / "hello/src", folder / "src")
    shutil.copy(EXAMPLES / "hello/spec.yaml", folder)
    for words in (
        ("init", "-q"),
        ("add", "."),
        ("-c", "user.name=x", "-c", "user.email=x@y", "commit", "-qm", "x"),
    ):
        subprocess.run(["git", *words], cwd=folder, check=True)
    _run("render", "spec.yaml", "-o", "out", cwd=folder, env=environment)
    (folder / "src/hello.py").write_text(HANDLER.format(token=token))
    spec = folder / "spec.yaml"
    spec.write_text(spec.read_text("utf-8").replace("hello.example.com", "other.example.com"))


def _run(*words: str, cwd: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tfgen", *words], cwd=cwd, env=env, capture_output=True, text=True
    )


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are found in /proc: NOT tested here")
@pytest.mark.parametrize("number", range(KILLS))
def test_nothing_is_left(number: int, terraform: Path, short_path: Path, interruptible: None) -> None:
    """Commands and signals take turns; the moments are drawn, the same in every run."""
    chance = random.Random(number + SEED * 1000)  # noqa: S311  # moments, not secrets
    command = COMMANDS[list(COMMANDS)[number % len(COMMANDS)]]
    kill = chance.choice(SIGNALS)
    moment = chance.uniform(0, command.longest)
    token = f"3141.{secrets.randbelow(10**9):09}"
    work, temporary = short_path / "work", short_path / "t"
    temporary.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)}
    _project(work, token, environment)
    before = _contents(work / "out")
    process = subprocess.Popen(
        [sys.executable, "-m", "tfgen", *command.words],
        cwd=work,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(moment)
    process.send_signal(kill)
    process.wait(PATIENCE_SECONDS)
    told = f"after {kill.name} of `{' '.join(command.words)}` at {moment:.2f} s"
    assert _until(lambda: not _of(short_path, token)), f"left {_of(short_path, token)} {told}"
    assert _until(lambda: not list(temporary.iterdir())), f"left {list(temporary.iterdir())} {told}"
    assert not list(work.rglob("*.lock.info")), told
    _nothing_is_half(work, before, environment, short_path / "whole")
    if command.is_quick:
        _works_again(command, work, environment, told)


def _nothing_is_half(
    work: Path, before: Mapping[str, bytes], environment: Mapping[str, str], whole: Path
) -> None:
    """Each file of the rendered folder is as it was before, or as it is to be."""
    _run("render", "spec.yaml", "-o", str(whole), cwd=work, env=environment)
    after = _contents(whole)
    for path, content in _contents(work / "out").items():
        if not path.startswith(
            ".tf"
        ):  # the list of files is neither for a while, and what is aside nobody reads
            assert content in (before.get(path), after.get(path)), path


def _works_again(command: Killed, work: Path, environment: Mapping[str, str], told: str) -> None:
    """The command comes to its end, and clears away what the killed one had aside."""
    again = _run(*command.words, cwd=work, env=environment)
    is_done = any(
        words in again.stderr
        for words in ("is there already", "holds what `tfgen init` would write", "is stale")
    )
    assert again.returncode == 0 or is_done, f"{told}: {again.stderr}"
    if again.returncode == 0:
        assert not list(work.rglob(".tfgen-*.tmp")), told
