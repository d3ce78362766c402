"""terraform init, plan and show of what was rendered."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from tfgen import process
from tfgen.check.hcl.provider_version import LOCK
from tfgen.check.terraform import Terraform, init_failed, initialise
from tfgen.check.tools import TOOL_FAILED
from tfgen.diagnostics import Diagnostic, Progress
from tfgen.plan.failed import failed
from tfgen.plan.kept import Kept
from tfgen.render.foreign import DATA
from tfgen.render.module_source import OWN
from tfgen.render.modules import FOLDER
from tfgen.render.write import CANNOT_WRITE, write_file

PLAN_FILE = "tfplan"

Explain = Callable[[str], list[Diagnostic]]
"""What Terraform's words of a refused plan come to; nothing if they are of no kind that is known."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan that was made."""

    file: Path | None
    """None for a plan against the emulator: applied to an account, it would build on things that are not there."""
    json: dict[str, Any]
    sha256: str = ""
    """Of the file, as it was when `json` was read of it."""


def plan(
    binary: Path,
    folder: Path,
    files: Mapping[str, bytes],
    kept: Kept,
    environment: Mapping[str, str],
    progress: Progress,
    explain: Explain,
    root: str = "",
    options: tuple[str, ...] = (),
) -> Planned | list[Diagnostic]:
    """Plans what was rendered to a folder, or a root of it, against the account, and leaves the plan to be applied.

    It is planned in a copy, in which nothing else of the folder lies. The state is only read. `options` are those of
    `terraform plan`.
    """
    folder = folder / root
    file = folder / PLAN_FILE
    try:
        # what was planned before must not be applied after a plan that failed
        file.unlink(missing_ok=True)
        with _copy(files, kept, root) as copy:
            made = _plan(Terraform(binary, copy, environment), (), progress, explain, options)
            if isinstance(made, list):
                return made
            made_of = sha256((copy / PLAN_FILE).read_bytes()).hexdigest()
            with process.alone_in(folder):
                _leave(copy, folder, kept)
    except OSError as error:
        return [CANNOT_WRITE(f"{error.filename or folder}: {error.strerror or error}")]
    return Planned(file, made, made_of)


def plan_emulated(
    binary: Path,
    files: Mapping[str, bytes],
    kept: Kept,
    environment: Mapping[str, str],
    init: tuple[str, ...],
    progress: Progress,
    explain: Explain,
    root: str = "",
) -> Planned | list[Diagnostic]:
    """Plans what was rendered, or a root of it, against the emulator, in a copy, of which nothing is left."""
    with _copy(files, kept, root) as copy:
        made = _plan(Terraform(binary, copy, environment), init, progress, explain)
    return made if isinstance(made, list) else Planned(None, made)


def of_root(files: Mapping[str, bytes], root: str) -> dict[str, bytes]:
    """The files but those of other roots."""
    shared = (f"{FOLDER}/", f"{OWN}/")
    return {path: it for path, it in files.items() if not root or path.startswith((f"{root}/", *shared))}


@contextlib.contextmanager
def _copy(files: Mapping[str, bytes], kept: Kept, root: str) -> Iterator[Path]:
    """A folder that holds the files but those of other roots, and what is kept of Terraform's own."""
    here = of_root(files, root)
    with process.temporary_folder() as folder:
        for path, content in {
            **here,
            **{str(Path(root) / path): it for path, it in kept.files.items()},
        }.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        yield folder / root


def _leave(copy: Path, folder: Path, kept: Kept) -> None:
    """Takes to a folder what `terraform apply` needs there: what init made, the lock file and, last, the plan."""
    (folder / DATA).mkdir(exist_ok=True)
    for made in (copy / DATA).iterdir():
        target = folder / DATA / made.name
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)
        shutil.move(made, target)
    lock = (copy / LOCK).read_bytes()
    if lock != kept.files.get(LOCK):
        write_file(folder / LOCK, lock)
    write_file(folder / PLAN_FILE, (copy / PLAN_FILE).read_bytes())


def _plan(
    terraform: Terraform,
    init: tuple[str, ...],
    progress: Progress,
    explain: Explain,
    options: tuple[str, ...] = (),
) -> dict[str, Any] | list[Diagnostic]:
    try:
        progress("terraform init")
        finished = initialise(terraform, *init)
        if finished.status != 0:
            return [init_failed(finished)]
        progress("terraform plan")
        # it only reads the state: whoever applies meanwhile is not kept waiting, and makes the plan stale
        planned = terraform.run(
            "plan", "-input=false", "-no-color", "-lock=false", f"-out={PLAN_FILE}", *options
        )
        if planned.status != 0:
            return explain(planned.stderr) or [failed(planned, _HINTS)]
        shown: dict[str, Any] = json.loads(terraform.run("show", "-json", PLAN_FILE).stdout)
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        return [TOOL_FAILED(f"{terraform.binary.name}: {error}")]
    return shown


_HINTS = {
    "Cannot import non-existent remote object": (
        "the spec adopts what is not there: take its region, or that part, out of `adopt`"
    ),
    "No valid credential sources": (
        "set AWS credentials (AWS_PROFILE, or AWS_ACCESS_KEY_ID and its secret), or plan with --emulated"
    ),
}
"""What to do, by words of Terraform's."""
