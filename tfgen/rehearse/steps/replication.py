"""What is written in one region is read in every other."""

from __future__ import annotations

import itertools
import time
from functools import partial

from tfgen.rehearse.codes import NOT_REPLICATED
from tfgen.rehearse.evidence import of_table
from tfgen.rehearse.items import wait_until
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.step import Failed, NotApplicable, Outcome, Passed, Step
from tfgen.stack import names
from tfgen.stack.kinds.table import TABLE

_PATIENCE_SECONDS = 10


def _replicated(rehearsal: Rehearsal) -> Outcome:
    stack = rehearsal.stack
    if not stack.all(TABLE):
        return NotApplicable("no tables")
    regions = [region.name for region in stack.regions]
    waits: list[float] = []
    for name, source in itertools.product(stack.all(TABLE), regions):
        token = f"rehearsal-{source}"
        failed = write(rehearsal, source, name, token)
        if failed:
            return failed
        failed = read_everywhere(rehearsal, name, token, f"written in {source}", waits)
        if failed:
            return failed
        rehearsal.tokens.append(token)
    if len(regions) == 1:
        return Passed(("one region: written and read",))
    return Passed(
        (
            f"{len(stack.all(TABLE)) * len(regions)} writes, each read in all {len(regions)} regions after "
            f"{min(waits) * 1000:.0f} to {max(waits) * 1000:.0f} ms "
            f"(the emulator's lag is {rehearsal.emulator.tables.lag * 1000:.0f} ms; AWS's is mostly under a second)",
        )
    )


def write(rehearsal: Rehearsal, region: str, name: str, token: str) -> Failed | None:
    """Writes the item of a token to a table in a region."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        called = names.of(rehearsal.stack, TABLE, name)
        rehearsal.tables.put(region, called, rehearsal.stack.all(TABLE)[name], token)
    except (BotoCoreError, ClientError) as error:
        return Failed(f"table {name} takes a write in {region}", str(error), of_table(rehearsal, name))
    return None


def read_everywhere(
    rehearsal: Rehearsal, name: str, token: str, story: str, waits: list[float]
) -> Failed | None:
    """Waits until an item is there in every region, and adds how long that took."""
    from botocore.exceptions import BotoCoreError, ClientError

    table, called = rehearsal.stack.all(TABLE)[name], names.of(rehearsal.stack, TABLE, name)
    began = time.monotonic()
    for region in rehearsal.stack.regions:
        expected = f"an item of {name} {story} is read in {region.name}"
        try:
            is_there = partial(rehearsal.tables.has, region.name, called, table, token)
            arrived = wait_until(is_there, _PATIENCE_SECONDS)
        except (BotoCoreError, ClientError) as error:
            return Failed(expected, str(error), of_table(rehearsal, name))
        if not arrived:
            return Failed(expected, f"not there after {_PATIENCE_SECONDS} s", of_table(rehearsal, name))
        waits.append(time.monotonic() - began)
    return None


STEPS = (Step("replication", "a write in each region is read in every other", NOT_REPLICATED, _replicated),)
