"""Runs pip and npm: an installer that fails is a diagnostic."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tfgen import process
from tfgen.diagnostics import Basis, Code, Diagnostic

SECONDS = 900
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


def run(command: list[str], folder: Path, scratch: Path) -> tuple[int, str]:
    """Status and output of a command; -1 and the reason if it does not start or come to an end."""
    environment = {**process.passed_on(_INDEXES), "TMPDIR": str(scratch)}
    try:
        finished = process.run(command, folder, environment, SECONDS)
    except OSError as error:
        return -1, f"it does not start: {error.strerror}"
    except subprocess.TimeoutExpired:
        return -1, f"it took longer than {SECONDS} seconds"
    return finished.status, f"{finished.stdout}\n{finished.stderr}"


def install(command: list[str], folder: Path, scratch: Path, shown: str) -> Diagnostic | None:
    """Run an installer; if it fails, what it said last of the file called `shown`."""
    status, output = run(command, folder, scratch)
    return FAILED(f"`{shown}` cannot be installed: {reason(output)}") if status else None


def reason(output: str) -> str:
    """What an installer that failed said last."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"(?i)error|npm (?:error|err!)", line)]
    useful = [line for line in errors or lines if "complete log of this run" not in line]
    return "; ".join(useful[-4:]) or "it gave no reason"


CODES = (FAILED,)
