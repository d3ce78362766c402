"""Whether the `bootstrap` of a `provided` runtime runs on this machine."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tfgen.emulator.here.interpreters import Interpreter
from tfgen.emulator.here.machine import IS_LINUX, MACHINE
from tfgen.emulator.here.not_here import NotRunHereError
from tfgen.package.elf import machine_of


def runner(runtime: str, root: Path) -> Interpreter:
    """What runs the bootstrap of an unpacked zip. Raises NotRunHereError.

    A bootstrap that is not there, or not executable, is for Lambda to refuse.
    """
    file = root / "bootstrap"
    head = _head(file)
    machine = machine_of(head)
    said = f"{runtime} is not run here: `bootstrap`"
    if machine and (not IS_LINUX or machine != MACHINE):
        raise NotRunHereError(f"{said} is for {machine}, and this machine is {sys.platform} on {MACHINE}")
    if head.startswith(b"#!"):
        program = os.fsdecode(head[2:].split(b"\n")[0].split()[0]) if head[2:].split() else ""
        if not Path(program).exists():
            raise NotRunHereError(f"{said} is a script of `{program}`, which is not here")
    return Interpreter(sys.executable, sys.version_info[:3])


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(256)
    except OSError:
        return b""
