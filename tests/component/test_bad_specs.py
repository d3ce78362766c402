"""A bad spec, as the program tells of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.spec import corpus


def tfgen(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The program as a shell runs it."""
    return subprocess.run(
        [sys.executable, "-c", "from tfgen.cli import main; main()", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        cwd=corpus.BAD_SPECS,
        env={**os.environ, "NO_COLOR": "1"},
    )


@pytest.mark.parametrize("name", ["many-mistakes", "wide-characters", "latin-1", "empty"])
def test_the_program_prints_the_golden_text(name: str) -> None:
    done = tfgen("validate", "--only", "spec", f"{name}.yaml")
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout == corpus.golden(corpus.BAD_SPECS / f"{name}.yaml").read_bytes()


@pytest.mark.parametrize("name", ["many-mistakes", "tab-indentation"])
def test_nothing_is_rendered_of_a_bad_spec(name: str, tmp_path: Path) -> None:
    expected = corpus.golden(corpus.BAD_SPECS / f"{name}.yaml").read_bytes()
    done = tfgen("render", f"{name}.yaml")
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", expected)
    done = tfgen("render", f"{name}.yaml", "-o", str(tmp_path / "out"))
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", expected)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["render", "validate"])
@pytest.mark.parametrize("path", ["missing.yaml", "missing/spec.yaml"])
def test_a_missing_file_is_wrong_use(command: str, path: str) -> None:
    done = tfgen(command, path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == f"error[TFG100]: {path}: No such file or directory\n\n1 error\n".encode()


def test_a_folder_is_wrong_use() -> None:
    done = tfgen("render", ".")
    assert (done.returncode, done.stdout) == (2, b"")
    hint = b"  = help: name the spec in it, such as spec.yaml\n"
    assert done.stderr == b"error[TFG100]: .: Is a directory\n" + hint + b"\n1 error\n"


def test_standard_input_is_named() -> None:
    done = tfgen("validate", "-", "--only", "spec", stdin=b"tfgen: [\n")
    assert done.returncode == 1
    assert b"--> <stdin>:2:1\n" in done.stdout
