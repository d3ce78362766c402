"""Parameters that somebody else made."""

from __future__ import annotations

from tfgen.emulator.secretsmanager.service import VALUE
from tfgen.emulator.stand_ins.clients import Clients
from tfgen.stack import names
from tfgen.stack.kinds.parameter import PARAMETER
from tfgen.stack.stack import Stack


def make(stack: Stack, client: Clients) -> None:
    """Makes them in every region, with a made-up value."""
    for name in stack.all(PARAMETER):
        for region in stack.regions:
            called = names.of(stack, PARAMETER, name)
            client("ssm", region.name).put_parameter(Name=called, Value=VALUE, Type="String")
