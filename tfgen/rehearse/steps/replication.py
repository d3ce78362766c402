"""What is written in one region is read in every other."""

from __future__ import annotations

from tfgen.rehearse.codes import NOT_REPLICATED
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.step import Outcome, Step
from tfgen.rehearse.trying import tried


def _replicated(rehearsal: Rehearsal) -> Outcome:
    return tried(rehearsal, lambda trial: trial.replicates)


STEPS = (Step("replication", "a write in each region is read in every other", NOT_REPLICATED, _replicated),)
