"""What commands cost: processor time of runs in turns, so that a busy machine meets all sides alike."""

from __future__ import annotations

import os
import statistics
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Command = Sequence[str]


@dataclass(frozen=True)
class Task:
    """Commands that together do one thing."""

    commands: Sequence[Command]
    environment: Mapping[str, str]
    cwd: Path | None = None
    prepare: Callable[[], object] = lambda: None
    """What is done before each run, and not measured."""


def medians(tasks: Sequence[Task], runs: int) -> list[float]:
    """Seconds of processor time of each task, run in turns, after one run of each to warm the caches."""
    rounds = [[_seconds(task) for task in tasks] for _ in range(runs + 1)]
    return [statistics.median(seconds) for seconds in zip(*rounds[1:], strict=True)]


def as_installed(folder: Path) -> dict[str, str]:
    """The environment for programs as a user has them: Python's bytecode is kept, here in a folder of our own."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "TFGEN_CACHE_DIR": str(folder / "cache")}


def _seconds(task: Task) -> float:
    task.prepare()
    return sum(_run(command, task) for command in task.commands)


def _run(command: Command, task: Task) -> float:
    """User and system time of a program and of those that it has waited for."""
    with subprocess.Popen(
        command,
        env=dict(task.environment),
        cwd=task.cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"`{' '.join(command)}` ended with {process.returncode}: {said}")
    return used.ru_utime + used.ru_stime
