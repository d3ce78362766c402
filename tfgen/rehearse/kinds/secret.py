"""Secrets: every function that may read one can, in every region, and no other. Nobody is there to set a value."""

from __future__ import annotations

from tfgen.emulator.secretsmanager.service import SECRETSMANAGER
from tfgen.rehearse.caller import Caller
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.trial import Reach, Trial
from tfgen.render.part import Made
from tfgen.stack import names
from tfgen.stack.kinds.secret import SECRET
from tfgen.stack.stack import Stack


def _prepares(rehearsal: Rehearsal) -> None:
    rehearsal.emulator.the(SECRETSMANAGER).stands_in = True


def _read(caller: Caller, name: str) -> None:
    """Reads the region's own, which is a replica but at home."""
    called = names.of(caller.rehearsal.stack, SECRET, name)
    caller.client("secretsmanager").get_secret_value(SecretId=called)


def _spans(_: Stack, each: Made, __: str) -> str:
    """Home's secret lists the regions of its replicas."""
    return "update" if each.path[0] == SECRET.key else ""


TRIAL = Trial(
    kind=SECRET, prepares=_prepares, reach=Reach("read", lambda stack: stack.all(SECRET), _read), spans=_spans
)
