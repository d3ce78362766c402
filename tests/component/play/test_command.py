"""The command: what it says before anything stands, how it ends, and what it leaves."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.component.play.pages import Page, requested
from tests.specs import EXAMPLES, ROOT

HELLO = str(EXAMPLES / "hello/spec.yaml")
PLANNED = '{"type":"planned_change","change":{"resource":{"addr":"a.b"},"action":"create"}}'
SUMMED = '{"type":"change_summary","changes":{"operation":"plan","add":1}}'
MADE = '{"type":"apply_complete","hook":{"resource":{"addr":"a.b"},"action":"create"}}'
REFUSED = (
    '{"@level":"error","type":"diagnostic","diagnostic":{"summary":"no <b>","address":"a.b","detail":""}}'
)

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the command with a terraform that does what the text of a shell script says at `apply`."""
    begun: list[subprocess.Popen[str]] = []

    def started(apply: str, *words: str) -> subprocess.Popen[str]:
        program = tmp_path / "terraform"
        cases = f'case "$1" in apply) {apply};; output) echo "{{}}";; esac'
        program.write_text(f"#!/bin/sh\n{cases}\n")
        program.chmod(0o755)
        process = subprocess.Popen(
            [sys.executable, "-m", "tfgen", "play", HELLO, *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "TFGEN_TERRAFORM": str(program), "TMPDIR": str(tmp_path)},
        )
        begun.append(process)
        return process

    yield started
    for process in begun:
        process.kill()
        process.communicate()


def url_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def left(folder: Path) -> list[str]:
    """What is left: folders of runs, and processes that have the folder as TMPDIR."""
    found = [path.name for path in folder.glob("tfgen-run-*")]
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and str(folder).encode() in (entry / "environ").read_bytes():
                found.append((entry / "cmdline").read_text("utf-8"))
        except OSError:  # it ended meanwhile, or is another user's
            continue
    return found


def test_the_page_is_there_at_once_and_nothing_is_left(
    start: Start, tmp_path: Path, interruptible: None
) -> None:
    scenario = tmp_path / "scenario.json"
    scenario.write_text('{"actions": [{"at": 9000, "do": "lose", "region": "us-east-1"}]}', "utf-8")
    apply = f"echo '{PLANNED}'; echo '{SUMMED}'; sleep 0.5; echo '{MADE}'"
    process = start(apply, "--port", "0", "--scenario", str(scenario))
    url = url_of(process)
    page = Page(url)
    page.wait(lambda: page.all("model") and page.all("progress")[0]["stage"] == "emulator")
    assert page.act("heal", region="eu-west-1") == (400, {"error": "the stack does not stand yet"})
    assert b"<" in requested(url, "GET", "")[1].read()
    page.wait(lambda: page.all("progress")[-1]["stage"] == "ready", 60)
    told = [(each["stage"], each["done"], each["of"]) for each in page.all("progress")]
    assert [stage for stage, _, _ in told] == [
        "emulator",
        "render",
        "init",
        "apply",
        "apply",
        "apply",
        "health",
        "ready",
    ]
    assert told[-4:-2] == [("apply", 0, 1), ("apply", 1, 1)]
    page.wait(lambda: [each for each in page.all("region") if each["lost"] and each["name"] == "us-east-1"])
    assert page.act("heal", region="us-east-1")[0] == 200
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert page.is_over.wait(5)
    assert (process.returncode, out) == (130, "")
    assert err == "hello: hello.example.com stands. Ctrl-C ends it, and leaves nothing.\ninterrupted\n"
    assert left(tmp_path) == []
    with pytest.raises(OSError, match="refused"):
        requested(url, "GET", "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_it_ends_amid_an_apply_too(start: Start, tmp_path: Path, number: int, interruptible: None) -> None:
    process = start(f"trap '' INT TERM; : > {tmp_path}/started; sleep 300; sleep 300")
    url_of(process)
    end = time.monotonic() + 60
    while not (tmp_path / "started").exists():
        assert time.monotonic() < end
        time.sleep(0.05)
    began = time.monotonic()
    process.send_signal(number)
    process.communicate(timeout=30)
    assert process.returncode == (-9 if number == signal.SIGKILL else 128 + number)
    while left(tmp_path):
        assert time.monotonic() - began < 15, left(tmp_path)
        time.sleep(0.1)


def test_a_stack_that_cannot_be_applied_is_told_here_and_in_the_page(start: Start, tmp_path: Path) -> None:
    process = start(f"echo '{REFUSED}'; exit 1", "--no-open")
    page = Page(url_of(process))
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert "TFG601" in err
    assert "a.b: no <b>" in err
    assert page.is_over.wait(5)
    last = page.all("progress")[-1]
    assert (last["stage"], last["text"]) == ("failed", "a.b: no <b>")
    assert left(tmp_path) == []


def test_what_cannot_begin_says_so_at_once(start: Start, tmp_path: Path) -> None:
    scenario = tmp_path / "notes.txt"
    scenario.write_text("nothing to play", "utf-8")
    process = start("exit 1", "--scenario", str(scenario))
    _, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "TFG620" in err
    assert "neither JSON nor a link" in err
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = start("exit 1", "--port", str(taken.getsockname()[1]))
        _, err = process.communicate(timeout=30)
    assert process.returncode == 2
    assert err.startswith("tfgen: the page cannot be served:")
