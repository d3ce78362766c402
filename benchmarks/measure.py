"""What commands cost: processor time of runs in turns, so that a busy machine meets all sides alike."""

from __future__ import annotations

import os
import statistics
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


def medians(
    commands: Sequence[Sequence[str]], runs: int, environment: Mapping[str, str], cwd: Path | None = None
) -> list[float]:
    """Seconds of processor time of each command, run in turns, after one run of each to warm the caches."""
    rounds = [[_seconds(command, environment, cwd) for command in commands] for _ in range(runs + 1)]
    return [statistics.median(seconds) for seconds in zip(*rounds[1:], strict=True)]


def as_installed(folder: Path) -> dict[str, str]:
    """The environment for programs as a user has them: Python's bytecode is kept, here in a folder of our own."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "TFGEN_CACHE_DIR": str(folder / "cache")}


def _seconds(command: Sequence[str], environment: Mapping[str, str], cwd: Path | None) -> float:
    """User and system time of a program and of those that it has waited for."""
    with subprocess.Popen(
        command, env=environment, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"`{' '.join(command)}` ended with {process.returncode}: {said}")
    return used.ru_utime + used.ru_stime
