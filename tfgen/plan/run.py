"""terraform init, plan and show in a rendered folder."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tfgen.check.terraform import Terraform, hinted, init_failed, initialise, told
from tfgen.check.tools import TOOL_FAILED
from tfgen.diagnostics import Basis, Code, Diagnostic, Progress

PLAN_FILE = "tfplan"

NOT_PLANNED = Code(
    "TFG401",
    "terraform plan failed",
    finds="rendered files that Terraform could not plan against the account.",
    why="""credentials are missing, the hosted zone or what the spec adopts is not there, or the account may
not read something. The message is Terraform's.""",
    example="No valid credential sources found",
    instead="what Terraform says; `--emulated` plans without an account.",
    basis=Basis.MOMENT,
)

CODES = (NOT_PLANNED,)


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan that was made."""

    file: Path | None
    """None for a plan against the emulator: applied to an account, it would build on things that are not there."""
    json: dict[str, Any]


def plan(
    binary: Path, folder: Path, environment: Mapping[str, str], progress: Progress
) -> Planned | Diagnostic:
    """Plans a folder against the account, and leaves the plan there to be applied. The state is only read."""
    file = folder / PLAN_FILE
    # what was planned before must not be applied after a plan that failed
    file.unlink(missing_ok=True)
    made = _plan(Terraform(binary, folder, environment), PLAN_FILE, (), progress)
    if isinstance(made, Diagnostic):
        file.unlink(missing_ok=True)  # terraform keeps what it had planned until it failed
        return made
    return Planned(file, made)


def plan_emulated(
    binary: Path,
    folder: Path,
    environment: Mapping[str, str],
    init: tuple[str, ...],
    progress: Progress,
) -> Planned | Diagnostic:
    """Plans a folder against the emulator, and leaves no trace there: neither a plan nor what init remembers."""
    with tempfile.TemporaryDirectory(prefix="tfgen-") as scratch:
        runner = Terraform(binary, folder, {**environment, "TF_DATA_DIR": scratch})
        made = _plan(runner, str(Path(scratch) / PLAN_FILE), init, progress)
    return made if isinstance(made, Diagnostic) else Planned(None, made)


def _plan(
    terraform: Terraform, file: str, init: tuple[str, ...], progress: Progress
) -> dict[str, Any] | Diagnostic:
    try:
        progress("terraform init")
        finished = initialise(terraform, *init)
        if finished.status != 0:
            return init_failed(finished)
        progress("terraform plan")
        planned = terraform.run("plan", "-input=false", "-no-color", f"-out={file}")
        if planned.status != 0:
            return NOT_PLANNED(told(planned), hint=hinted(planned.stderr, _HINTS))
        shown: dict[str, Any] = json.loads(terraform.run("show", "-json", file).stdout)
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        return TOOL_FAILED(f"{terraform.binary.name}: {error}")
    return shown


_HINTS = {
    "Cannot import non-existent remote object": (
        "the spec adopts what is not there: take its region, or that part, out of `adopt`"
    ),
    "No valid credential sources": (
        "set AWS credentials (AWS_PROFILE, or AWS_ACCESS_KEY_ID and its secret), or plan with --emulated"
    ),
    "Provider configuration not present": (
        "a region that is taken out of `regions` goes into `retiring` for one apply: Terraform needs its provider to "
        "delete what is there"
    ),
}
"""What to do, by words of Terraform's."""
