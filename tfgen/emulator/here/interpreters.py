"""Interpreters of the version that a runtime names, where this machine has them, or else of the next best."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tfgen.emulator.here.not_here import NotRunHereError

_SECONDS = 20


class Interpreter(NamedTuple):
    """A program that runs handlers."""

    path: str
    version: tuple[int, ...]
    """Such as 3, 13, 1."""
    remark: str = ""
    """What one has to know if it is not of the version that was asked for."""

    @property
    def minor(self) -> str:
        """Such as "3.13"."""
        return ".".join(map(str, self.version[:2]))


class _Place(NamedTuple):
    """Where a manager of versions keeps what it installed."""

    variable: str
    default: str
    pattern: str


class _Language(NamedTuple):
    name: str
    program: str
    digits: int
    """How many numbers of a version a runtime names."""
    oldest: tuple[int, ...]
    own: str
    """The one that runs tfgen, if it is of this language."""
    places: tuple[_Place, ...]


# https://github.com/pyenv/pyenv, https://docs.astral.sh/uv/reference/storage/#python-versions,
# https://asdf-vm.com/manage/configuration.html, https://mise.jdx.dev/directories.html,
# https://github.com/nvm-sh/nvm, https://github.com/Schniz/fnm, https://docs.volta.sh/advanced/installers
_PYTHON = _Language(
    "Python",
    "python{version}",
    2,
    (3, 10),  # what the boto3 that runs beside it needs
    sys.executable,
    (
        _Place("PYENV_ROOT", "~/.pyenv", "versions/{version}.*/bin/python3"),
        _Place("UV_PYTHON_INSTALL_DIR", "~/.local/share/uv/python", "cpython-{version}.*/bin/python3"),
        _Place("ASDF_DATA_DIR", "~/.asdf", "installs/python/{version}.*/bin/python3"),
        _Place("MISE_DATA_DIR", "~/.local/share/mise", "installs/python/{version}.*/bin/python3"),
    ),
)
_NODE = _Language(
    "Node.js",
    "node",
    1,
    (18,),
    "",
    (
        _Place("NVM_DIR", "~/.nvm", "versions/node/v{version}.*/bin/node"),
        _Place("FNM_DIR", "~/.local/share/fnm", "node-versions/v{version}.*/installation/bin/node"),
        _Place("VOLTA_HOME", "~/.volta", "tools/image/node/{version}.*/bin/node"),
        _Place("ASDF_DATA_DIR", "~/.asdf", "installs/nodejs/{version}.*/bin/node"),
        _Place("MISE_DATA_DIR", "~/.local/share/mise", "installs/node/{version}.*/bin/node"),
    ),
)
_LANGUAGES = {"python": _PYTHON, "nodejs": _NODE}


def interpreter(runtime: str) -> Interpreter:
    """What runs a runtime such as python3.13 or nodejs22.x here. Raises NotRunHereError.

    The one that TFGEN_PYTHON3_13 or TFGEN_NODEJS22_X names; else one of this version: tfgen's own, on PATH, in the
    folders of managers of versions; else the next newer one, which mostly runs what the older does; else an older.
    """
    language = _LANGUAGES.get(runtime.rstrip("0123456789.x"))
    if language is None:
        raise NotRunHereError(f"{runtime} is not run here: python, nodejs and provided runtimes are")
    variable = f"TFGEN_{runtime.upper().replace('.', '_')}"
    named = os.environ.get(variable)
    if named:
        return _named(named, variable, runtime)
    wanted = tuple(map(int, re.findall(r"\d+", runtime)))
    exact = next(
        (each for each in _found(language, wanted) if each.version[: language.digits] == wanted), None
    )
    return exact or _next_best(language, wanted, runtime, variable)


def _named(program: str, variable: str, runtime: str) -> Interpreter:
    found = shutil.which(program)
    version = _version(found) if found else ()
    if not found or not version:
        raise NotRunHereError(f"{runtime} is not run here: {variable} names `{program}`, which does not run")
    return Interpreter(found, version)


def _next_best(language: _Language, wanted: tuple[int, ...], runtime: str, variable: str) -> Interpreter:
    others = {each.path: each for each in _found(language, None)}.values()
    newer = sorted((each for each in others if each.version >= wanted), key=lambda each: each.version)
    older = sorted((each for each in others if each.version < wanted), key=lambda each: each.version)
    if not others:
        raise NotRunHereError(
            f"{runtime} is not run here: no {language.name} was found; {variable} names one"
        )
    best = newer[0] if newer else older[-1]
    version = ".".join(map(str, best.version))
    return best._replace(
        remark=f"{runtime} does not run on this machine: its functions ran with {language.name} {version} "
        f"({variable} names another)"
    )


def _found(language: _Language, wanted: tuple[int, ...] | None) -> Iterator[Interpreter]:
    """Those that may be of a version, or all of the language, with the versions that they are of."""
    for path in _paths(language, ".".join(map(str, wanted)) if wanted else "*"):
        version = _version(path)
        if version >= language.oldest:
            yield Interpreter(path, version)


def _paths(language: _Language, version: str) -> Iterator[str]:
    if language.own:
        yield language.own
    names = [language.program.format(version=version)]
    if version == "*":
        names = list(dict.fromkeys(language.program.format(version=f"3.{minor}") for minor in range(9, 20)))
    yield from (found for name in names if (found := shutil.which(name)))
    for variable, default, pattern in language.places:
        folder = Path(os.environ.get(variable) or default).expanduser()
        programs = sorted(map(str, folder.glob(pattern.format(version=version))), reverse=True)
        yield from (program for program in programs if "freethreaded" not in program)


@cache
def _version(path: str) -> tuple[int, ...]:
    """Empty if it does not run: the shims of pyenv are there for versions that are not in use."""
    try:
        said = subprocess.run(
            [path, "--version"], capture_output=True, check=True, timeout=_SECONDS, text=True
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    found = re.match(r"(?:Python |v)(\d+)\.(\d+)\.(\d+)", said.stdout)
    return tuple(map(int, found.groups())) if found else ()
