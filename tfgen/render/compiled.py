"""Templates as Python code, compiled once and kept.

A template is treated as a module of Python's own: compiled when it is first used, its bytecode kept beside it in
`__pycache__`, and compiled anew when it changes. Who could write there could change this file as well. A wheel brings
each template's Python code along (`hatch_build.py`), because it may be installed where Python cannot write.
"""

from __future__ import annotations

import binascii
from collections.abc import Iterator, MutableMapping, Sequence
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2.bccache import bc_version

SUFFIX = ".j2"


class Loader(jinja2.BaseLoader):
    """Finds templates by name in some folders."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  # its name with jinja2
    ) -> jinja2.Template:
        """The template, ready to be rendered."""
        path = next((path for folder in self._folders if (path := folder / name).is_file()), None)
        if path is None:
            raise jinja2.TemplateNotFound(name)
        code = _code(path, environment)
        return environment.template_class.from_code(environment, code, globals or {})

    def list_templates(self) -> list[str]:
        """The name of every template."""
        return sorted(path.name for path in self._paths())

    def python(self, environment: jinja2.Environment) -> Iterator[tuple[Path, str]]:
        """The Python code of every template, and the file in which `load` looks for it."""
        for path in self._paths():
            yield _compiled(path), _python(path.read_text("utf-8"), path, environment)

    def _paths(self) -> Iterator[Path]:
        return (path for folder in self._folders for path in sorted(folder.glob(f"*{SUFFIX}")))


def _compiled(path: Path) -> Path:
    """The file of a template's Python code, named after the version of what Jinja2 compiles to: others do not fit."""
    return path.with_name(f"{path.name}-{bc_version}.py")


def _python(text: str, path: Path, environment: jinja2.Environment) -> str:
    return environment.compile(text, path.name, raw=True)


def _code(path: Path, environment: jinja2.Environment) -> CodeType:
    compiled = _compiled(path)
    if compiled.is_file():
        loader = SourceFileLoader(path.name, str(compiled))
    else:
        loader = _TemplateLoader(path.name, str(path), environment)
    code = loader.get_code(path.name)
    assert code is not None  # noqa: S101  # a loader of source files has code or raises
    return code


class _TemplateLoader(SourceFileLoader):
    """Python's loader of source files, whose source is a template."""

    def __init__(self, name: str, path: str, environment: jinja2.Environment) -> None:
        super().__init__(name, path)
        self._environment = environment

    def path_stats(self, path: str) -> dict[str, Any]:
        """What bytecode is held against: it is stale when the file changes, or what Jinja2 compiles to."""
        stats = super().path_stats(path)
        return {**stats, "mtime": binascii.crc32(f"{stats['mtime']} {bc_version}".encode())}

    def source_to_code(self, data: Any, path: Any, **_: Any) -> CodeType:  # type: ignore[override]  # as its base has it
        """The template's bytecode."""
        return compile(_python(data.decode(), Path(path), self._environment), path, "exec", dont_inherit=True)
