"""A rehearsal that is killed, at whatever moment, leaves no process, so no port, and no folder."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.specs import EXAMPLES, ROOT

pytestmark = [pytest.mark.terraform, pytest.mark.drawn]

KILLS = int(os.environ.get("TFGEN_TEST_KILLS", "4"))
LONGEST_SECONDS = 30
PATIENCE_SECONDS = 30


def _of(folder: Path) -> set[int]:
    """The processes that have a folder as TMPDIR, or work in it: the rehearsal, and all that it started."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                is_ours = str(folder).encode() in (entry / "environ").read_bytes()
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


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are found in /proc: NOT tested here")
@pytest.mark.parametrize("number", range(KILLS))
def test_nothing_is_left(number: int, terraform: Path, short_path: Path, interruptible: None) -> None:
    """The signals take turns; the moments are drawn, the same in every run."""
    kill = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)[number % 3]
    moment = random.Random(number).uniform(0.5, LONGEST_SECONDS)  # noqa: S311  # a moment, not a secret
    rehearsal = subprocess.Popen(
        [sys.executable, "-m", "tfgen", "rehearse", str(EXAMPLES / "hello/spec.yaml")],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(short_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(moment)
    assert rehearsal.pid in _of(short_path), "it had not ended by itself"
    rehearsal.send_signal(kill)
    rehearsal.wait(PATIENCE_SECONDS)
    assert _until(lambda: not _of(short_path)), f"left {_of(short_path)} after {kill.name} at {moment:.1f} s"
    assert _until(lambda: not list(short_path.iterdir())), (
        f"left {list(short_path.iterdir())} at {moment:.1f} s"
    )
