"""terraform, one command after another, from any thread: what it says is heard while it runs, and it can be ended."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tfgen.check.crash import CrashedError, crash
from tfgen.check.terraform import Terraform
from tfgen.process import Child, Finished

_LOOK_SECONDS = 0.1
_PATIENCE_SECONDS = 2.0

Heard = Callable[[dict[str, Any]], None]
"""Takes a line of `terraform … -json`."""


class Live:
    """A folder's terraform."""

    def __init__(self, terraform: Terraform) -> None:
        self._terraform = terraform
        self._one = threading.Lock()
        self._child: Child | None = None
        self._is_over = False

    def run(self, *arguments: str, heard: Heard = lambda _: None) -> Finished:
        """Runs a command to its end. Raises OSError, also where it crashed or was ended."""
        with self._one, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            if self._is_over:
                raise CrashedError("was ended")
            terraform = self._terraform
            command: list[str | Path] = [terraform.binary, *arguments]
            descriptors = (out.fileno(), err.fileno())
            with contextlib.closing(
                Child(command, terraform.folder, terraform.environment, descriptors)
            ) as child:
                self._child = child
                try:
                    status = self._wait(child, _Lines(out.fileno(), heard))
                except BaseException:
                    child.kill()
                    raise
                finally:
                    self._child = None
            finished = Finished(status, _text(out.fileno()), _text(err.fileno()))
        why = crash(finished)
        if why:
            raise CrashedError(f"`{arguments[0]}` {why}")
        return finished

    def end(self) -> None:
        """Ends what runs: nothing of it is needed any more, and nobody waits for it to tidy up."""
        self._is_over = True
        child = self._child
        if child:
            child.kill()
        if self._one.acquire(timeout=_PATIENCE_SECONDS):
            self._one.release()

    def _wait(self, child: Child, lines: _Lines) -> int:
        while True:
            try:
                status = child.wait(_LOOK_SECONDS)
            except subprocess.TimeoutExpired:
                lines.look()
            else:
                lines.look()
                return status


class _Lines:
    """Reads a file that grows, at its own pace: the descriptor's position is the writer's."""

    def __init__(self, descriptor: int, heard: Heard) -> None:
        self._descriptor, self._heard = descriptor, heard
        self._read, self._begun = 0, b""

    def look(self) -> None:
        """Tells of the lines that are whole."""
        while new := os.pread(self._descriptor, 1 << 16, self._read):
            self._read += len(new)
            *lines, self._begun = (self._begun + new).split(b"\n")
            for line in lines:
                if line.startswith(b"{"):
                    with contextlib.suppress(ValueError):
                        self._heard(json.loads(line))


def _text(descriptor: int) -> str:
    size = os.fstat(descriptor).st_size
    return os.pread(descriptor, size, 0).decode("utf-8", "replace")
