"""Plan files, which only Terraform can read: its own `show -json`."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from tfgen.check.terraform import Terraform
from tfgen.diagnostics import Diagnostic
from tfgen.review.codes import CANNOT_SHOW

_HINT = "make `terraform show -json tfplan > plan.json` where the plan was made, and review plan.json"


def shown(terraform: Path, file: Path, environment: Mapping[str, str]) -> bytes | Diagnostic:
    """What `terraform show -json` says of a plan file, in the folder that it is in."""
    runner = Terraform(terraform, file.parent, environment)
    try:
        finished = runner.run("show", "-json", "-no-color", file.name)
    except (OSError, subprocess.TimeoutExpired) as error:
        return CANNOT_SHOW(f"{file}: {error}", hint=_HINT)
    if finished.status != 0:
        words = " ".join(finished.stderr.split())[:400]
        return CANNOT_SHOW(f"{file}: {words or 'terraform show failed'}", hint=_HINT)
    return finished.stdout.encode()
