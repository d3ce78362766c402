"""`bootstrap`, which a `provided` runtime starts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from tfgen.diagnostics import Diagnostic
from tfgen.package.elf import machine_of
from tfgen.package.installer import MACHINES
from tfgen.package.start.codes import CANNOT_START
from tfgen.package.start.contents import Contents

_NAME = "bootstrap"
_FOREIGN = {
    b"MZ": "Windows",
    b"\xcf\xfa\xed\xfe": "macOS",
    b"\xce\xfa\xed\xfe": "macOS",
    b"\xca\xfe\xba\xbe": "macOS",
}
_SOURCES = {"go.mod": "go build", "main.go": "go build", "Cargo.toml": "cargo lambda build"}


def check(held: Contents, architecture: str, has_layers: bool) -> Iterator[Diagnostic]:
    """What keeps the bootstrap of a package from starting; where there is none, a layer may bring it.

    https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html
    """
    if _NAME not in held.files:
        if not has_layers:
            yield CANNOT_START(
                f"`{held.code}` holds no `{_NAME}`, which the runtime starts", hint=_hint(held)
            )
        return
    shown = f"`{_NAME}` of `{held.code}`"
    head = held.read(_NAME)[:256]
    fault = _fault(head, architecture)
    if fault:
        yield CANNOT_START(f"{shown} {fault}")
    elif not held.files[_NAME]:
        yield CANNOT_START(f"{shown} is not executable", hint="`chmod +x`, and `git update-index --chmod=+x`")


def _fault(head: bytes, architecture: str) -> str:
    if not head:
        return "is empty"
    machine, (wanted, _) = machine_of(head), MACHINES[architecture]
    if machine:
        called = {"aarch64": "arm64"}.get(machine, machine)
        return "" if machine == wanted else f"is for {called}, and the function runs on {architecture}"
    system = next((name for magic, name in _FOREIGN.items() if head.startswith(magic)), "")
    if system:
        return f"is a program for {system}, and Lambda runs Linux"
    if not head.startswith(b"#!"):
        return "is neither a program for Linux nor a script that begins with `#!`"
    return (
        "has line ends of Windows, with which its first line names no program"
        if b"\r" in head.split(b"\n")[0]
        else ""
    )


def _hint(held: Contents) -> str | None:
    deeper = sorted(name for name in held.files if PurePosixPath(name).name == _NAME)
    if deeper:
        return f"`{deeper[0]}` is there: `code: {held.code}/{PurePosixPath(deeper[0]).parent}`"
    command = next((_SOURCES[name] for name in _SOURCES if name in held.files), "")
    if command:
        return f"`{held.code}` holds the source: point `code` at what `{command}` makes"
    programs = [name for name, runs in held.files.items() if runs and "/" not in name and held.folder]
    return f"call `{programs[0]}` `{_NAME}`" if len(programs) == 1 else None
