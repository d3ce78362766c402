"""Every guard on the difference of two specs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from tfgen.check.rule import span_of
from tfgen.check.since import addresses, environments, regions, remade, state, tables, weaker
from tfgen.check.since.since import Since
from tfgen.diagnostics import Diagnostic
from tfgen.spec.source import Source
from tfgen.stack.stack import Stack

_FILES = (regions, tables, remade, state, addresses, weaker)
GUARDS = tuple(guard for file in _FILES for guard in file.GUARDS)
CODES = (*environments.CODES, *(code for file in _FILES for code in file.CODES))


def compare(base: Stack, head: Stack, source: Source) -> Iterator[Diagnostic]:
    """What is to be said of the change from one spec to another, at the lines of the latter, whose source is given.

    Of what is gone, it stands at the section where it was.
    """
    since = Since(base, head)
    for guard in GUARDS:
        for finding in guard.check(since):
            span = span_of(finding.path, source)
            told = guard.code(finding.message, span, finding.hint, finding.severity)
            yield dataclasses.replace(told, place=".".join(map(str, finding.path)))
