"""The trials of all kinds, taken in one step."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence

from tfgen.rehearse.kinds import TRIALS
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.step import Failed, NotApplicable, Outcome, Passed
from tfgen.rehearse.trial import Attempt, Remarks, Trial
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.stack import Stack


def used(stack: Stack) -> Iterator[Trial]:
    """The trials of those kinds of which a stack has something."""
    return (trial for trial in TRIALS if stack.known(trial.kind))


def tried(rehearsal: Rehearsal, attempt: Callable[[Trial], Attempt | None]) -> Outcome:
    """What came of an attempt on every kind that has it, up to the first that fails."""
    outcomes = []
    for trial in used(rehearsal.stack):
        if made := attempt(trial):
            outcomes.append(made(rehearsal))
            if isinstance(outcomes[-1], Failed):
                return outcomes[-1]
    if not outcomes:
        return NotApplicable(f"no {' or '.join(trial.kind.key for trial in TRIALS if attempt(trial))}")
    passed = [each for each in outcomes if isinstance(each, Passed)]
    if not passed:
        return NotApplicable("; ".join(each.reason for each in outcomes if isinstance(each, NotApplicable)))
    return Passed(tuple(line for each in passed for line in each.details))


def asked_alone(rehearsal: Rehearsal, regions: Sequence[str]) -> Failed | None:
    """What keeps some regions from answering every route on their own names."""
    urls = rehearsal.urls
    rehearsal.urls = {region: url for region, url in urls.items() if region in regions}
    outcome = tried(rehearsal, lambda trial: trial.answers)
    rehearsal.urls = urls
    return outcome if isinstance(outcome, Failed) else None


def eased(stack: Stack) -> Stack:
    """The stack without what takes minutes and shows little."""
    for trial in TRIALS:
        stack = trial.eased(stack)
    return stack


def remarks(rehearsal: Rehearsal) -> Remarks:
    """What one has to know of every kind to trust a rehearsal that begins."""
    each = [trial.remarks(rehearsal) for trial in TRIALS]
    notes = tuple(note for remark in each for note in remark.notes)
    return Remarks(notes, {key: fact for remark in each for key, fact in remark.facts.items()})


def explained(rehearsal: Rehearsal, failed: Failed) -> Failed:
    """A failure with what AWS says of the things that its function uses, if AWS says that one is not there."""
    function = rehearsal.stack.all(FUNCTION).get(failed.function)
    words = "\n".join(failed.evidence)
    told = tuple(
        line
        for name in (function.access if function else ())
        for trial in used(rehearsal.stack)
        if name in rehearsal.stack.known(trial.kind) and any(lacking in words for lacking in trial.lacking)
        for line in trial.state(rehearsal, name)
    )
    return dataclasses.replace(failed, evidence=(*failed.evidence, *told))
