"""Who is asked, and who may ask."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.specs import EXAMPLES, ROOT

HELLO = str(EXAMPLES / "hello/spec.yaml")
OFFLINE = """
import socket, sys
def refuse(*arguments):
    raise SystemExit(f"asked {arguments}")
for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, refuse)
socket.getaddrinfo = socket.gethostbyname = refuse
from tfgen.cli import main
main()
"""


@pytest.mark.parametrize(
    "words",
    [
        ("cost", HELLO),
        ("cost", HELLO, "--format", "html"),
        ("explain", "TFG104"),
        ("schema",),
        ("init", "new"),
        ("usage", "init", HELLO),
        ("render", HELLO),
        ("validate", HELLO, "--only", "spec,rules,syntax,schema", "--no-cache"),
    ],
)
def test_commands_that_ask_nobody(words: tuple[str, ...], tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", OFFLINE, *words],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="sockets are found in /proc: NOT tested here")
def test_the_emulator_listens_on_this_machine_alone() -> None:
    command = [sys.executable, "-m", "tfgen", "emulator"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as emulator:
        assert emulator.stdout
        assert emulator.stdout.readline()
        addresses = [
            address for name in ("tcp", "tcp6", "udp", "udp6") for address in _own(emulator.pid, name)
        ]
        emulator.kill()
    assert len(addresses) >= 3, "AWS's APIs, the front door, DNS"
    assert set(addresses) == {"0100007F"}


def _own(pid: int, protocol: str) -> list[str]:
    """The local addresses of a process's sockets that wait for others, as the kernel writes them."""
    links = [os.readlink(path) for path in Path(f"/proc/{pid}/fd").iterdir()]  # noqa: PTH115  # no path
    rows = [line.split() for line in Path(f"/proc/net/{protocol}").read_text().splitlines()[1:]]
    waiting = {"0A", "07"}
    return [row[1].split(":")[0] for row in rows if f"socket:[{row[9]}]" in links and row[3] in waiting]
