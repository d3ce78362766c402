"""Ctrl-C says one word, once, and ends every command; colours and other people's words on the way out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.specs import EXAMPLES, ROOT

HELLO = str(EXAMPLES / "hello/spec.yaml")


def tfgen(*words: str, **environment: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tfgen", *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, **environment},
    )


@pytest.fixture
def slow_terraform(tmp_path: Path) -> Path:
    """One that says when it has started, and ends on its own terms."""
    program = tmp_path / "terraform"
    program.write_text(f"#!/bin/sh\ntrap '' INT TERM\n: > {tmp_path}/started\nsleep 300\nsleep 300\n")
    program.chmod(0o755)
    return program


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_says_one_word(number: int, interruptible: None) -> None:
    with tfgen("validate", "-") as process:  # which waits for the spec
        time.sleep(1)
        process.send_signal(number)
        told = process.communicate(timeout=60)
    assert (process.returncode, *told) == (128 + number, b"", b"interrupted\n")


def test_the_emulator_ends_so_too(interruptible: None) -> None:
    with tfgen("emulator") as process:
        assert process.stdout
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert (process.returncode, told) == (130, b"interrupted\n")


def test_who_asks_twice_does_not_wait_and_hears_it_once(slow_terraform: Path, interruptible: None) -> None:
    words = ("validate", HELLO, "--only", "terraform", "--no-cache")
    with tfgen(*words, TFGEN_TERRAFORM=str(slow_terraform), TMPDIR=str(slow_terraform.parent)) as process:
        while not slow_terraform.with_name("started").exists():
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
        assert process.poll() is None, "it lets terraform tidy up"
        process.send_signal(signal.SIGINT)
        assert process.wait(5) == 130
        assert process.stderr
        assert process.stderr.read() == b"interrupted\n"  # to its end: the guard has cleared up
    assert not list(slow_terraform.parent.glob("tfgen-run-*"))


@pytest.mark.parametrize(
    ("environment", "is_painted"),
    [
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "", "NO_COLOR": ""}, False),
        ({"FORCE_COLOR": "0", "NO_COLOR": ""}, False),
    ],
)
def test_colours_are_forced_into_a_pipe_unless_nobody_wants_any(
    environment: dict[str, str], is_painted: bool
) -> None:
    with tfgen("validate", "-", "--only", "spec", **environment) as process:
        told, _ = process.communicate(b"tfgen: 2\n", timeout=60)
    assert (b"\x1b[" in told) is is_painted


def test_words_of_others_steer_nothing(tmp_path: Path) -> None:
    """Names of files and folders, and what the command line says."""
    name = "x\x1b[31m\r\n::set-output name=a::b\n##[group]\u202e\udcff"
    folder = tmp_path / name
    folder.mkdir()
    (folder / "main.tf").write_text("locals { x = y }\n")
    for words in (
        ("validate", str(folder)),
        ("validate", f"{folder}/spec.yaml"),
        ("render", HELLO, "-o", str(folder)),
        ("render", HELLO, "-o", str(folder), "--check"),
        ("init", str(folder)),
        ("explain", name),
        (name,),
        ("emulator", "lose", name),
        ("cost", HELLO, "--usage", str(folder)),
        ("cost", HELLO, "--compare", str(folder / name)),
        ("cost", HELLO, "--base", name),
        ("usage", "init", HELLO, "-o", str(folder)),
    ):
        with tfgen(*words, PYTHONIOENCODING="ascii") as process:
            told = b"".join(process.communicate(timeout=60))
        assert b"bug in tfgen" not in told, told
        assert not [line for line in told.split(b"\n") if line.lstrip().startswith(b"::")], words
        assert b"##[" not in told
        assert not set(told) & {0x1B, 0x0D}
        assert b"\xe2\x80\xae" not in told
