"""terraform's own word: fmt, init and validate."""

from __future__ import annotations

import json
import posixpath
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tfgen import process
from tfgen.check.crash import CrashedError, crash
from tfgen.check.folder import copied
from tfgen.check.hcl.provider_version import LOCK
from tfgen.check.hcl.scope import ROOT
from tfgen.check.tools import TOOL_FAILED, terraform_environment
from tfgen.check.untrusted.sources import NOBODY, Trust, foreign_locked
from tfgen.diagnostics import Basis, Code, Diagnostic, Severity, Span

NOT_FORMATTED = Code(
    "TFG320",
    "not formatted",
    finds="a file that `terraform fmt` would change.",
    why="tfgen's own output never is: the file was edited by hand.",
    example='resource  "aws_iam_role" "get" {}     # two spaces',
    instead="`tfgen render` once more, or `terraform fmt -recursive`.",
)
NOT_INITIALISED = Code(
    "TFG321",
    "terraform init failed",
    finds="modules or providers that the files ask for and Terraform could not get.",
    why="nothing can be validated or planned without them.",
    example="could not query provider registry for registry.terraform.io/hashicorp/aws",
    instead="""what Terraform says in the message. Where the registry cannot be reached, a local mirror
serves: TFGEN_PROVIDER_MIRROR names the folder that holds `registry.terraform.io`.""",
    basis=Basis.MOMENT,
)
NOT_VALID = Code(
    "TFG322",
    "terraform validate refuses it",
    finds="what Terraform calls an error or a warning when it reads the files with the provider's schema.",
    why="the plan would stop at it. The message is Terraform's.",
    example='Unsupported argument: An argument named "memory" is not expected here.',
    instead="what Terraform says; a finding in rendered files that were not edited is a bug of tfgen's.",
)

CODES = (NOT_FORMATTED, NOT_INITIALISED, NOT_VALID)

_MOVED = (
    "the spec's `state` is another: `terraform init -migrate-state` in the rendered folder takes the state there; "
    "with -reconfigure it would stay behind, and everything be made a second time"
)
_HINTS = {
    "no available releases match": "put a version that fits into the mirror that the providers come from, "
    "or take runtimes and regions that an older one knows (TFG213)",
    "Backend configuration changed": _MOVED,
    "state migration": _MOVED,
    "does not match configured version constraint": "run `terraform init -upgrade`, which writes the lock file anew",
}
_TIMEOUT_SECONDS = 600
_MOST_WORDS = 2000


def check_terraform(
    terraform: Path,
    files: Mapping[str, str],
    roots: Sequence[str] = (ROOT,),
    tree: Path | None = None,
    trust: Trust = NOBODY,
    beside: Mapping[str, bytes] = {},
) -> list[Diagnostic]:
    """What `terraform fmt -check`, and in each root `init -backend=false` and `validate` find in a copy of the files.

    `beside` is what they read, by path, where that does not lie in a tree.
    """
    seen = (process.EVERYTHING, None) if trust.everything else ("", tree)
    with process.temporary_folder() as folder, terraform_environment(*seen) as environment:
        if not trust.everything:
            environment["GIT_ALLOW_PROTOCOL"] = "none"  # should a module be fetched that was not found before
        root = roots[0] if len(roots) == 1 else posixpath.dirname(roots[0]) or ROOT
        copy = copied(files, root, tree, folder)
        for path, content in beside.items():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_bytes(content)
        found: dict[Diagnostic, None] = {}
        try:
            found |= dict.fromkeys(
                _shown(each, root) for each in _format(Terraform(terraform, copy, environment))
            )
            for each in roots:
                runner = Terraform(terraform, copy / posixpath.relpath(each, root), environment)
                found |= dict.fromkeys(_shown(it, each) for it in _validate(runner, trust))
            return list(found)
        except (OSError, subprocess.TimeoutExpired, ValueError) as error:
            return [TOOL_FAILED(f"{terraform.name}: {error}")]


def _shown(found: Diagnostic, root: str) -> Diagnostic:
    """What is told of a file below `root`, with the file's name as it is told elsewhere."""
    span = found.span
    if span is None:
        return found
    return replace(found, span=span._replace(file=posixpath.normpath(posixpath.join(root, span.file))))


class Terraform:
    """A terraform binary in a folder."""

    def __init__(self, binary: Path, folder: Path, environment: Mapping[str, str]) -> None:
        self.binary, self.folder, self.environment = binary, folder, environment

    def run(self, *arguments: str) -> process.Finished:
        """Runs one command of it. Raises OSError, which tells of a crash as well, or subprocess.TimeoutExpired."""
        finished = process.run([self.binary, *arguments], self.folder, self.environment, _TIMEOUT_SECONDS)
        why = crash(finished)
        if why:
            raise CrashedError(f"`{arguments[0]}` {why}")
        return finished


def _format(terraform: Terraform) -> list[Diagnostic]:
    finished = terraform.run("fmt", "-check", "-recursive", "-no-color")
    names = [line for line in finished.stdout.splitlines() if line.endswith(".tf")]
    message = "the file is not as `terraform fmt` lays it out"
    return [NOT_FORMATTED(message, Span(Path(name).as_posix(), 1, 1, 1, 1)) for name in names]


def _validate(terraform: Terraform, trust: Trust) -> list[Diagnostic]:
    finished = initialise(terraform, "-backend=false")
    if finished.status != 0:
        return [init_failed(finished)]
    lock = terraform.folder / LOCK
    foreign = foreign_locked(lock.read_text("utf-8") if lock.exists() else "", trust)
    if foreign:  # init fetched them; validate would run them
        return foreign
    found = json.loads(terraform.run("validate", "-json").stdout)
    return [_diagnostic(diagnostic) for diagnostic in found["diagnostics"]]


def initialise(terraform: Terraform, *arguments: str) -> process.Finished:
    """terraform init."""
    return terraform.run("init", "-input=false", "-no-color", *arguments)


def init_failed(finished: process.Finished) -> Diagnostic:
    """What `terraform init` says, and what to do where that is known."""
    words = told(finished)
    return NOT_INITIALISED(words, hint=hinted(words, _HINTS))


def hinted(words: str, hints: Mapping[str, str]) -> str | None:
    """What to do about words of Terraform's: the first hint whose key is part of them."""
    return next((hint for part, hint in hints.items() if part in words), None)


def told(finished: process.Finished) -> str:
    """Terraform's boxed errors, each once, as one paragraph; what is to be said where it said nothing."""
    text = re.sub(r"[╷│╵]", " ", finished.stderr or finished.stdout)
    errors = dict.fromkeys(" ".join(error.split()) for error in text.split("Error: ")[1:])
    words = "; ".join(errors) or " ".join(text.split())
    return words[:_MOST_WORDS] or f"it ended with status {finished.status}, and no message"


def _diagnostic(diagnostic: dict[str, Any]) -> Diagnostic:
    severity = Severity.ERROR if diagnostic["severity"] == "error" else Severity.WARNING
    detail = " ".join(diagnostic.get("detail", "").split())
    message = f"{diagnostic['summary']}: {detail}" if detail else diagnostic["summary"]
    place = diagnostic.get("range")
    span = None
    if place:
        start, end = place["start"], place["end"]
        file = Path(place["filename"]).as_posix()
        span = Span(file, start["line"], start["column"], end["line"], end["column"])
    return NOT_VALID(message, span, severity=severity)
