"""terraform init, plan and show in a rendered folder."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tfgen.check.terraform import Terraform, init_failed, initialise, plain
from tfgen.check.tools import TOOL_FAILED
from tfgen.diagnostics import Diagnostic, Kind

PLAN_FILE = "tfplan"

NOT_PLANNED = Kind(
    "TFG401",
    "terraform plan failed",
    """Terraform could not plan the rendered files against the account: credentials are missing, the hosted zone is
not there, the account may not read something. The message is Terraform's.

Use instead: what Terraform says; `--emulated` plans without an account.""",
)

KINDS = (NOT_PLANNED,)


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan that was made: its file, its JSON, and what `terraform plan` printed."""

    file: Path
    json: dict[str, Any]
    text: str


def plan(
    binary: Path,
    folder: Path,
    environment: Mapping[str, str],
    init: tuple[str, ...],
    progress: Callable[[str], None],
) -> Planned | Diagnostic:
    """Plans a folder. What was planned before is overwritten; the state is only read."""
    terraform = Terraform(binary, folder, environment)
    try:
        progress("terraform init")
        finished = initialise(terraform, *init)
        if finished.status != 0:
            return init_failed(finished)
        progress("terraform plan")
        planned = terraform.run("plan", "-input=false", "-no-color", f"-out={PLAN_FILE}")
        if planned.status != 0:
            return NOT_PLANNED(plain(planned.stderr))
        shown = terraform.run("show", "-json", PLAN_FILE)
        return Planned(folder / PLAN_FILE, json.loads(shown.stdout), planned.stdout)
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        return TOOL_FAILED(f"{binary.name}: {error}")
