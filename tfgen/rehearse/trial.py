"""What is tried on the things of a kind, in the steps of a rehearsal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tfgen.rehearse.caller import Caller
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.step import Failed, Outcome
from tfgen.render.part import Made
from tfgen.stack.key import Key
from tfgen.stack.stack import Stack

Attempt = Callable[[Rehearsal], Outcome]


@dataclass(frozen=True, slots=True)
class Reach:
    """How a function uses things of a kind."""

    word: str
    """Of access, that it needs."""
    things: Callable[[Stack], Iterable[str]]
    """The names of those that are tried."""
    use: Callable[[Caller, str], object]
    """Uses a thing as the function; raises ClientError where it is refused."""


@dataclass(frozen=True, slots=True)
class Remarks:
    """What one has to know of a kind to trust the result."""

    notes: tuple[str, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    """For the report in JSON, by its keys."""


def _nothing(*_: Any) -> tuple[Any, ...]:
    return ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Trial:
    """A kind's part of the steps. What is left out, the kind does not have."""

    kind: Key[Any]

    prepares: Callable[[Rehearsal], object] = lambda _: None
    """What is done before the stack, which is rendered, is applied."""
    answers: Attempt | None = None
    """Every region answers what clients ask."""
    keeps_out: Attempt | None = None
    """Every region keeps out clients that may not call."""
    replicates: Attempt | None = None
    """What is written in one region is read in every other."""
    works: Attempt | None = None
    """Work that is given to a region is done there, once."""
    reach: Reach | None = None
    """What needs a right."""
    uses: Callable[[Rehearsal, list[str]], Failed | None] | None = None
    """The regions that are left go on while another is lost."""
    catches_up: Attempt | None = None
    """What was done while a region was lost is there after it came back."""
    makes_room: Callable[[Rehearsal], Iterable[str]] = _nothing
    """What has to be done before a region is added; what was done."""
    has_grown: Attempt | None = None
    """A region that was added has what the others have."""

    eased: Callable[[Stack], Stack] = lambda stack: stack
    """The stack without what takes minutes and shows little."""
    spans: Callable[[Stack, Made, str], str] = lambda *_: ""
    """What is done to a resource beyond a region that is created or deleted, in a stack that has it; mostly nothing."""
    state: Callable[[Rehearsal, str], tuple[str, ...]] = _nothing
    """What AWS says of the thing of a name, in every region."""
    lacking: tuple[str, ...] = ()
    """Words by which AWS says that such a thing is not there."""
    remarks: Callable[[Rehearsal], Remarks] = lambda _: Remarks()
    """Told of a rehearsal that begins."""
