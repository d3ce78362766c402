"""Why an apply did not come to its end, at the lines of the spec."""

from __future__ import annotations

import dataclasses
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from tfgen.apply.codes import APPLY_FAILED, MOVED_ON
from tfgen.apply.progress import Error
from tfgen.apply.record import Record
from tfgen.check.terraform import hinted
from tfgen.diagnostics import Diagnostic
from tfgen.render.made import Origins
from tfgen.spec.source import Source
from tfgen.stack.stack import Stack

_MOST_TOLD = 10
_STALE = ("Saved plan is stale", "Inconsistent dependency lock file", "Provider lock file changed")
_HINTS = {
    "Error acquiring the state lock": "another terraform holds the state: wait for it, or give --lock-timeout; "
    "`terraform force-unlock` only where none runs any more",
}


def failures(
    errors: Sequence[Error], record: Record, stack: Stack, source: Source, output: Path
) -> Iterator[Diagnostic]:
    """What terraform complained of, or that it ended without a word."""
    of = f" -o {shlex.quote(str(output))}{f' --state {record.root}' if record.root else ''}"
    again = (
        f"mend the cause, then `tfgen apply{of} --reviewed {record.reviewed} --resume` applies the rest"
        if record.reviewed
        else "mend the cause, and apply again"
    )
    for words in [] if errors else record.errors or ("terraform ended without a word",):
        yield APPLY_FAILED(words, None, again)
    origins = Origins(stack)
    for error in errors[:_MOST_TOLD]:
        made = origins.exactly(error.address) if error.address else None
        span = source.span(made.path) if made else None
        is_stale = any(words in error.words for words in _STALE)
        code, hint = (
            (MOVED_ON, "run the same again") if is_stale else (APPLY_FAILED, hinted(error.words, _HINTS))
        )
        yield dataclasses.replace(code(error.words, span, hint or again), address=error.address)
