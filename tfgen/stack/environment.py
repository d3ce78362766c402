"""Environments: a service that stands several times, such as once for tests and once for its users.

Each is an overlay, laid over the spec before that is read: what is read has no environments any more.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from tfgen.diagnostics import Code, Diagnostic, Span
from tfgen.spec import source as tree
from tfgen.spec.codes import MISSING
from tfgen.spec.overlay import Loss, Overlay
from tfgen.spec.record import THE_SPEC
from tfgen.spec.shape import closest, either
from tfgen.spec.source import Source
from tfgen.stack.spec import ENVIRONMENTS, SPEC

NO_SUCH = Code(
    "TFG194",
    "environment that is not there",
    finds="an environment that a command names and the spec does not have.",
    why="another would be rendered than was meant, or none.",
    example="tfgen render spec.yaml --env stagign",
    instead="an environment that stands under `environments`.",
)
NONE_SAID = Code(
    "TFG195",
    "no environment said",
    finds="a spec with environments, of which a command is not told one.",
    why="""what stands outside `environments` is what they share, and no environment of its own: it has neither the
names nor the state of any. `tfgen validate` alone looks at all of them when none is named.""",
    example="""\
tfgen plan spec.yaml -o build            # the spec has staging and prod
""",
    instead="`--env staging`, for each environment one run, with a folder of its own.",
)
BAD_OVERLAY = Code(
    "TFG196",
    "environment that cannot be laid over the spec",
    finds="""an environment with a key behind which nothing stands, or with a `null` for what the spec does not have.""",
    why="""YAML reads nothing as `null`, which takes away what the spec has there. And a `null` for what is not there
changes nothing: probably something of another name was meant, and that stays.""",
    example="""\
functions: {report: {…}}
environments:
  staging: {functions: {reports: null}}
""",
    instead="the key as the spec writes it; `null` for what an environment does not have, a value for all else.",
)

CODES = (NO_SUCH, NONE_SAID, BAD_OVERLAY)

_MOST_TRIED = 16
"""Losses that are looked at for what they cause; each means to read the spec once more."""

Build = Callable[[Source], tuple[Any, list[Diagnostic]]]


def named(source: Source) -> tuple[str, ...]:
    """The environments of a spec, in the order written."""
    return tuple(_written(source))


def area(source: Source) -> Span:
    """Where the environment that is laid over a spec is written."""
    entry = _written(source)[source.environment]
    return entry.key.span._replace(end_line=entry.value.span.end_line, end_column=entry.value.span.end_column)


def mistakes(source: Source) -> list[Diagnostic]:
    """What is wrong with `environments` itself, whichever is asked for."""
    found: list[Diagnostic] = []
    root = source.whole
    if isinstance(root, tree.Mapping) and ENVIRONMENTS in root.entries:
        node = root.entries[ENVIRONMENTS].value
        SPEC.fields[ENVIRONMENTS].shape.read(node, f"`{ENVIRONMENTS}`", found)
        for name in named(source):
            found += _empty(name, _overlay(source, name))
    return found


def none_said(source: Source) -> Diagnostic:
    """What is told of a spec with environments where none is asked for."""
    options = either([f"`--env {name}`" for name in named(source)])
    return NONE_SAID(
        f"the spec has environments, and none is said: {options}", source.key_span((ENVIRONMENTS,))
    )


def no_such(source: Source, name: str) -> Diagnostic:
    """What is told where an environment is asked for that is not there."""
    known = named(source)
    if not known:
        message = f"there is no environment `{name}`: {THE_SPEC} has none"
        return NO_SUCH(message, source.span(()), "leave --env out, or add `environments`")
    hint = closest(name, known) or f"known environments: {', '.join(known)}"
    return NO_SUCH(f"there is no environment `{name}`", source.key_span((ENVIRONMENTS,)), hint)


def built(source: Source, name: str, build: Build) -> tuple[Source, Any, list[Diagnostic]]:
    """A spec with an environment laid over it, what is built of that, and what is wrong with it."""
    overlay = Overlay()
    laid = _laid(source, name, overlay)
    stack, found = build(laid)
    found = _blamed(found, overlay.losses, lambda loss: build(_laid(source, name, Overlay(loss.entry)))[1])
    return laid, stack, [*found, *_of_nothing(overlay.losses)]


def _laid(source: Source, name: str, overlay: Overlay) -> Source:
    root = overlay.over(source.whole, _overlay(source, name), SPEC)
    return dataclasses.replace(source, root=root, environment=name, written=source.whole)


def _written(source: Source) -> dict[str, tree.Entry]:
    root = source.whole
    entry = root.entries.get(ENVIRONMENTS) if isinstance(root, tree.Mapping) else None
    return entry.value.entries if entry and isinstance(entry.value, tree.Mapping) else {}


def _overlay(source: Source, name: str) -> tree.Node:
    return _written(source)[name].value


def _empty(name: str, overlay: tree.Node) -> list[Diagnostic]:
    """Keys of an overlay behind which nothing stands."""
    found, left = [], [overlay]
    while left:
        node = left.pop()
        for key, entry in node.entries.items() if isinstance(node, tree.Mapping) else ():
            left.append(entry.value)
            if (
                isinstance(entry.value, tree.Scalar)
                and entry.value.reads_as == "null"
                and not entry.value.text
            ):
                message = f"nothing is said of `{key}` in environment `{name}`"
                hint = "write null to take it away, or leave the key out"
                found.append(BAD_OVERLAY(message, entry.key.span, hint))
    return found


def _of_nothing(losses: list[Loss]) -> list[Diagnostic]:
    return [
        BAD_OVERLAY(
            f"`{'.'.join(map(str, loss.path))}` is taken away, and is not there",
            loss.entry.key.span,
            closest(str(loss.path[-1]), loss.beside),
        )
        for loss in losses
        if loss.is_of_nothing
    ]


def _blamed(
    found: list[Diagnostic], losses: list[Loss], without: Callable[[Loss], list[Diagnostic]]
) -> list[Diagnostic]:
    """Diagnostics that come of something being gone, told where the overlay takes it away."""
    blame: dict[Diagnostic, Loss] = {}
    for loss in losses[:_MOST_TRIED] if found else ():
        left = set(map(_what, without(loss)))
        caused = (each for each in found if _what(each) not in left and not _stands_in(each, loss))
        blame = {**dict.fromkeys(caused, loss), **blame}
    return [_moved(each, blame[each].entry.key.span) if each in blame else each for each in found]


def _stands_in(diagnostic: Diagnostic, loss: Loss) -> bool:
    """Whether a diagnostic stands in the overlay's entry already."""
    span, value = diagnostic.span, loss.entry.value.span
    return span is not None and loss.entry.key.span[1:3] <= span[1:3] < value[3:]


def _what(diagnostic: Diagnostic) -> tuple[str, str, Span | None]:
    return diagnostic.code, diagnostic.message, diagnostic.span


def _moved(diagnostic: Diagnostic, span: Span) -> Diagnostic:
    if diagnostic.code == MISSING.id or diagnostic.span is None:
        return dataclasses.replace(diagnostic, span=span)
    hint = f"line {diagnostic.span.line} needs what this takes away"
    return dataclasses.replace(diagnostic, span=span, hint=hint)
