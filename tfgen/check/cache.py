"""Results of dear checks, kept by the content that they were found in."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

import tfgen
from tfgen.diagnostics import Diagnostic, Policy, Severity, Span
from tfgen.disk import home

_KEEP = 500


def key(check: str, files: Mapping[str, str], *facts: str) -> str:
    """What a result depends on: the files, the facts given, and tfgen's own code."""
    digest = hashlib.sha256()
    for part in (tfgen.__version__, _own_code(), check, *facts):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    for path in sorted(files):
        digest.update(f"{path}\0{len(files[path])}\0{files[path]}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _own_code() -> str:
    found = []
    own = str(Path(tfgen.__file__).parent)
    for folder, _, names in os.walk(own):
        for name in names:
            if name.endswith((".py", ".json", ".txt")):
                status = os.stat(f"{folder}/{name}")  # noqa: PTH116 - half the time of a Path
                found.append(f"{folder.removeprefix(own)}/{name}:{status.st_size}:{status.st_mtime_ns}")
    return "|".join(sorted(found))


def load(name: str) -> list[Diagnostic] | None:
    """A result that was kept; None if there is none that can be read."""
    path = folder() / f"{name}.json"
    try:
        found = [_diagnostic(row) for row in json.loads(path.read_text("utf-8"))]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    with contextlib.suppress(OSError):
        os.utime(path)
    return found


def save(name: str, found: list[Diagnostic]) -> None:
    """Keeps a result, and forgets the ones that were not asked for longest. A cache that cannot be written is none."""
    from tfgen.render.write import write_file

    with contextlib.suppress(OSError):
        write_file(folder() / f"{name}.json", json.dumps([_row(diagnostic) for diagnostic in found]).encode())
        kept = sorted(folder().glob("*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for path in kept[_KEEP:]:
            path.unlink(missing_ok=True)


def folder() -> Path:
    """Where tfgen keeps what it found: TFGEN_CACHE_DIR, or below the user's cache folder."""
    named = os.environ.get("TFGEN_CACHE_DIR")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else home() / ".cache") / "tfgen"


def _row(diagnostic: Diagnostic) -> list[object]:
    span = diagnostic.span
    place = span and [span.file, span.line, span.column, span.end_line, span.end_column]
    policy = diagnostic.policy and [diagnostic.policy.id, diagnostic.policy.title, diagnostic.policy.uri]
    said = [diagnostic.code, diagnostic.severity.value, diagnostic.message, place, diagnostic.hint]
    return [*said, policy, diagnostic.address]


def _diagnostic(row: list[object]) -> Diagnostic:
    # a row of another shape is no result: ValueError
    code, severity, message, place, hint, policy, address = row
    return Diagnostic(
        str(code),
        Severity(str(severity)),
        str(message),
        Span(*place) if isinstance(place, list) else None,
        str(hint) if hint is not None else None,
        policy=Policy(*policy) if isinstance(policy, list) else None,
        address=str(address),
    )
