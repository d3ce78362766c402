"""Runs pip and npm: an installer that fails is a diagnostic."""

from __future__ import annotations

import re
import signal
import subprocess
from pathlib import Path

from tfgen import process
from tfgen.diagnostics import Basis, Code, Diagnostic

SECONDS = 900
_NOT_RUN = -1
MACHINES = {"arm64": ("aarch64", "arm64"), "x86_64": ("x86_64", "x64")}
"""A Lambda architecture as wheels and as npm call it."""

_INDEXES = r"(PIP|NPM_CONFIG)_.+"
"""What pip and npm are told by the environment; of its other secrets they see none."""

FAILED = Code(
    "TFG147",
    "dependencies that cannot be installed",
    finds="a `requirements.txt` or `package-lock.json` that pip or npm cannot install for Lambda.",
    why="""only ready-built packages for Lambda's platform are taken, because what is compiled here
would not run there.""",
    example="No matching distribution found for pillow==2.0     # no wheel for python3.13 on arm64",
    instead="""a version with a wheel for the function's runtime and `arch`, or another of these; the
command once more, where the message tells of the network.""",
    basis=Basis.MOMENT,
)


CRASHED = Code(
    "TFG907",
    "an installer that was ended",
    finds="pip or npm that a signal ended, before it said anything of what it installs: one of the kernel's, for one.",
    why="the packages say nothing about it: memory ran out, or somebody ended it.",
    example="`src/package-lock.json` cannot be installed: npm was ended by SIGKILL",
    instead="the command once more, with more memory.",
    basis=Basis.ENVIRONMENT,
)


def run(command: list[str], folder: Path, scratch: Path) -> tuple[int, str]:
    """Status and output of a command; -1 and the reason if it does not start or come to an end."""
    environment = {**process.passed_on(_INDEXES), "TMPDIR": str(scratch)}
    try:
        finished = process.run(command, folder, environment, SECONDS)
    except OSError as error:
        return _NOT_RUN, f"it does not start: {error.strerror}"
    except subprocess.TimeoutExpired:
        return _NOT_RUN, f"it took longer than {SECONDS} seconds"
    return finished.status, f"{finished.stdout}\n{finished.stderr}"


def install(command: list[str], folder: Path, scratch: Path, shown: str) -> Diagnostic | None:
    """Run an installer; if it fails, what it said last of the file called `shown`."""
    status, output = run(command, folder, scratch)
    if status < _NOT_RUN:
        name = signal.Signals(-status).name
        return CRASHED(f"`{shown}` cannot be installed: {Path(command[0]).name} was ended by {name}")
    return FAILED(f"`{shown}` cannot be installed: {reason(output)}") if status else None


def reason(output: str) -> str:
    """What an installer that failed said last."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"(?i)error|npm (?:error|err!)", line)]
    useful = [line for line in errors or lines if "complete log of this run" not in line]
    return "; ".join(useful[-4:]) or "it gave no reason"


CODES = (FAILED, CRASHED)
