"""Usage files: what they can say, and what is read of them."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from tfgen.cost import codes
from tfgen.cost.kinds import COSTS
from tfgen.cost.usage.entry import Entry
from tfgen.cost.usage.shares import SHARES
from tfgen.cost.usage.usage import FREE_TIER, Usage
from tfgen.diagnostics import Diagnostic, has_errors
from tfgen.spec import codes as spec_codes
from tfgen.spec.collections import Named
from tfgen.spec.record import Keys, Record
from tfgen.spec.source import parse
from tfgen.stack.stack import Stack


def _place(entry: Entry[Any]) -> int:
    """First what is said of things by name, then of the service as a whole, last what is beside it."""
    return 0 if isinstance(entry.shape, Named) else 2 if isinstance(entry.shape, Record) else 1


ENTRIES: tuple[Entry[Any], ...] = tuple(
    sorted((*(entry for cost in COSTS for entry in cost.entries), SHARES, FREE_TIER), key=_place)
)
"""All that a usage file can say, in its order."""
FILE = Keys({entry.key: entry.field for entry in ENTRIES})
THE_USAGE = "the usage file"


def read(text: str, name: str, stack: Stack, other: Stack | None = None) -> tuple[Usage, list[Diagnostic]]:
    """What a usage file says of a stack, and every diagnostic of it.

    It may name what another has that the stack is held against: what is taken away was used before.
    """
    source, diagnostics = parse(text, name)
    if source is None:
        return Usage(), [_own_words(diagnostic) for diagnostic in diagnostics]
    said = FILE.read(source.root, THE_USAGE, diagnostics)
    usage = Usage({entry: said[entry.key] for entry in ENTRIES if entry.key in said})
    if not has_errors(diagnostics):
        stacks = (stack, other) if other else (stack,)
        for entry in ENTRIES:
            diagnostics += entry.check(usage.get(entry), stacks, source)
    return usage, diagnostics


def _own_words(diagnostic: Diagnostic) -> Diagnostic:
    if diagnostic.code == spec_codes.EMPTY.id:
        return codes.EMPTY_USAGE(
            "the usage file is empty", diagnostic.span, "`tfgen usage init SPEC` writes one"
        )
    return own_words(diagnostic)


def own_words(diagnostic: Diagnostic) -> Diagnostic:
    """A diagnostic of a file as such, which is worded for specs."""
    message = re.sub(r"\b(a|the) spec\b", r"\1 usage file", diagnostic.message)
    return dataclasses.replace(diagnostic, message=message)


def completed(stack: Stack, usage: Usage) -> Usage:
    """A usage that says the same and names everything that the stack has."""
    return Usage({entry: entry.complete(stack, usage.get(entry)) for entry in ENTRIES})
