"""Work that a region is given is done there, once."""

from __future__ import annotations

from tfgen.rehearse.codes import NOT_HANDLED
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.step import Outcome, Step
from tfgen.rehearse.trying import tried


def _done(rehearsal: Rehearsal) -> Outcome:
    return tried(rehearsal, lambda trial: trial.works)


STEPS = (Step("work", "a message sent in each region is given to its function there", NOT_HANDLED, _done),)
