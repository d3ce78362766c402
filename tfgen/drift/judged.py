"""Which differences are told, and which somebody ignores until a day."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

from tfgen.diagnostics import Diagnostic
from tfgen.drift.codes import CHANGED, FOR_EVER, GONE
from tfgen.drift.found import Drifted
from tfgen.drift.groups import Group
from tfgen.drift.report import told_of
from tfgen.spec.source import Source
from tfgen.stack.kinds.function import written_at
from tfgen.suppress.judge import Judge

_CODES = {code.id: code for code in (CHANGED, GONE)}


def parted(
    drifted: Iterable[Drifted], judge: Judge, source: Source
) -> tuple[tuple[Drifted, ...], tuple[tuple[Drifted, str], ...]]:
    """What is told, and what is ignored, with the reasons."""
    told: list[Drifted] = []
    ignored: list[tuple[Drifted, str]] = []
    for each in drifted:
        verdict = judge.parted([_diagnostic(each, each.attribute or "gone", source)])
        if verdict.ignored:
            ignored.append((each, verdict.ignored[0].reason))
        else:
            told.append(each)
    return tuple(told), tuple(ignored)


def of_groups(found: Iterable[Group], source: Source | None) -> list[Diagnostic]:
    """A finding for each group, at the line of the spec that its first resource comes of."""
    return [_diagnostic(group.first, told_of(group), source) for group in found]


def without_end(judge: Judge) -> Iterator[Diagnostic]:
    """What is ignored for ever."""
    for each in judge.wishes.suppressions:
        if each.rule in _CODES and not each.until:
            yield FOR_EVER(f"{each.rule} is ignored without an end: {each.reason}", each.span)


def _diagnostic(each: Drifted, message: str, source: Source | None) -> Diagnostic:
    span = source.span(written_at(each.path, source)) if source and each.path else None
    return dataclasses.replace(_CODES[each.code](message, span), address=each.place)
