"""Asks Terraform how the account differs from a state. The state is read, and nothing is written or locked.

A plan tells both: what somebody else changed, and what the next apply would do. Where a plan fails, because of what the
configuration says, `-refresh-only` still tells the first.
Source: https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tfgen import process
from tfgen.check.terraform import Terraform, init_failed, initialise, told
from tfgen.check.tools import TOOL_FAILED
from tfgen.diagnostics import Diagnostic, Progress
from tfgen.drift.codes import NOT_ASKED

_NO_CREDENTIALS = ("No valid credential sources", "ExpiredToken", "InvalidClientTokenId")
ATTEMPTS = {"AWS_MAX_ATTEMPTS": "5"}
"""Of the provider, which else tries 25 times, for many minutes."""


_HINT = "`--lost REGION` leaves out a region whose endpoints fail"
Plan = Mapping[str, Any]
"""As `terraform show -json` gives it."""


def in_copy(
    binary: Path,
    files: Mapping[str, bytes],
    root: str,
    environment: Mapping[str, str],
    progress: Progress,
    targets: Sequence[str] = (),
) -> Plan | Diagnostic:
    """Asks about a root of what was rendered, in a copy, of which nothing is left."""
    with process.temporary_folder() as folder:
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        terraform = Terraform(binary, folder / root, environment)
        try:
            progress(f"terraform init{_of(root)}")
            finished = initialise(terraform)
        except (OSError, subprocess.TimeoutExpired) as error:
            return TOOL_FAILED(f"{binary.name}: {error}")
        if finished.status != 0:
            return init_failed(finished)
        progress(f"comparing the account with the state{_of(root)}")
        return ask(terraform, folder / "tfplan", targets)


def _of(root: str) -> str:
    return f" of {root}" if root else ""


def ask(terraform: Terraform, file: Path, targets: Sequence[str] = ()) -> Plan | Diagnostic:
    """Asks in a folder that is initialised, about all or some addresses; the plan's file goes where it is said."""
    try:
        if targets:
            found = _plan(terraform, file, "-refresh-only", *(f"-target={address}" for address in targets))
        else:
            found = _plan(terraform, file)
            if isinstance(found, Diagnostic) and not any(words in found.message for words in _NO_CREDENTIALS):
                again = _plan(terraform, file, "-refresh-only")
                found = found if isinstance(again, Diagnostic) else again
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        return TOOL_FAILED(f"{terraform.binary.name}: {error}", hint=_HINT)
    return found


def _plan(terraform: Terraform, file: Path, *words: str) -> Plan | Diagnostic:
    finished = terraform.run("plan", "-input=false", "-no-color", "-lock=false", f"-out={file}", *words)
    if finished.status != 0:
        return NOT_ASKED(said := told(finished), hint=_hint(said))
    found: Plan = json.loads(terraform.run("show", "-json", str(file)).stdout)
    return found


def _hint(said: str) -> str:
    """What to do about what terraform says. Without credentials no region is lost."""
    is_known = not any(words in said for words in _NO_CREDENTIALS)
    return (
        _HINT
        if is_known
        else "give it credentials of the account that may read it, as `terraform plan` takes them"
    )
