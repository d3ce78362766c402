"""Stand-ins for what a spec says exists already (`adopt`, `existing`), one file for each kind of thing.

They are made by the APIs, as somebody's hand would have made them: what must be alike is, such as a table's keys, and
everything else is as AWS has it by default.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from tfgen.emulator.stand_ins import authorizer, values
from tfgen.emulator.stand_ins.clients import Clients
from tfgen.floor import members
from tfgen.stack.given_file import Given
from tfgen.stack.stack import Stack

STAND_INS: tuple[Callable[[Stack, Clients], None], ...] = members(
    __name__,
    ("api", "function", "table", "queue", "secret", "parameter", "routing", "mapping"),
    "make",
)


def make(stack: Stack, given: Given, session: Any, endpoint: str) -> None:
    """Makes them all, and what is given for values from outside."""

    @cache
    def client(service: str, region: str) -> Any:
        return session.client(service, region_name=region, endpoint_url=endpoint)

    for stand_in in STAND_INS:
        stand_in(stack, client)
    authorizer.make(stack, given, client)
    values.make(stack, given, client)
