"""terraform apply of a plan, which is let come to its end, and the state around it."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from tfgen import process
from tfgen.apply.progress import Told
from tfgen.apply.record import StateVersion
from tfgen.check.hcl.provider_version import LOCK
from tfgen.check.terraform import Terraform
from tfgen.disk import read_file
from tfgen.plan.run import PLAN_FILE
from tfgen.render.foreign import DATA

_PATIENCE_SECONDS = 3600.0
"""How long terraform has to write its state after it was interrupted."""
_APPLY = ("apply", "-json", "-input=false")
_LOOK_SECONDS = 0.3
_MOST_BYTES = 1024**3

Hold = Callable[[Callable[[], None]], AbstractContextManager[Sequence[int]]]
"""Keeps interrupts from ending the run meanwhile: the first calls a function. Gives the signals that came."""


@dataclass(frozen=True, slots=True)
class Applied:
    """How terraform ended."""

    status: int
    told: Told
    words: str
    """What it said beside its events."""
    signals: tuple[int, ...]


class MovedOnError(Exception):
    """What was planned has changed meanwhile."""


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Keeps other applies out of a folder; gives whether there was none. Raises OSError.

    The lock ends with its holder, however that ends. A file system without locks has none.
    """
    (folder / DATA).mkdir(parents=True, exist_ok=True)
    lock = os.open(folder / DATA, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        is_ours = True
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            is_ours = error.errno not in (errno.EWOULDBLOCK, errno.EACCES)
        yield is_ours
    finally:
        os.close(lock)


def digest(path: Path) -> str:
    """The SHA-256 of a file; empty where there is none. Raises OSError."""
    return sha256(read_file(path, most=_MOST_BYTES)).hexdigest() if path.exists() else ""


def lock_digest(folder: Path) -> str:
    """That of the lock file of providers. Raises OSError."""
    return digest(folder / LOCK)


def state_version(terraform: Terraform) -> StateVersion:
    """The lineage and serial of the state, wherever it is kept. Raises OSError, subprocess.TimeoutExpired."""
    finished = terraform.run("state", "pull")
    try:
        told = json.loads(finished.stdout or "{}")
        return StateVersion(str(told.get("lineage", "")), told.get("serial"))
    except (ValueError, AttributeError):
        return StateVersion()


def versions(terraform: Terraform) -> dict[str, str]:
    """Of terraform, and of the providers that the folder has. Raises OSError, subprocess.TimeoutExpired."""
    try:
        told = json.loads(terraform.run("version", "-json").stdout)
        return {"terraform": str(told["terraform_version"]), **told.get("provider_selections", {})}
    except (ValueError, KeyError, TypeError):
        return {}


def apply(
    terraform: Terraform,
    tree: Path,
    files: Mapping[str, bytes],
    plan: str,
    lock_timeout: str,
    hold: Hold,
    progress: Callable[[Told], None],
) -> Applied:
    """Applies the plan that lies in the folder.

    `plan` is its SHA-256, `files` what was rendered to `tree`. Raises MovedOnError if either is another now, and OSError. An interrupt is
    handed to terraform once, which then ends what it has begun and writes the state; so it is where this process is killed.
    """
    folder = terraform.folder
    with process.alone_in(folder), process.temporary_folder() as temporary:
        _refuse_others(folder, plan, tree, files)
        events, errors = temporary / "events", temporary / "errors"
        children: list[process.Child] = []

        def interrupt() -> None:
            for child in children:
                child.interrupt()

        with hold(interrupt) as came:
            with events.open("wb") as out, errors.open("wb") as err:
                child = process.Child(
                    [terraform.binary, *_APPLY, f"-lock-timeout={lock_timeout}", PLAN_FILE],
                    folder,
                    terraform.environment,
                    (out.fileno(), err.fileno()),
                    _PATIENCE_SECONDS,
                    once=True,
                )
            children.append(child)
            if came:
                child.interrupt()
            with contextlib.closing(child), events.open("rb") as lines:
                status, told = _followed(child, lines, progress)
            words = errors.read_text("utf-8", "replace")
            return Applied(status, told, words, tuple(came))


def _followed(child: process.Child, lines: BinaryIO, progress: Callable[[Told], None]) -> tuple[int, Told]:
    """The exit status, and what was told until then."""
    told, begun, status = Told(), b"", None
    while status is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            status = child.wait(_LOOK_SECONDS)
        *whole, begun = (begun + lines.read()).split(b"\n")
        for line in whole:
            told.hear(line.decode("utf-8", "replace"))
        progress(told)
    return status, told


def _refuse_others(folder: Path, plan: str, tree: Path, files: Mapping[str, bytes]) -> None:
    if digest(folder / PLAN_FILE) != plan:
        raise MovedOnError(f"{folder / PLAN_FILE} is not the plan that was made")
    for path, content in files.items():
        if not (tree / path).is_file() or read_file(tree / path, most=_MOST_BYTES) != content:
            raise MovedOnError(f"{tree / path} is not as it was when the plan was made")
