"""Python packages for the interpreter that runs a function, beside those that its zip has for Lambda's.

A zip holds wheels for the runtime and the processor of its function. Where another interpreter or another machine
runs it, what is native of them is installed once more, in the same versions: by the zip's own requirements.txt with
its hashes, or by the names and versions that its wheels have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tfgen.emulator.here.interpreters import Interpreter
from tfgen.emulator.here.lack import Lack
from tfgen.emulator.here.machine import IS_LINUX, MACHINE
from tfgen.emulator.here.not_here import NotRunHereError
from tfgen.emulator.here.trees import tree
from tfgen.package import installer, pip
from tfgen.package.elf import machine_of
from tfgen.package.requirements import check, logical_lines, normal, pinned

_MISSED = r"No module named|ImportError|cannot open shared object|invalid ELF|wrong ELF"


class _Wheel(NamedTuple):
    name: str
    version: str
    tags: tuple[str, ...]


class _Wanted(NamedTuple):
    """What pip is asked for."""

    lines: list[str]
    pins: list[str]
    options: tuple[str, ...] = ()


def packages(root: Path, python: Interpreter) -> tuple[Path | None, Lack | None]:
    """The folder of packages that replace those of an unpacked zip here, if some have to; and what is lacking.

    Raises NotRunHereError.
    """
    wheels = list(_wheels(root))
    foreign = [wheel for wheel in wheels if not any(_runs(tag, python) for tag in wheel.tags)]
    wanted = _wanted(root, wheels, foreign)
    if foreign or (python.remark and wanted.lines):
        try:
            return tree(lambda folder: _install(folder, wanted, python), *_facts(wanted, python)), None
        except NotRunHereError as error:
            if foreign:
                names = ", ".join(f"{wheel.name} {wheel.version}" for wheel in foreign)
                raise NotRunHereError(f"{names} of its package is not for this machine: {error}") from error
    return None, _unnamed(root) if not wheels else None


def _wheels(root: Path) -> Iterator[_Wheel]:
    for path in sorted(root.glob("*.dist-info/WHEEL")):
        name, _, version = path.parent.name.removesuffix(".dist-info").partition("-")
        tags = re.findall(r"^Tag: *(\S+)", path.read_text("utf-8", "replace"), re.MULTILINE)
        yield _Wheel(name, version, tuple(tags))


def _runs(tag: str, python: Interpreter) -> bool:
    """https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/"""
    pythons, abi, platforms = [*tag.split("-"), "", ""][:3]
    return any(_is_for(each, abi, python) for each in pythons.split(".")) and any(
        each == "any" or (IS_LINUX and re.fullmatch(rf"(?:many)?linux\w*_{MACHINE}", each))
        for each in platforms.split(".")
    )


def _is_for(tag: str, abi: str, python: Interpreter) -> bool:
    found = re.fullmatch(r"(py|cp)3(\d*)", tag)
    if not found:
        return False
    minor = int(found[2] or 0)
    is_forward = found[1] == "py" or abi == "abi3"
    return minor <= python.version[1] if is_forward else minor == python.version[1]


def _wanted(root: Path, wheels: Iterable[_Wheel], foreign: Iterable[_Wheel]) -> _Wanted:
    file = root / "requirements.txt"
    lines = logical_lines(file.read_text("utf-8-sig", "replace")) if file.is_file() else []
    if lines and not check(lines, "requirements.txt"):
        has_hashes = any("--hash" in line for line in lines)
        held = {normal(name) for name in pinned(lines)}
        loose = [wheel for wheel in wheels if normal(wheel.name) not in held]
        return _Wanted(lines, [] if has_hashes else [f"{wheel.name}=={wheel.version}" for wheel in loose])
    return _Wanted([f"{wheel.name}=={wheel.version}" for wheel in foreign], [], ("--no-deps",))


def _facts(wanted: _Wanted, python: Interpreter) -> tuple[str, ...]:
    return "python", python.minor, MACHINE, *wanted.options, "\n".join(wanted.lines), "\n".join(wanted.pins)


def _install(folder: Path, wanted: _Wanted, python: Interpreter) -> None:
    """Wheels alone, so that nothing of them runs."""
    program = pip.program()
    if program is None:
        raise NotRunHereError("there is no pip to install it")
    asked, pinned = folder / "requirements.txt", folder / "constraints.txt"
    asked.write_text("".join(f"{line}\n" for line in wanted.lines), "utf-8")
    pinned.write_text("".join(f"{line}\n" for line in wanted.pins), "utf-8")
    command = [
        *(*program, "--python", python.path, "install", f"--requirement={asked}", f"--constraint={pinned}"),
        *(f"--target={folder}", *wanted.options, *pip.WHEELS_ONLY),
    ]
    status, output = installer.run(command, folder, folder)
    if status:
        raise NotRunHereError(
            f"pip cannot install it for Python {python.minor} here: {installer.reason(output)}"
        )


def _unnamed(root: Path) -> Lack | None:
    """What of a package without records of its wheels is for another machine."""
    for path in sorted(root.rglob("*.so")):
        machine = machine_of(path.read_bytes()[:64])
        if machine not in ("", MACHINE) or not IS_LINUX:
            name = path.relative_to(root).as_posix()
            return Lack(
                _MISSED, f"`{name}` of its package is for {machine}, and nothing says what it is part of"
            )
    return None
