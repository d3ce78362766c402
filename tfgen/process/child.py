"""A program that the guard starts for this process, and ends with it."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tfgen.process.guarding import guard

_KILLED = -9
_MOST_BYTES = 4096
"""Of a line, and more."""
_PAUSE_SECONDS = 0.001


class Child:
    """A program with a process group of its own. Safe to use from any thread."""

    def __init__(
        self,
        command: Sequence[str | Path],
        cwd: Path,
        environment: Mapping[str, str],
        descriptors: Sequence[int],
        patience: float = 0.0,
        once: bool = False,
    ) -> None:
        """Starts it. Its output, errors and what else it is handed are descriptors; the others' numbers are its last arguments.

        When the run ends, or this process does, it is interrupted, and killed after so many seconds of patience. With
        `once` it gets no second interrupt, whoever asks for it.
        Raises OSError if it cannot start.
        """
        self._command = [str(word) for word in command]
        self._status: int | None = None
        self._lock = threading.Lock()
        request = {
            "command": [_text(word) for word in self._command],
            "cwd": _text(str(cwd.absolute())),
            "environment": {_text(name): _text(value) for name, value in environment.items()},
            "patience": patience,
            "once": once,
        }
        self._channel, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(guard().control, [b"+"], [theirs.fileno(), *descriptors])
            self._channel.sendall(json.dumps(request).encode() + b"\n")
            answer = self._line(None)
        except BaseException:
            self.close()
            raise
        if "pid" not in answer:
            self.close()
            raise OSError(answer.get("errno", 0), os.strerror(answer.get("errno", 0)), self._command[0])
        self.pid: int = answer["pid"]

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status; a signal's is negative. Raises subprocess.TimeoutExpired after so many seconds."""
        with self._lock:
            if self._status is None:
                try:
                    self._status = _read(self._next(timeout)).get("status", _KILLED)
                except (TimeoutError, BlockingIOError):
                    raise subprocess.TimeoutExpired(self._command, timeout or 0.0) from None
            return self._status

    @property
    def is_running(self) -> bool:
        """Whether nobody has seen it end."""
        if self._lock.locked():
            return True  # somebody waits for it
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self._status is None

    def interrupt(self) -> None:
        """Asks it, and what shares its process group, to end."""
        self._send(b"i")

    def kill(self) -> None:
        """Ends it, and what shares its process group."""
        self._send(b"k")

    def close(self) -> None:
        """Lets go of it: if it has not ended, the guard ends it."""
        self._channel.close()

    def _send(self, word: bytes) -> None:
        with contextlib.suppress(OSError):
            self._channel.send(word)

    def _line(self, timeout: float | None) -> dict[str, Any]:
        """What the guard says next; nothing if there is no guard any more. Raises TimeoutError, BlockingIOError."""
        line = self._next(timeout)
        self._channel.recv(len(line))
        return _read(line)

    def _next(self, timeout: float | None) -> bytes:
        """The line that `_line` would read, which stays to be read. Raises TimeoutError, BlockingIOError.

        A signal's exception may come between reading and keeping, and what was read would be lost.
        """
        self._channel.settimeout(timeout)
        while b"\n" not in (heard := self._channel.recv(_MOST_BYTES, socket.MSG_PEEK)):
            if not heard:
                return b""
            time.sleep(_PAUSE_SECONDS)  # the rest is on its way
        return heard[: heard.index(b"\n") + 1]


def _read(line: bytes) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(line or b"{}")
    return answer


def _text(word: str) -> str:
    """The bytes of a word as text of which JSON changes none."""
    return os.fsencode(word).decode("latin-1")
