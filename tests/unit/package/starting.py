"""Code folders and zips on a disk, and what is told of whether they start."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.specs import read
from tfgen.diagnostics import Diagnostic
from tfgen.render.tree import code_diagnostics

ELF = {"x86_64": 62, "arm64": 183}
Files = Mapping[str, str | bytes]


def plant(folder: Path, files: Files) -> None:
    """Writes files; the one called bootstrap, and what begins with `#!`, may be executed."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        if path.name == "bootstrap":
            path.chmod(0o755)


def program(architecture: str) -> bytes:
    """The head of a program for Linux."""
    return b"\x7fELF\x02\x01" + bytes(12) + ELF[architecture].to_bytes(2, "little") + bytes(64)


def findings(
    project: Path, runtime: str, handler: str, code: str = "src", more: str = ""
) -> list[Diagnostic]:
    """Of a function with the code that is planted in a project."""
    source, stack = read(
        f"""
tfgen: 1
service: s
domain: s.example.com
regions: [eu-west-1]
functions:
  f:
    code: {code}
    runtime: {runtime}
    handler: "{handler}"
    http: GET /
    {more}
"""
    )
    return code_diagnostics(stack, source, project)


def told(project: Path, runtime: str, handler: str, code: str = "src", more: str = "") -> list[str]:
    """`CODE severity line: message | hint` of each."""
    return [
        f"{each.code} {each.severity} {each.span.line if each.span else 0}: {each.message}"
        + (f" | {each.hint}" if each.hint else "")
        for each in findings(project, runtime, handler, code, more)
    ]
