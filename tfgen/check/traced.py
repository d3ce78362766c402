"""Findings in rendered files, led to the line of the spec that caused them."""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Mapping

from tfgen.diagnostics import Diagnostic, Span
from tfgen.render.made import Lines
from tfgen.render.module_source import OWN
from tfgen.spec.source import Source
from tfgen.stack.kinds.module import MODULE
from tfgen.stack.stack import Stack

KEPT = " (in the rendered files)"
"""What is said of a place that no line of the spec caused."""


def traced(diagnostic: Diagnostic, source: Source, lines: Lines) -> Diagnostic:
    """A finding at the line of the spec that caused it; one that none caused keeps its place in the rendered file."""
    span = diagnostic.span
    if span is None or span.file == source.file:
        return diagnostic
    if span.file.startswith(f"{OWN}/"):
        return in_own(diagnostic, source, lines.stack)
    path = lines.path(span.file, span.line)
    moved = source.span(path) if path else None
    if moved is None:
        return dataclasses.replace(diagnostic, message=diagnostic.message + KEPT)
    place = f"{diagnostic.message} ({span.file}:{span.line} of the rendered files)"
    return dataclasses.replace(diagnostic, message=place, span=moved)


def in_own(diagnostic: Diagnostic, source: Source, stack: Stack) -> Diagnostic:
    """A finding in the copy of a module of the user's own, in the file that was copied, with the spec's line of it."""
    span = diagnostic.span
    if span is None or not span.file.startswith(f"{OWN}/"):
        return diagnostic
    path = span.file.removeprefix(f"{OWN}/")
    callers = [name for name, it in stack.all(MODULE).items() if it.contents and path in it.contents.files]
    places = (source.key_span((MODULE.key, name)) for name in callers)
    told = ", ".join(
        f"module `{name}`, {at.file}:{at.line}" for name, at in zip(callers, places, strict=True)
    )
    file = posixpath.normpath(posixpath.join(posixpath.dirname(source.file), path))
    message = f"{diagnostic.message} ({told})" if told else diagnostic.message
    return dataclasses.replace(diagnostic, message=message, span=span._replace(file=file))


def at_spec(diagnostic: Diagnostic, rendered: Mapping[str, str], spec: str) -> Diagnostic:
    """A finding that kept its place, for those who look for every file in the repository: it stands at the spec's top."""
    span = diagnostic.span
    if span is None or span.file not in rendered:
        return diagnostic
    words = f"{diagnostic.message.removesuffix(KEPT)} ({span.file}:{span.line} of the rendered files)"
    return dataclasses.replace(diagnostic, message=words, span=Span(spec, 1, 1, 1, 1))


def in_folder(diagnostic: Diagnostic, rendered: Mapping[str, str], folder: str) -> Diagnostic:
    """A finding that kept its place, in the file of the folder that was written."""
    span = diagnostic.span
    if span is None or span.file not in rendered:
        return diagnostic
    words = diagnostic.message.removesuffix(KEPT)
    file = posixpath.normpath(posixpath.join(folder, span.file))
    return dataclasses.replace(diagnostic, message=words, span=span._replace(file=file))
