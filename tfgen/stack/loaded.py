"""A spec from its bytes: readable, or broken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from tfgen.diagnostics import Diagnostic
from tfgen.frozen import frozen
from tfgen.spec.source import Source, decode, parse
from tfgen.stack.resolve import build
from tfgen.stack.stack import Stack


@frozen
class Readable:
    """A spec of which there is no diagnostic."""

    name: str
    project: Path
    """The folder that the spec's paths are relative to."""
    source: Source
    stack: Stack
    beside: Mapping[str, str] = field(default_factory=dict)
    """The text of own modules, by file name."""

    @property
    def sources(self) -> dict[str, str]:
        """The text that diagnostics quote, by file name."""
        return {self.name: self.source.text, **self.beside}


@frozen
class Broken:
    """A spec with errors, and every diagnostic of it."""

    name: str
    text: str
    diagnostics: list[Diagnostic]
    beside: Mapping[str, str] = field(default_factory=dict)
    """The text of own modules, by file name."""

    @property
    def sources(self) -> dict[str, str]:
        """The text that diagnostics quote, by file name."""
        return {self.name: self.text, **self.beside}


Loaded = Readable | Broken


def loaded(data: bytes, name: str, project: Path, environment: str | None = None) -> Loaded:
    """A spec from its bytes, as an environment has it; None where none is said."""
    source, text, found = _parsed(data, name)
    if source is None:
        return Broken(name, text, found)
    return _in(source, project, environment, found)


def loaded_in_each(data: bytes, name: str, project: Path) -> dict[str, Loaded]:
    """A spec from its bytes as each of its environments has it; as it is, under no name, if it has none."""
    source, text, found = _parsed(data, name)
    if source is None:
        return {"": Broken(name, text, found)}
    if not _has_environments(source):
        return {"": _in(source, project, None, found)}
    from tfgen.stack import environment as environments

    wrong = environments.mistakes(source)
    if wrong:
        return {"": Broken(name, text, [*found, *wrong])}
    return {each: _in(source, project, each, found) for each in environments.named(source)}


def in_environment(spec: Readable, environment: str) -> Loaded:
    """The same spec as another of its environments has it."""
    return _in(spec.source, spec.project, environment, [])


def _parsed(data: bytes, name: str) -> tuple[Source | None, str, list[Diagnostic]]:
    text, diagnostics = decode(data, name)
    if diagnostics:
        return None, text, diagnostics
    source, diagnostics = parse(text, name)
    return source, text, diagnostics


def _has_environments(source: Source) -> bool:
    return "environments" in source.names()


def _in(source: Source, project: Path, environment: str | None, found: list[Diagnostic]) -> Loaded:
    if environment is None and not _has_environments(source):
        return _of(source, project, *build(source), found)
    from tfgen.stack import environment as environments

    wrong = environments.mistakes(source)
    if not wrong and environment is None:
        wrong = [environments.none_said(source)]
    elif not wrong and environment not in environments.named(source):
        wrong = [environments.no_such(source, environment or "")]
    if wrong or environment is None:
        return Broken(source.file, source.text, [*found, *wrong])
    laid, stack, more = environments.built(source, environment, build)
    return _of(laid, project, stack, more, found)


def _of(
    source: Source, project: Path, stack: Stack | None, found: list[Diagnostic], before: list[Diagnostic]
) -> Loaded:
    if stack is None or found or before:
        return Broken(source.file, source.text, [*before, *found])
    return Readable(source.file, project, source, stack)
