"""What plans cost with one state and with one for each region: `python -m benchmarks.states [REGIONS]...`

Each root is planned on an emulated AWS in which nothing stands, as one runner would do it: `terraform init` before, not
measured. Needs terraform, as rehearsals do.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.planning import write_tree
from tests.specs import dump, example, stack_of
from tfgen.check.tools import AWS, find_terraform, terraform_environment
from tfgen.emulator.server import CREDENTIALS, emulated
from tfgen.stack.region_name import OPT_IN, REGIONS
from tfgen.stack.root import roots

NUMBERS = (1, 3, 8, 16)
_EVERY_SECONDS = 0.02
_KIB = 1024


@dataclass(frozen=True)
class Cost:
    """What a plan took."""

    processor: float
    """Seconds of user and system time, of terraform and its providers."""
    memory: int
    """MiB that these had at once, at most."""


def main() -> None:
    """Prints a row for each number of regions."""
    numbers = [int(word) for word in sys.argv[1:]] or NUMBERS
    print("| regions | one state | memory | states | all of them | slowest | memory |")
    print("|---|---|---|---|---|---|---|")
    for number in numbers:
        (one,), apart = (_measured(number, layout) for layout in ("single", "per-region"))
        slowest = max(apart, key=lambda cost: cost.processor)
        print(
            f"| {number} | {one.processor:.1f} s | {one.memory} MiB | {len(apart)} "
            f"| {sum(cost.processor for cost in apart):.1f} s | {slowest.processor:.1f} s "
            f"| {max(cost.memory for cost in apart)} MiB |",
            flush=True,
        )


def _measured(number: int, layout: str) -> list[Cost]:
    """What the plan of each root takes, of keyvalue in so many regions."""
    regions = [name for name in REGIONS if name not in OPT_IN][:number]
    spec = {name: value for name, value in example("keyvalue").items() if name != "site"}
    text = dump({**spec, "regions": regions, "state": {"layout": layout}})
    binary = find_terraform()
    assert binary, "terraform is needed"
    with (
        tempfile.TemporaryDirectory() as folder,
        terraform_environment(AWS) as environment,
        emulated(stack_of(text)) as endpoint,
    ):
        stack = write_tree(Path(folder), text)
        environment = {**environment, **CREDENTIALS, "AWS_ENDPOINT_URL": endpoint}
        return [_plan(binary, Path(folder) / root.name, environment) for root in roots(stack)]


def _plan(binary: Path, folder: Path, environment: Mapping[str, str]) -> Cost:
    quiet = {"cwd": folder, "env": environment, "check": True, "stdout": subprocess.DEVNULL}
    subprocess.run([binary, "init", "-input=false"], **quiet)  # type: ignore[call-overload]  # as run takes them
    with subprocess.Popen(
        [binary, "plan", "-input=false"],
        cwd=folder,
        env=dict(environment),
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        most = [0]
        watching = threading.Thread(target=_watch, args=(process, most))
        watching.start()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        watching.join()
    assert process.returncode == 0, f"the plan of {folder.name} failed"
    return Cost(used.ru_utime + used.ru_stime, most[0] // _KIB)


def _watch(process: subprocess.Popen[bytes], most: list[int]) -> None:
    """Notes how much memory all processes of a session have at once, in KiB: terraform's, and its providers'."""
    while process.returncode is None:
        most[0] = max(most[0], sum(_resident(each, process.pid) for each in Path("/proc").glob("[0-9]*")))
        time.sleep(_EVERY_SECONDS)


def _resident(process: Path, session: int) -> int:
    """The memory of a process of a session, in KiB."""
    try:
        fields = (process / "stat").read_text().rpartition(")")[2].split()
        pages = int((process / "statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // _KIB if int(fields[3]) == session else 0


if __name__ == "__main__":
    main()
