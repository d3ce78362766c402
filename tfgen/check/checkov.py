"""checkov, in an environment and a process of its own."""

from __future__ import annotations

import dataclasses
import json
import posixpath
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tfgen import process
from tfgen.check.folder import copied
from tfgen.check.hcl.scope import ROOT
from tfgen.check.tools import TOOL_FAILED
from tfgen.check.traced import in_own
from tfgen.diagnostics import Code, Diagnostic, Policy, Span
from tfgen.render.made import Origins, addresses, unkeyed
from tfgen.render.module_source import OWN
from tfgen.render.tree import configuration
from tfgen.spec.source import Source
from tfgen.stack.stack import Stack
from tfgen.stack.variations import in_one_state, readable, representative

FAILED_CHECK = Code(
    "TFG330",
    "checkov fails it",
    finds="a policy of checkov's that the rendered files do not meet.",
    why="""somebody reviews the files by these policies. Findings that a setting of the spec asks for
(`recovery: false`) are suppressed where the setting takes effect, with the reason.""",
    example="CKV_AWS_50: X-Ray tracing is enabled for Lambda",
    instead="""the setting that the policy asks for;
https://www.checkov.io/5.Policy%20Index/terraform.html tells of each policy. `ignore:` in the spec, `# tfgen:ignore`
and `skip-check` in .checkov.yaml ignore one.""",
)
UNDER_SCANNED = Code(
    "TFG331",
    "checkov did not see everything",
    finds="resources that the rendered files make and checkov did not look at.",
    why="""checkov leaves `for_each` unexpanded when it cannot evaluate it, and says nothing. A clean
result over half of the resources is none.""",
    example="""\
checkov saw 43 of 44 resources: not module.table_orders.aws_dynamodb_table.this
""",
    instead="`--skip checkov` until tfgen renders what checkov can follow; nothing in the spec is wrong.",
)

CODES = (FAILED_CHECK, UNDER_SCANNED)

_INDEX = "https://www.checkov.io/5.Policy%20Index/terraform.html"
"""Lists every policy; checkov knows pages of their own only where its platform told it."""

_TIMEOUT_SECONDS = 1800


def check_checkov(
    checkov: Path, files: Mapping[str, str], stack: Stack | None, source: Source | None, root: str = ROOT
) -> list[Diagnostic]:
    """What checkov finds, and whether it saw every resource. Without a Stack that cannot be told.

    Of a stack with several states it scans the same resources in one, where it follows what one says of another.
    """
    if stack and stack.is_apart:
        stack = in_one_state(stack)
        files = configuration(stack, "spec.yaml")
    scanned = representative(stack) if stack else None
    texts = configuration(readable(scanned), "spec.yaml") if scanned else files
    with process.temporary_folder() as folder:
        copy = copied(texts, root, None, folder / "tree")
        try:
            found = _scan(checkov, folder, copy)
        except (OSError, subprocess.TimeoutExpired, ValueError) as error:
            return [TOOL_FAILED(f"checkov: {error}")]
    diagnostics = [TOOL_FAILED(f"checkov cannot read {_shown(root, path)}") for path in found["errors"]]
    origins = Origins(scanned) if scanned else None
    for row in found["failed"]:
        row["file"] = _shown(root, row["file"])
        row["line"] = _line_in(files.get(row["file"], ""), texts.get(row["file"], ""), row["lines"][0])
    told = [_diagnostic(row, files, origins, source) for row in found["failed"]]
    diagnostics += [in_own(each, source, stack) for each in told] if source and stack else told
    return diagnostics + (_unseen(addresses(scanned), found["scanned"]) if scanned else [])


def _line_in(text: str, scanned: str, line: int) -> int:
    """Where a line of what was scanned stands in the file itself, which has more regions."""
    lines = scanned.splitlines()
    if text == scanned or line > len(lines):
        return line
    return next((number for number, each in enumerate(text.splitlines(), 1) if each == lines[line - 1]), 1)


def _shown(root: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(root, path))


def _scan(checkov: Path, folder: Path, copy: Path) -> dict[str, Any]:
    worker = Path(__file__).with_name("checkov_worker.py")
    result = folder / "result.json"
    command: list[str | Path] = [_interpreter(checkov), "-P", worker, copy, result]
    # a token of the user's would make checkov report to its platform; it looks for settings in its folder and at HOME
    environment = {**process.passed_on(), "HOME": str(folder), "TMPDIR": str(folder)}
    finished = process.run(command, folder, environment, _TIMEOUT_SECONDS)
    if finished.status != 0 or not result.exists():
        last = (finished.stderr.strip() or finished.stdout.strip()).splitlines()[-3:]
        raise ValueError(f"ended with status {finished.status}: {' '.join(last)}")
    found = json.loads(result.read_text("utf-8"))
    if not isinstance(found, dict):
        raise ValueError("no result that can be read")
    return found


def _interpreter(checkov: Path) -> Path:
    """The Python of checkov's environment, which the installed program names or lies beside."""
    program = checkov.resolve()
    with program.open("rb") as file:
        first = file.readline(500).decode("utf-8", "replace").strip()
    named = Path(first.removeprefix("#!").split(" ")[0])
    if first.startswith("#!") and named.name.startswith("python") and named.exists():
        return named
    return program.with_name("python")


def _diagnostic(
    row: dict[str, Any], files: Mapping[str, str], origins: Origins | None, source: Source | None
) -> Diagnostic:
    is_own = row["file"].startswith(f"{OWN}/")
    made = origins.of(row["resource"]) if origins and not is_own else None
    page = row["guideline"] or f"{_INDEX}#:~:text={row['id']}"
    if made and source:
        place, span = f"{row['resource']}, {row['file']}:{row['line']}", source.span(made.path)
        ignoring = f"`ignore:` with `code: {row['id']}` in the spec, or `# tfgen:ignore {row['id']} REASON` at the line"
    else:
        place, span = row["resource"], _header(row, files)
        ignoring = f"`# tfgen:ignore {row['id']} REASON` at the line"
    hint = f"{page} tells of it; it is ignored by {ignoring}, or `skip-check` in .checkov.yaml"
    return dataclasses.replace(
        FAILED_CHECK(f"{row['id']}: {row['name']} ({place})", span, hint),
        policy=Policy(row["id"], row["name"], page),
        address=row["resource"],
    )


def _header(row: dict[str, Any], files: Mapping[str, str]) -> Span:
    """The line on which a block begins."""
    number = row["line"]
    lines = files.get(row["file"], "").splitlines()[number - 1 : number]
    return Span(row["file"], number, 1, number, 1 + len("".join(lines).rstrip(" {")))


def _unseen(expected: list[str], scanned: list[str]) -> list[Diagnostic]:
    seen = set(scanned)
    missing = [name for name in expected if not {name, unkeyed(name)} & seen]
    if not missing:
        return []
    few = ", ".join(missing[:3]) + (" …" if len(missing) > 3 else "")
    return [
        UNDER_SCANNED(f"checkov saw {len(expected) - len(missing)} of {len(expected)} resources: not {few}")
    ]
