"""With what a function runs on this machine."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tfgen.emulator.here import bootstrap, node_packages, node_sdk, python_packages
from tfgen.emulator.here.interpreters import Interpreter, interpreter
from tfgen.emulator.here.lack import Lack
from tfgen.emulator.here.not_here import NotRunHereError


@dataclass(frozen=True, slots=True)
class Provision:
    """An interpreter, and what it finds beside the function's own package."""

    interpreter: Interpreter
    packages: tuple[Path, ...] = ()
    """Folders that Python searches before the package."""
    modules: tuple[Path, ...] = ()
    """Folders that Node.js searches after the package and the layers."""
    own_modules: Path | None = None
    """What stands for the package's node_modules."""
    lacks: tuple[Lack, ...] = ()


class Provisions:
    """Makes each once, which can take a minute. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: dict[tuple[str, Path], Provision | NotRunHereError] = {}

    def of(self, runtime: str, root: Path) -> Provision:
        """What a runtime's function runs with, whose package is unpacked in a folder. Raises NotRunHereError."""
        key = runtime, root
        with self._lock:
            if key not in self._made:
                try:
                    self._made[key] = _provision(runtime, root)
                except NotRunHereError as error:
                    self._made[key] = error
            found = self._made[key]
        if isinstance(found, NotRunHereError):
            raise NotRunHereError(str(found))
        return found

    def remarks(self) -> tuple[str, ...]:
        """What one has to know of the interpreters that ran."""
        with self._lock:
            made = [each for each in self._made.values() if isinstance(each, Provision)]
        return tuple(sorted({each.interpreter.remark for each in made if each.interpreter.remark}))


def _provision(runtime: str, root: Path) -> Provision:
    if runtime.startswith("provided"):
        return Provision(bootstrap.runner(runtime, root))
    found = interpreter(runtime)
    make: Callable[[Path, Interpreter], Provision] = _python if runtime.startswith("python") else _node
    return make(root, found)


def _python(root: Path, python: Interpreter) -> Provision:
    packages, lack = python_packages.packages(root, python)
    return Provision(python, (packages,) if packages else (), lacks=(lack,) if lack else ())


def _node(root: Path, node: Interpreter) -> Provision:
    modules, lack = node_sdk.modules(root)
    own = node_packages.modules(root)
    return Provision(node, (), (modules,) if modules else (), own, (lack,) if lack else ())
