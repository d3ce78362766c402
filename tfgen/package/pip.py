"""Python dependencies, as wheels for the platform of the function."""

from __future__ import annotations

import shutil
import sys
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from tfgen.diagnostics import Basis, Code, Diagnostic, Severity
from tfgen.package import installer
from tfgen.package.file import File
from tfgen.package.folder import files_below
from tfgen.package.requirements import check, logical_lines, normal, pinned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tfgen.stack.package import Package

UNPINNED = Code(
    "TFG143",
    "Python dependencies without a fixed version",
    finds="packages that were installed, and that `requirements.txt` does not pin with `==`.",
    why="""the zip then changes whenever one of them is released, and every plan shows a change that
nobody made.""",
    example="requests                   # also draws in urllib3, idna, certifi …",
    instead="all of them pinned: `uv pip compile requirements.in -o requirements.txt`, or `pip-compile`.",
    severity=Severity.WARNING,
)
NO_PIP = Code(
    "TFG910",
    "pip not found",
    finds="a function with a `requirements.txt`, and no pip to install it.",
    why="""tfgen runs the pip of its own Python, or else the `pip` on the PATH. uv installs tools
without one.""",
    example="uv tool install tfgen-aws",
    instead="""`uv tool install --with pip tfgen-aws`; or install the dependencies yourself and point `code`
at the ready-made zip.""",
    basis=Basis.ENVIRONMENT,
)

WHEELS_ONLY = (
    *("--no-user", "--only-binary=:all:", "--no-compile"),
    *("--no-input", "--progress-bar=off", "--disable-pip-version-check", "--quiet"),
)
"""Nothing of what pip installs runs, and pip says nothing but errors."""

# Records of the installation, not of the package: they hold hashes of scripts, tools and temporary paths.
_RECORDS = frozenset({"RECORD", "INSTALLER", "REQUESTED", "direct_url.json"})


def install(package: Package, folder: Path, scratch: Path) -> tuple[list[File], list[Diagnostic]]:
    """What the code folder's requirements.txt, which is there, asks for, installed below `scratch`."""
    requirements = folder / "requirements.txt"
    shown = f"{package.code}/requirements.txt"
    pip = program()
    if pip is None:
        return [], [NO_PIP(f"`{shown}` needs pip, and there is none")]
    try:
        lines = logical_lines(requirements.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        return [], [installer.FAILED(f"`{shown}` cannot be installed: it is not UTF-8")]
    unsafe = check(lines, shown)
    if unsafe:
        return [], unsafe
    # pip is given what was checked, never the file itself, which it may read in another way.
    (scratch / "requirements.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    target = scratch / "python"
    target.mkdir()
    diagnostic = installer.install([*pip, *_arguments(package, target)], scratch, scratch, shown)
    if diagnostic:
        return [], [diagnostic]
    files, diagnostics = files_below(target, shown, target, _is_of_the_installation)
    loose = _unpinned(lines, target)
    if loose:
        diagnostics.append(UNPINNED(f"`{shown}` does not pin {', '.join(f'`{name}`' for name in loose)}"))
    return files, diagnostics


def program() -> list[str] | None:
    """What runs pip; None if there is none."""
    if find_spec("pip"):
        # -P, or a file of the code folder named like a standard module would run instead of it.
        return [sys.executable, "-P", "-m", "pip"]
    found = shutil.which("pip")
    return [found] if found else None


def _arguments(package: Package, target: Path) -> list[str]:
    version = package.runtime.removeprefix("python")
    return [
        *("install", "--requirement=requirements.txt", f"--target={target}"),
        *("--implementation=cp", f"--python-version={version}"),
        *(f"--platform={tag}" for tag in wheel_platforms(version, package.architecture)),
        *WHEELS_ONLY,
    ]


def wheel_platforms(version: str, architecture: str) -> list[str]:
    """The platform tags that run on a Python runtime, best first.

    Python 3.12 and later run on Amazon Linux 2023 (glibc 2.34), earlier ones on Amazon Linux 2 (2.26):
    https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html. A wheel for one glibc runs on every
    later one (PEP 600), yet pip takes only the tags it is given; it knows the older names of manylinux2014.
    """
    machine, _ = installer.MACHINES[architecture]
    newest = 34 if int(version.partition(".")[2]) >= 12 else 26
    return [
        *(f"manylinux_2_{glibc}_{machine}" for glibc in range(newest, 16, -1)),
        f"manylinux2014_{machine}",
    ]


def _is_of_the_installation(name: str) -> bool:
    path = PurePosixPath(name)
    return (
        path.parts[0] == "bin"  # scripts that start with the path of this machine's Python
        or path.name == "__pycache__"
        or (path.parent.suffix == ".dist-info" and path.name in _RECORDS)
    )


def _unpinned(lines: Iterable[str], target: Path) -> list[str]:
    """The installed packages that the requirements do not hold to one version."""
    installed = {normal(path.name.partition("-")[0]) for path in target.glob("*.dist-info")}
    return sorted(installed - {normal(name) for name in pinned(lines)})


CODES = (UNPINNED, NO_PIP)
