"""Libraries in a package that were built for another processor, system or Python than the function's."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from tfgen.diagnostics import Diagnostic, Severity
from tfgen.package.elf import machine_of
from tfgen.package.installer import MACHINES
from tfgen.package.start.codes import CANNOT_START
from tfgen.package.start.contents import Contents
from tfgen.stack.package import Package

_PYTHON = re.compile(r"(?P<stem>.+?)(?:\.cpython-3(?P<minor>\d+)[\w-]*|\.abi3)?\.(?:so|pyd|dylib)").fullmatch
_NODE = re.compile(r"(?P<stem>.+/build/Release/[^/]+)(?P<minor>)\.node").fullmatch
_MOST = 50
"""Libraries that are looked into: a package whose first fifty fit was built for the function."""


def check(package: Package, held: Contents) -> Iterator[Diagnostic]:
    """The first library that does not load there; where one has several, for several platforms, one of them has to.

    A warning, because Python code may do without: many libraries are there for speed alone.
    """
    is_python = package.runtime.startswith("python")
    variants: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for name in sorted(held.files):
        found = (_PYTHON if is_python else _NODE)(name)
        if found:
            variants[found["stem"]].append((name, found["minor"] or ""))
    for several in list(variants.values())[:_MOST]:
        faults = [_fault(held.read(name)[:64], minor, package) for name, minor in several]
        if all(faults):
            message = f"`{several[0][0]}` of `{held.code}` is for {faults[0]}, and the function runs on {_runs_on(package)}"
            yield CANNOT_START(message, hint=_hint(held) if is_python else None, severity=Severity.WARNING)
            return


def _fault(head: bytes, minor: str, package: Package) -> str:
    machine, (wanted, _) = machine_of(head), MACHINES[package.architecture]
    if not machine:
        return (
            "macOS"
            if head[:4] in (b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
            else "Windows"
            if head[:2] == b"MZ"
            else ""
        )
    if machine != wanted:
        return {"aarch64": "arm64"}.get(machine, machine)
    return f"Python 3.{minor}" if minor and f"python3.{minor}" != package.runtime else ""


def _runs_on(package: Package) -> str:
    return f"{package.runtime} and {package.architecture}"


def _hint(held: Contents) -> str:
    return (
        "leave out what is installed, and name it in a requirements.txt"
        if held.folder
        else "build it for these"
    )
