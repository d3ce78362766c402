"""The guard: it starts programs for a run, outlives the run however that ends, and clears away what is left.

Run as a program, with the folder for what is temporary, its locked descriptor and a socket as arguments; never imported.
Each message on the socket brings descriptors: a channel, and a program's output, errors and what else it is handed. A
line on the channel says what to start; the answer is a process number or an error, and later an exit status. `i` and
`k` interrupt and kill. A channel that closes ends its program, the socket that closes ends them all, and the guard.

On Linux what a program leaves behind falls to the guard, however it was detached, and is found by its parents.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

_PATIENCE_SECONDS = 10
_PAUSE_SECONDS = 0.02
_MOST_DESCRIPTORS = 16
_PR_SET_CHILD_SUBREAPER = 36
_RUN = re.compile(r"tfgen-run-[0-9a-f]{8}").fullmatch
_PROCESSES = Path("/proc")


class Program:
    """A program: asked for, running, or ended."""

    def __init__(self, channel: socket.socket, descriptors: list[int]) -> None:
        self.channel, self.descriptors = channel, descriptors
        self.request = bytearray()
        self.process: subprocess.Popen[bytes] | None = None
        self.patience = 0.0
        """Seconds between an interrupt and the end."""
        self.once = False
        """Whether it is interrupted once at most: terraform takes a second interrupt for an order to drop the state."""
        self.is_interrupted = False
        self.deadline: float | None = None

    def start(self, request: bytes) -> None:
        """Starts what a request asks for, and says how that went."""
        told = json.loads(request)
        self.patience, self.once = told["patience"], told["once"]
        _, out, err, *handed = self.descriptors
        numbers = [str(number).encode() for number in handed]
        try:
            self.process = subprocess.Popen(
                [*map(_bytes, told["command"]), *numbers],
                cwd=_bytes(told["cwd"]),
                env={_bytes(name): _bytes(value) for name, value in told["environment"].items()},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                pass_fds=handed,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            self.say({"errno": getattr(error, "errno", None) or 22, "words": str(error)})
        else:
            self.say({"pid": self.process.pid})
        for descriptor in self.descriptors[1:]:
            os.close(descriptor)

    def say(self, message: dict[str, object]) -> None:
        """Answers, if anybody listens."""
        with contextlib.suppress(OSError):
            self.channel.sendall(json.dumps(message).encode() + b"\n")

    def signal(self, number: int) -> None:
        """Signals the program and what shares its process group."""
        if self.process and self.process.returncode is None:
            # macOS: a group of which nothing is left but what was not waited for may not be signalled
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def end(self) -> None:
        """Interrupts it where it has time to tidy up, as terraform needs for locks; kills it where not."""
        if self.deadline is None:
            self.deadline = time.monotonic() + self.patience
            if self.patience:
                self.interrupt()
            else:
                self.signal(signal.SIGKILL)

    def interrupt(self) -> None:
        """Asks it to end."""
        if not (self.once and self.is_interrupted):
            self.is_interrupted = True
            self.signal(signal.SIGINT)


class Guard:
    """Programs, and the run that asked for them."""

    def __init__(self, run: socket.socket) -> None:
        self._run = run
        self._running: dict[int, Program] = {}
        self._is_over = False
        self._selector = selectors.DefaultSelector()
        self._selector.register(run, selectors.EVENT_READ, self._accept)
        woken, waking = socket.socketpair()
        for end in (woken, waking):
            end.setblocking(False)
        self._waking = waking
        signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
        self._selector.register(woken, selectors.EVENT_READ, lambda: woken.recv(4096))

    def serve(self) -> None:
        """Until the run is over and none of its programs runs."""
        while self._running or not self._is_over:
            for key, _ in self._selector.select(self._seconds_left()):
                react: Callable[[], object] = key.data
                react()
            self._reap()
            for program in self._running.values():
                if program.deadline is not None and program.deadline <= time.monotonic():
                    program.signal(signal.SIGKILL)

    def _seconds_left(self) -> float | None:
        ends = [each.deadline for each in self._running.values() if each.deadline is not None]
        return max(_PAUSE_SECONDS, min(ends) - time.monotonic()) if ends else None

    def _accept(self) -> None:
        message, descriptors = b"", [0]
        with contextlib.suppress(OSError):
            message, descriptors, _, _ = socket.recv_fds(self._run, 1, _MOST_DESCRIPTORS)
        if not message:
            self._is_over = True
            self._selector.unregister(self._run)
            for program in self._running.values():
                program.end()
            return
        program = Program(socket.socket(fileno=descriptors[0]), descriptors)
        program.channel.setblocking(False)
        self._selector.register(program.channel, selectors.EVENT_READ, lambda: self._hear(program))

    def _hear(self, program: Program) -> None:
        try:
            heard = program.channel.recv(1 << 18)
        except BlockingIOError:
            return
        except OSError:
            heard = b""
        if not heard:
            self._selector.unregister(program.channel)
            program.channel.close()
            program.end()
        elif program.process:
            if b"k" in heard:
                program.signal(signal.SIGKILL)
            else:
                program.interrupt()
        else:
            program.request += heard
            if heard.endswith(b"\n"):
                program.start(bytes(program.request))
                if program.process:
                    self._running[program.process.pid] = program

    def _reap(self) -> None:
        for pid, status in _ended():
            program = self._running.pop(pid, None)
            if program and program.process:
                program.signal(signal.SIGKILL)  # what it left behind
                program.process.returncode = status
                if not self._running:
                    end_all(lambda: descendants(os.getpid()))
                program.say({"status": status})


def _ended() -> Iterator[tuple[int, int]]:
    """Children that have ended, and how: also those that became ours when their parents ended."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        yield pid, os.waitstatus_to_exitcode(status)


def _bytes(text: str) -> bytes:
    return text.encode("latin-1")


def descendants(pid: int) -> set[int]:
    """The processes below one. None where there is no /proc."""
    parents = {}
    for entry in _process_folders():
        with contextlib.suppress(OSError, ValueError, IndexError):
            # the name of the program, in parentheses, may hold anything
            words = (entry / "stat").read_bytes().rpartition(b")")[2].split()
            if words[0] != b"Z":
                parents[int(entry.name)] = int(words[1])
    found: set[int] = set()
    below = {pid}
    while below:
        below = {child for child, parent in parents.items() if parent in below} - found
        found |= below
    return found


def with_in_environment(folder: Path) -> set[int]:
    """The processes that were given a folder in their environment. None where there is no /proc."""
    mark, found = os.fsencode(folder), set()
    for entry in _process_folders():
        with contextlib.suppress(OSError):
            if mark in (entry / "environ").read_bytes():
                found.add(int(entry.name))
    return found - {os.getpid()}


def _process_folders() -> Iterator[Path]:
    try:
        yield from (entry for entry in _PROCESSES.iterdir() if entry.name.isdigit())
    except OSError:
        return


def end_all(find: Callable[[], set[int]]) -> None:
    """Kills what is found until nothing is: it may be starting others."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while (found := find()) and time.monotonic() < end:
        for pid in found:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        list(_ended())
        time.sleep(_PAUSE_SECONDS)


def remove(folder: Path) -> None:
    """Removes a folder, of which processes may still be writing that were just ended."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while folder.exists() and time.monotonic() < end:
        shutil.rmtree(folder, onerror=_open_up)
        time.sleep(_PAUSE_SECONDS if folder.exists() else 0)
    if folder.exists():
        sys.stderr.write(f"tfgen: {str(folder)!a} cannot be removed\n")


def _open_up(_: object, path: str, __: object) -> None:
    """Folders that may not be written keep what is in them; the next try finds them open."""
    for each in (Path(path), Path(path).parent):
        if not each.is_symlink() and each.is_dir():
            with contextlib.suppress(OSError):
                each.chmod(0o700)


def clear_after_the_dead(parent: Path) -> None:
    """Ends and removes what runs left behind whose guard was killed with them.

    A run that lives holds the lock of its folder. Links, and what is another user's, are left alone.
    """
    for folder in sorted(parent.iterdir()):
        with contextlib.suppress(OSError):
            if _RUN(folder.name) and folder.lstat().st_uid == os.getuid():
                lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
                try:
                    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    end_all(lambda: with_in_environment(folder))  # noqa: B023  # called before the next
                    remove(folder)
                finally:
                    os.close(lock)


def _made(folder: Path) -> int:
    """Makes a folder, and locks it. Another run may have taken it for left behind until then."""
    while True:
        folder.mkdir(mode=0o700)
        with contextlib.suppress(FileNotFoundError):
            lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            with contextlib.suppress(OSError):  # a file system that knows no locks
                fcntl.flock(lock, fcntl.LOCK_EX)
            if os.path.samestat(folder.lstat(), os.fstat(lock)):
                return lock
            os.close(lock)


def _adopt_orphans() -> None:
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def main(folder: Path, run: socket.socket) -> None:
    """Guards a run."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(number, lambda *_: None)  # and not SIG_IGN, which programs would inherit
    _adopt_orphans()
    guard = Guard(run)
    try:
        lock = _made(folder)
    except OSError:
        return  # which the run is told by the end of the socket
    with contextlib.suppress(OSError):
        socket.send_fds(run, [b"."], [lock])
    with contextlib.suppress(OSError):
        clear_after_the_dead(folder.parent)
    guard.serve()
    end_all(lambda: descendants(os.getpid()))
    remove(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), socket.socket(fileno=int(sys.argv[2])))
