"""What usage says, as the page's script is told of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tfgen.cost.expression import Input
from tfgen.cost.page.numbered import Numbered
from tfgen.cost.usage.entry import Move
from tfgen.cost.usage.file import ENTRIES
from tfgen.cost.usage.usage import Usage

_MOVES = {(entry.key, what): move for entry in ENTRIES for what, move in entry.moves.items()}


def told(inputs: Iterable[Input], usage: Usage, assumed: Usage) -> list[list[Any]]:
    """Of each number: what it is, whether it is an example, what becomes of it when a control moves, and of what
    thing it is, and whether of something within that. Things have numbers: a name may be any that objects have."""
    owners: Numbered[tuple[str, str]] = Numbered()
    found = []
    for each in inputs:
        number = assumed.numbers.get(each)
        is_example = usage.numbers.get(each) is None and number is not None
        move = _MOVES.get((each.key, each.what), Move.FIXED)
        owner = owners((each.key, each.of[0] if each.of else ""))
        found.append([number, is_example, move, owner, len(each.of) > 1])
    return found
