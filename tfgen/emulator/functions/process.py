"""A child process that answers lines with lines, and ends when this process does."""

from __future__ import annotations

import contextlib
import os
import select
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tfgen.process import Child

_OUTPUT_LIMIT = 1 << 20
"""Bytes of output kept between two calls of `output`; a handler may print for ever."""


_PIPE_READS = 16
"""Of 64 KiB each: more than a pipe holds."""


class EndedError(Exception):
    """The process ended instead of answering."""


class Process:
    """Speaks over a socket that the program inherits as the descriptor given in its last argument.

    The program must end itself, and its process group, when the socket's other end closes: that is how nothing
    is left behind when this process is killed. What it prints is kept apart from what it answers. One thread at
    a time.
    """

    def __init__(self, command: Sequence[str], cwd: Path, environment: Mapping[str, str]) -> None:
        self._socket, theirs = socket.socketpair()
        self._printing, writing = os.pipe()
        self._is_open = True
        try:
            with theirs:
                self._child = Child(command, cwd, environment, (writing, writing, theirs.fileno()))
        except BaseException:
            self._socket.close()
            os.close(self._printing)
            raise
        finally:
            os.close(writing)
        os.set_blocking(self._printing, False)
        self._printed = bytearray()
        self._poll = select.poll()
        self._poll.register(self._socket, select.POLLIN)
        self._poll.register(self._printing, select.POLLIN)

    @property
    def pid(self) -> int:
        return self._child.pid

    @property
    def is_running(self) -> bool:
        return self._child.is_running

    def send(self, line: bytes, seconds: float) -> None:
        """Raises EndedError if the process has ended, TimeoutError if it does not read."""
        self._socket.settimeout(seconds)
        try:
            self._socket.sendall(line + b"\n")
        except (BrokenPipeError, ConnectionError) as error:
            raise EndedError from error

    def receive(self, seconds: float) -> bytes:
        """The next line. Raises EndedError if the process ends first, TimeoutError if it takes longer."""
        deadline = time.monotonic() + seconds
        line = bytearray()
        while True:
            left = deadline - time.monotonic()
            ready = self._poll.poll(left * 1000) if left > 0 else []
            if not ready:  # nor if it does nothing but print
                raise TimeoutError
            for descriptor, _ in ready:
                if descriptor == self._printing:
                    self._read_printed()
                    continue
                try:
                    chunk = self._socket.recv(1 << 18)
                except ConnectionError:
                    chunk = b""
                if not chunk:
                    raise EndedError
                line += chunk
                if chunk.endswith(b"\n"):
                    return bytes(line)

    def output(self) -> list[str]:
        """Lines printed since the last call."""
        self._read_printed()
        printed, self._printed = self._printed, bytearray()
        return printed.decode("utf-8", "replace").splitlines()

    def end(self, patience: float = 0.0) -> int:
        """Ends the process and what it started, after so many seconds to end by itself; gives its status.

        No other call may follow but `output`.
        """
        self._socket.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._child.wait(patience)
        self._child.kill()
        status = self._child.wait()
        self._child.close()
        self._read_printed()
        self._is_open = False
        os.close(self._printing)
        return status

    def kill(self) -> None:
        """Ends the process while another thread waits for it, which then gets EndedError."""
        self._child.kill()

    def _read_printed(self) -> None:
        """Takes what is in the pipe now, or as much of it as a pipe holds: it may be filled for ever."""
        for _ in range(_PIPE_READS if self._is_open else 0):
            try:
                chunk = os.read(self._printing, 1 << 16)
            except BlockingIOError:
                return
            if not chunk:  # all that could write has ended, or closed its output
                with contextlib.suppress(KeyError):
                    self._poll.unregister(self._printing)
                return
            if len(self._printed) < _OUTPUT_LIMIT:
                self._printed += chunk
