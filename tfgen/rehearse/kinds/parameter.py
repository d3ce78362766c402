"""Parameters: every function that may read one can, in every region, and no other."""

from __future__ import annotations

from tfgen.rehearse.caller import Caller
from tfgen.rehearse.trial import Reach, Trial
from tfgen.stack import names
from tfgen.stack.kinds.parameter import PARAMETER


def _read(caller: Caller, name: str) -> None:
    called = names.of(caller.rehearsal.stack, PARAMETER, name)
    caller.client("ssm").get_parameter(Name=called)


TRIAL = Trial(kind=PARAMETER, reach=Reach("read", lambda stack: stack.all(PARAMETER), _read))
