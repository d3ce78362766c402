"""A spec from its bytes: readable, or broken."""

from __future__ import annotations

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

    @property
    def sources(self) -> dict[str, str]:
        """The text that diagnostics quote, by file name."""
        return {self.name: self.source.text}


@frozen
class Broken:
    """A spec with errors, and every diagnostic of it."""

    name: str
    text: str
    diagnostics: list[Diagnostic]

    @property
    def sources(self) -> dict[str, str]:
        """The text that diagnostics quote, by file name."""
        return {self.name: self.text}


Loaded = Readable | Broken


def loaded(data: bytes, name: str, project: Path) -> Loaded:
    """A spec from its bytes."""
    text, diagnostics = decode(data, name)
    if diagnostics:
        return Broken(name, text, diagnostics)
    source, diagnostics = parse(text, name)
    if source is None:
        return Broken(name, text, diagnostics)
    stack, more = build(source)
    if stack is None or diagnostics:
        return Broken(name, text, [*diagnostics, *more])
    return Readable(name, project, source, stack)
