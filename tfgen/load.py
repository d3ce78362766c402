"""Files and standard input to specs and targets: what commands read."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from tfgen.diagnostics import Diagnostic, has_errors
from tfgen.spec import codes
from tfgen.spec.source import MAX_BYTES, Source, decode, parse
from tfgen.stack.resolve import build
from tfgen.stack.stack import Stack

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A spec that was read: its Stack where it has no errors, and every mistake in it."""

    name: str
    project: Path
    """The folder that the spec's paths are relative to."""
    text: str
    source: Source | None
    stack: Stack | None
    diagnostics: list[Diagnostic]

    @property
    def sources(self) -> dict[str, str]:
        """The text that findings quote, by file name."""
        return {self.name: self.text}


def load(path: str) -> Loaded:
    """Reads a spec; `-` is standard input, whose paths are relative to the working directory."""
    name = "<stdin>" if path == STDIN else path
    project = Path() if path == STDIN else Path(path).parent
    try:
        data = read_bytes(path)
    except OSError as error:
        diagnostic = codes.UNREADABLE(f"{name}: {error.strerror or error}")
        return Loaded(name, project, "", None, None, [diagnostic])
    return loaded(data, name, project)


def loaded(data: bytes, name: str, project: Path) -> Loaded:
    """A spec from its bytes."""
    text, diagnostics = decode(data, name)
    if diagnostics:
        return Loaded(name, project, text, None, None, diagnostics)
    source, diagnostics = parse(text, name)
    if source is None:
        return Loaded(name, project, text, None, None, diagnostics)
    stack, mistaken = build(source)
    diagnostics += mistaken
    return Loaded(name, project, text, source, None if has_errors(diagnostics) else stack, diagnostics)


def read_bytes(path: str) -> bytes:
    """A file, or standard input for `-`. Raises OSError. At most one byte more than a spec may have, so that a device or a huge file costs no memory."""
    if path == STDIN:
        if sys.stdin is None:
            raise OSError("standard input is closed")
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(path).open("rb") as file:
        return file.read(MAX_BYTES + 1)


def rendered_folder(folder: Path) -> dict[str, str]:
    """The .tf files of a rendered directory, by relative POSIX path. Raises OSError, UnicodeDecodeError.

    What Terraform itself does not read (.terraform, tests of modules, hidden folders) is left out.
    """
    files = {}
    for path in sorted(folder.rglob("*.tf")):
        relative = path.relative_to(folder)
        if not any(part.startswith(".") for part in relative.parts) and path.is_file():
            files[relative.as_posix()] = path.read_text("utf-8")
    return files
