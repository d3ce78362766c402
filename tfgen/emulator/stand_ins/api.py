"""The log group of an API that is not there any more."""

from __future__ import annotations

from tfgen.emulator.stand_ins.clients import Clients
from tfgen.stack import names
from tfgen.stack.kinds.api import API
from tfgen.stack.stack import Stack


def make(stack: Stack, client: Clients) -> None:
    """Makes it where it exists, without retention."""
    for api in stack.all(API).values():
        group = names.api_logs(api.kind, names.service(stack))
        for region in stack.regions:
            if region.name in api.adopt.logs:
                client("logs", region.name).create_log_group(logGroupName=group)
