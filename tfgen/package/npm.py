"""Node dependencies, as locked, for the platform of the function."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from tfgen.diagnostics import Diagnostic, Kind
from tfgen.package import installer
from tfgen.package.folder import File, files_below
from tfgen.package.requirements import RUNS_CODE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tfgen.stack.package import Package

OLDEST = (10, 4)
"""The first npm that knows --libc; an older one ignores it silently."""

UNLOCKED = Kind(
    "TFG149",
    "Node dependencies without a lock file",
    """
Finds a Node function with dependencies and no `package-lock.json`, or a `node_modules` of unknown origin.

Without the lock file the zip differs from day to day; a `node_modules` of this machine may not run on Lambda.

    src/package.json
    src/node_modules/          # left out, and nothing says how to install it

Run `npm install --package-lock-only` in the code folder and commit both files.
""",
)
NO_NPM = Kind(
    "TFG911",
    "npm not found or too old",
    """
Finds that a function has Node dependencies, and no npm of version 10.4 or later on the PATH.

Older versions ignore `--libc`, and would package what was built for this machine.

    npm install --global npm@latest

Or install the dependencies yourself and point `code` at the ready-made zip.
""",
)


def install(
    package: Package, folder: Path, files: Iterable[File], scratch: Path
) -> tuple[list[File], list[Diagnostic]]:
    """What the code folder's package-lock.json asks for, installed below `scratch` in a copy of `files`."""
    problem = _unlocked(package.code, folder)
    if problem:
        return [], [problem]
    if not _has_dependencies(folder):
        return [], []
    shown = f"{package.code}/package-lock.json"
    npm = shutil.which("npm")
    if npm is None or _version(npm, scratch) < OLDEST:
        return [], [NO_NPM(f"`{shown}` needs npm {'.'.join(map(str, OLDEST))} or later on the PATH")]
    unsafe = _unsafe(folder, shown)
    if unsafe:
        return [], unsafe
    copy = scratch / "node"
    _copy(files, folder, copy)
    problem = installer.install([npm, *_arguments(package)], copy, scratch, shown)
    if problem:
        return [], [problem]
    return files_below(copy, shown, copy, lambda name: not _is_module(name))


def _unlocked(code: str, folder: Path) -> Diagnostic | None:
    try:
        if _has_dependencies(folder) and not (folder / "package-lock.json").is_file():
            return UNLOCKED(f"`{code}/package.json` has dependencies, and there is no `package-lock.json`")
    except ValueError as error:
        return installer.FAILED(f"`{code}/package.json` is not valid: {error}")
    if (folder / "node_modules").is_dir() and not (folder / "package.json").is_file():
        return UNLOCKED(f"`{code}/node_modules` is there, and no `package.json` to install it anew")
    return None


def _unsafe(folder: Path, shown: str) -> list[Diagnostic]:
    """What of the lock file is no published package. Source: https://docs.npmjs.com/cli/configuring-npm/package-lock-json"""
    try:
        locked = json.loads((folder / "package-lock.json").read_bytes()).get("packages", {})
        entries = {str(name): str(entry.get("resolved", "")) for name, entry in locked.items()}
    except (ValueError, AttributeError, RecursionError) as error:
        return [installer.FAILED(f"`{shown}` is not valid: {error}")]
    return [
        RUNS_CODE(f"`{shown}` takes `{name}` from `{resolved}`, which is no published package")
        for name, resolved in entries.items()
        if not re.match(r"(https?://|file:)\S*\.(tgz|tar\.gz)$|$", resolved)
    ]


def _has_dependencies(folder: Path) -> bool:
    """Whether package.json names any: many say nothing but `"type": "module"`."""
    manifest = folder / "package.json"
    data = json.loads(manifest.read_bytes()) if manifest.is_file() else {}
    if not isinstance(data, dict):
        raise ValueError("it holds no object")
    return any(data.get(key) for key in ("dependencies", "optionalDependencies", "workspaces"))


def _version(npm: str, scratch: Path) -> tuple[int, ...]:
    _, output = installer.run([npm, "--version"], scratch, scratch)
    found = re.search(r"^(\d+)\.(\d+)\.\d", output, re.MULTILINE)
    return (int(found[1]), int(found[2])) if found else ()


def _arguments(package: Package) -> list[str]:
    _, machine = installer.MACHINES[package.architecture]
    return [
        *("ci", "--omit=dev", "--ignore-scripts", "--no-bin-links"),
        *(f"--cpu={machine}", "--os=linux", "--libc=glibc"),
        *("--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"),
    ]


def _copy(files: Iterable[File], folder: Path, copy: Path) -> None:
    sources = {file.name: file.path for file in files}
    # Needed here even where they are kept out of the zip. The project's .npmrc is not: it can name a program
    # to run, or an index to send the tokens of the environment to.
    sources |= {name: folder / name for name in ("package.json", "package-lock.json")}
    for name, path in sources.items():
        if path.is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy / name)


def _is_module(name: str) -> bool:
    # The lock file that npm keeps in node_modules differs from version to version.
    return name.startswith("node_modules/") and name != "node_modules/.package-lock.json"


KINDS = (UNLOCKED, NO_NPM)
