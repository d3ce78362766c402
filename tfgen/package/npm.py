"""Node dependencies, as locked, for the platform of the function."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from tfgen.diagnostics import Basis, Code, Diagnostic
from tfgen.package import installer
from tfgen.package.file import File
from tfgen.package.folder import files_below
from tfgen.package.lock import lock_faults, manifest_faults
from tfgen.package.requirements import RUNS_CODE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tfgen.stack.package import Package

OLDEST = (10, 4)
"""The first npm that knows --libc; an older one ignores it silently."""

QUIETLY = (
    *("ci", "--omit=dev", "--ignore-scripts", "--no-bin-links"),
    *("--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"),
)
"""Nothing of what npm installs runs, and npm says nothing but errors."""

_OTHER_LOCKS = ("yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb")

UNLOCKED = Code(
    "TFG149",
    "Node dependencies without a lock file",
    finds="""a Node function with dependencies and no `package-lock.json` of lockfileVersion 2 or 3, an
`npm-shrinkwrap.json` that npm would read instead, or a `node_modules` of unknown origin.""",
    why="""without the lock file the zip differs from day to day; a `node_modules` of this machine may
not run on Lambda.""",
    example="""\
src/package.json           # names dependencies, and no lock file lies beside it
""",
    instead="`npm install --package-lock-only` in the code folder, and both files committed.",
)
NO_NPM = Code(
    "TFG911",
    "npm not found or too old",
    finds="a function with Node dependencies, and no npm of version 10.4 or later on the PATH.",
    why="older versions ignore `--libc`, and would package what was built for this machine.",
    example="npm --version                    # 9.8.1",
    instead="""`npm install --global npm@latest`; or install the dependencies yourself and point `code`
at the ready-made zip.""",
    basis=Basis.ENVIRONMENT,
)


def install(
    package: Package, folder: Path, files: Iterable[File], make_scratch: Callable[[], Path]
) -> tuple[list[File], list[Diagnostic]]:
    """What the code folder's package-lock.json asks for, installed in a new folder; its tarballs are of `files`."""
    refused = findings(package.code, folder)
    if refused or not _has_dependencies(folder):
        return [], refused
    shown = f"{package.code}/package-lock.json"
    npm, scratch = shutil.which("npm"), make_scratch()
    if npm is None or _version(npm, scratch) < OLDEST:
        return [], [NO_NPM(f"`{shown}` needs npm {'.'.join(map(str, OLDEST))} or later on the PATH")]
    copy = scratch / "node"
    _copy(files, folder, copy)
    diagnostic = installer.install([npm, *_arguments(package)], copy, scratch, shown)
    if diagnostic:
        return [], [diagnostic]
    return files_below(copy, shown, copy, lambda name: not _is_module(name))


def findings(code: str, folder: Path) -> list[Diagnostic]:
    """Why the dependencies of a code folder are not installed, as far as its files tell."""
    diagnostic = _unlocked(code, folder)
    if diagnostic:
        return [diagnostic]
    return _faults(code, folder) if _has_dependencies(folder) else []


def _unlocked(code: str, folder: Path) -> Diagnostic | None:
    try:
        if _has_dependencies(folder) and not (folder / "package-lock.json").is_file():
            others = [name for name in _OTHER_LOCKS if (folder / name).is_file()]
            hint = (
                f"`npm install --package-lock-only` makes one; `{others[0]}` is not read" if others else None
            )
            message = f"`{code}/package.json` has dependencies, and there is no `package-lock.json`"
            return UNLOCKED(message, hint=hint)
    except (ValueError, RecursionError) as error:
        return installer.FAILED(f"`{code}/package.json` is not valid: {error}")
    if (folder / "node_modules").is_dir() and not (folder / "package.json").is_file():
        return UNLOCKED(f"`{code}/node_modules` is there, and no `package.json` to install it anew")
    if (folder / "npm-shrinkwrap.json").exists():
        return UNLOCKED(
            f"`{code}/npm-shrinkwrap.json` stands beside `package-lock.json`, and npm would read it instead",
            hint="rename it to `package-lock.json`",
        )
    return None


def _faults(code: str, folder: Path) -> list[Diagnostic]:
    """What of package.json and package-lock.json is more than published packages."""
    shown = f"{code}/package.json"
    try:
        manifest = json.loads((folder / "package.json").read_bytes())
        if manifest.get("workspaces"):
            return [RUNS_CODE(f"`{shown}` has `workspaces`: folders, which are no published packages")]
        found = [RUNS_CODE(f"`{shown}`: {fault}") for fault in manifest_faults(manifest)]
        shown = f"{code}/package-lock.json"
        lock = json.loads((folder / "package-lock.json").read_bytes())
        packages = lock.get("packages")
        if lock.get("lockfileVersion") not in (2, 3) or not isinstance(packages, dict):
            message = f"`{shown}` is none of lockfileVersion 2 or 3"
            return [UNLOCKED(message, hint="write it anew: `npm install --package-lock-only`")]
        return [*found, *(RUNS_CODE(f"`{shown}`: {fault}") for fault in lock_faults(packages))]
    except (ValueError, AttributeError, RecursionError) as error:
        return [installer.FAILED(f"`{shown}` is not valid: {error}")]


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
        *QUIETLY,
        *(f"--cpu={machine}", "--os=linux", "--libc=glibc"),
    ]


def _copy(files: Iterable[File], folder: Path, copy: Path) -> None:
    """What was checked, and nothing else: an .npmrc could name a program to run, or an index to send tokens to."""
    sources = {file.name: file.path for file in files if file.name.lower().endswith((".tgz", ".tar.gz"))}
    # Needed here even where they are kept out of the zip.
    sources |= {name: folder / name for name in ("package.json", "package-lock.json")}
    for name, path in sources.items():
        if path.is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy / name)


def _is_module(name: str) -> bool:
    # The lock file that npm keeps in node_modules differs from version to version.
    return name.startswith("node_modules/") and name != "node_modules/.package-lock.json"


CODES = (UNLOCKED, NO_NPM)
