"""A process that outlives a run that is killed, and clears away what the run could not.

It holds the reading end of a pipe. Lines name the process groups that began (`+123`) and ended (`-123`). When the
pipe closes, however that came about, it ends the groups that are left, removes the folder, and ends itself.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import TextIO

_PATIENCE_SECONDS = 10
_PAUSE_SECONDS = 0.05


def watch(folder: Path, lines: TextIO) -> None:
    """Makes the folder, and waits for the end of the run."""
    folder.mkdir(mode=0o700)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    groups: set[int] = set()
    for line in lines:
        change = groups.add if line[0] == "+" else groups.discard
        change(int(line[1:]))
    for group in groups:
        # macOS: a group of which nothing is left but what was not waited for may not be signalled
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, signal.SIGKILL)
    end = time.monotonic() + _PATIENCE_SECONDS
    while folder.exists() and time.monotonic() < end:  # what was ended may still have been writing
        shutil.rmtree(folder, onerror=_open_up)
        time.sleep(_PAUSE_SECONDS)
    if folder.exists():
        sys.stderr.write(f"tfgen: {folder} cannot be removed\n")


def _open_up(_: object, path: str, __: object) -> None:
    """Folders that may not be written keep what is in them; the next try finds them open."""
    for each in (path, str(Path(path).parent)):
        with contextlib.suppress(OSError):
            Path(each).chmod(0o700)


if __name__ == "__main__":
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    watch(Path(sys.argv[1]), sys.stdin)
