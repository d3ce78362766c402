"""Folders of installed packages: whole or not there, whoever makes them at once and wherever one is killed."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.specs import ROOT
from tfgen.check import cache
from tfgen.emulator.here.trees import tree


def _left() -> list[str]:
    return sorted(path.name for path in (cache.folder() / "packages").iterdir() if path.name != "lock")


def test_a_tree_is_made_once_for_the_same_facts() -> None:
    made: list[Path] = []

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "module").write_text("x")

    first, again, other = tree(make, "a", b"b"), tree(make, "a", b"b"), tree(make, "ab")
    assert first == again != other
    assert (first / "module").read_text() == "x"
    assert len(made) == 2


def test_what_fails_leaves_nothing() -> None:
    def make(folder: Path) -> None:
        (folder / "half").write_text("x")
        raise ValueError("no network")

    for _ in range(2):
        with pytest.raises(ValueError, match="no network"):
            tree(make, "a")
    assert _left() == []


def test_several_at_once_make_one() -> None:
    made: list[Path] = []
    gate = threading.Barrier(4)

    def run() -> None:
        gate.wait()
        tree(made.append, "a")

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1


def test_what_a_killed_run_left_goes_with_the_next() -> None:
    program = (
        "import os, signal\nfrom tfgen.emulator.here.trees import tree\n"
        "def make(folder):\n    (folder / 'half').write_text('x')\n    os.kill(os.getpid(), signal.SIGKILL)\n"
        "tree(make, 'a')\n"
    )
    killed = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=os.environ, check=False)
    assert killed.returncode < 0
    assert _left() == ["making"]
    folder = tree(lambda folder: (folder / "whole").touch(), "a")
    assert [path.name for path in folder.iterdir()] == ["whole"]
    assert _left() == [folder.name]


def test_what_was_not_used_for_long_is_dropped() -> None:
    old = tree(lambda _: None, "old")
    os.utime(old, (0, 0))
    tree(lambda _: None, "new")
    assert not old.exists()


def test_a_cache_that_cannot_be_written_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("TFGEN_CACHE_DIR", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert tree(lambda _: None, "a").parent == tmp_path / "packages"
