"""Node.js packages for this machine, where those of a zip are for another."""

from __future__ import annotations

from pathlib import Path

from tfgen.emulator.here.machine import ARCHITECTURE, IS_LINUX, MACHINE
from tfgen.emulator.here.not_here import NotRunHereError
from tfgen.emulator.here.trees import tree
from tfgen.package import npm
from tfgen.package.elf import machine_of
from tfgen.package.folder import files_below
from tfgen.stack.package import Package

_MANIFESTS = ("package.json", "package-lock.json")


def modules(root: Path) -> Path | None:
    """The node_modules that replace those of an unpacked zip, where these hold what runs elsewhere alone.

    By the zip's own lock file, with its hashes. Raises NotRunHereError.
    """
    foreign = _foreign(root)
    if not foreign:
        return None
    said = f"`{foreign}` of its package is not for this machine"
    if not all((root / name).is_file() for name in _MANIFESTS):
        raise NotRunHereError(f"{said}, and no package-lock.json in it tells how to install it")
    try:
        facts = [(root / name).read_bytes() for name in _MANIFESTS]
        return tree(lambda folder: _install(root, folder), "node", MACHINE, *facts) / "node" / "node_modules"
    except NotRunHereError as error:
        raise NotRunHereError(f"{said}: {error}") from error


def _foreign(root: Path) -> str:
    for path in sorted((root / "node_modules").rglob("*.node")):
        with path.open("rb") as file:
            if not IS_LINUX or machine_of(file.read(64)) not in ("", MACHINE):
                return path.relative_to(root).as_posix()
    return ""


def _install(root: Path, folder: Path) -> None:
    own, _ = files_below(root, "package", root, lambda name: name.startswith("node_modules/"))
    found, diagnostics = npm.install(Package("package", "nodejs", ARCHITECTURE), root, own, lambda: folder)
    if diagnostics or not found:
        raise NotRunHereError(diagnostics[0].message if diagnostics else "nothing was installed")
