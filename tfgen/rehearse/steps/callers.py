"""Every route that asks who calls keeps out whoever cannot tell, in every region."""

from __future__ import annotations

from tfgen.rehearse.codes import NOT_KEPT_OUT
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.step import Outcome, Step
from tfgen.rehearse.trying import tried


def _kept_out(rehearsal: Rehearsal) -> Outcome:
    return tried(rehearsal, lambda trial: trial.keeps_out)


STEPS = (Step("callers", "routes keep out whoever cannot tell who they are", NOT_KEPT_OUT, _kept_out),)
