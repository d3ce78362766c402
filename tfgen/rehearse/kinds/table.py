"""Tables: what is written in one region is read in every other."""

from __future__ import annotations

import itertools
import time
from functools import partial
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from tfgen.rehearse import items
from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.rehearse.step import Failed, NotApplicable, Outcome, Passed
from tfgen.rehearse.trial import Remarks, Trial
from tfgen.rehearse.waiting import wait_until
from tfgen.render.part import GLOBAL, Made
from tfgen.stack import names
from tfgen.stack.kinds.table import TABLE, V2017
from tfgen.stack.stack import Stack
from tfgen.stack.variations import with_free_replicas

_OUTAGE_TOKEN = "rehearsal-outage"  # noqa: S105  # the key of an item
_PATIENCE_SECONDS = 10
_SDK_ERRORS = (BotoCoreError, ClientError)


def _replicates(rehearsal: Rehearsal) -> Outcome:
    regions = [region.name for region in rehearsal.stack.regions]
    tables = rehearsal.stack.all(TABLE)
    if not tables:
        return NotApplicable("no tables of its own")
    waits: list[float] = []
    for name, source in itertools.product(tables, regions):
        token = f"rehearsal-{source}"
        read = _read_everywhere if tables[name].replicate else _stays
        failed = _write(rehearsal, source, name, token) or read(
            rehearsal, name, token, f"written in {source}", waits
        )
        if failed:
            return failed
        rehearsal.written[TABLE.key].append(token)
    alone = [name for name, table in tables.items() if not table.replicate]
    if len(regions) == 1:
        return Passed(("one region: written and read",))
    kept = (f"{', '.join(alone)}: each region's writes stayed there",) if alone else ()
    if len(alone) == len(tables):
        return Passed(kept)
    return Passed(
        (
            f"{(len(tables) - len(alone)) * len(regions)} writes, each read in all {len(regions)} regions after "
            f"{min(waits) * 1000:.0f} to {max(waits) * 1000:.0f} ms "
            f"(the emulator's lag is {rehearsal.emulator.tables.lag * 1000:.0f} ms; AWS's is mostly under a second)",
            *kept,
        )
    )


def _write_during_outage(rehearsal: Rehearsal, regions: list[str]) -> Failed | None:
    for name in rehearsal.stack.all(TABLE):
        failed = _write(rehearsal, regions[0], name, _OUTAGE_TOKEN)
        if failed:
            return failed
    return None


def _catches_up(rehearsal: Rehearsal) -> Outcome:
    if not _replicated(rehearsal.stack):
        return NotApplicable("no tables of its own that are replicated")
    story = f"written while {rehearsal.lost} was lost"
    for name in _replicated(rehearsal.stack):
        failed = _read_everywhere(rehearsal, name, _OUTAGE_TOKEN, story, [])
        if failed:
            return failed
    rehearsal.written[TABLE.key].append(_OUTAGE_TOKEN)
    return Passed((f"what was {story} is in all {len(rehearsal.stack.regions)} regions",))


def _empties_legacy(rehearsal: Rehearsal) -> tuple[str, ...]:
    """AWS adds no replica to a 2017.11.29 table that holds data: what the rehearsal wrote is deleted first.

    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/globaltables_reqs_bestpractices.html
    """
    stack = rehearsal.stack
    legacy = {name: table for name, table in stack.all(TABLE).items() if table.global_table == V2017}
    if not legacy:
        return ()
    for name, table in legacy.items():
        items.clear(_client(rehearsal, stack.home.name), names.of(stack, TABLE, name), table)
    rehearsal.emulator.tables.wait_until_quiet(10)
    rehearsal.written[TABLE.key].clear()
    return (f"{', '.join(legacy)} emptied first: AWS adds no replica to a 2017.11.29 table that holds data",)


def _has_grown(rehearsal: Rehearsal) -> Outcome:
    tokens = rehearsal.written[TABLE.key]
    for name, token in itertools.product(_replicated(rehearsal.stack), tokens):
        failed = _read_everywhere(rehearsal, name, token, "from before the region was added", [])
        if failed:
            return failed
    return Passed((f"{len(tokens)} older items of each table are there",) if tokens else ())


def _write(rehearsal: Rehearsal, region: str, name: str, token: str) -> Failed | None:
    """Writes the item of a token to a table in a region."""
    stack = rehearsal.stack
    try:
        items.put(_client(rehearsal, region), names.of(stack, TABLE, name), stack.all(TABLE)[name], token)
    except _SDK_ERRORS as error:
        return Failed(f"table {name} takes a write in {region}", str(error), _state(rehearsal, name))
    return None


def _replicated(stack: Stack) -> list[str]:
    return [name for name, table in stack.all(TABLE).items() if table.replicate]


def _stays(rehearsal: Rehearsal, name: str, token: str, story: str, _: list[float]) -> Failed | None:
    """Whether an item that was written in a region is there, and nowhere else."""
    table, called = rehearsal.stack.all(TABLE)[name], names.of(rehearsal.stack, TABLE, name)
    for region in rehearsal.stack.regions:
        meant = token == f"rehearsal-{region.name}"
        expected = f"an item of {name} {story} is {'' if meant else 'not '}read in {region.name}"
        try:
            if items.has(_client(rehearsal, region.name), called, table, token) != meant:
                return Failed(expected, f"it is {'not ' if meant else ''}there", _state(rehearsal, name))
        except _SDK_ERRORS as error:
            return Failed(expected, str(error), _state(rehearsal, name))
    return None


def _read_everywhere(
    rehearsal: Rehearsal, name: str, token: str, story: str, waits: list[float]
) -> Failed | None:
    """Waits until an item is there in every region, and adds how long that took."""
    table, called = rehearsal.stack.all(TABLE)[name], names.of(rehearsal.stack, TABLE, name)
    began = time.monotonic()
    for region in rehearsal.stack.regions:
        expected = f"an item of {name} {story} is read in {region.name}"
        is_there = partial(items.has, _client(rehearsal, region.name), called, table, token)
        try:
            arrived = wait_until(is_there, _PATIENCE_SECONDS)
        except _SDK_ERRORS as error:
            return Failed(expected, str(error), _state(rehearsal, name))
        if not arrived:
            return Failed(expected, f"not there after {_PATIENCE_SECONDS} s", _state(rehearsal, name))
        waits.append(time.monotonic() - began)
    return None


def _client(rehearsal: Rehearsal, region: str) -> Any:
    return rehearsal.clients.of("dynamodb", region)


def _state(rehearsal: Rehearsal, name: str) -> tuple[str, ...]:
    """What DynamoDB says of a table in every region."""
    stack = rehearsal.stack
    lines = []
    for region in rehearsal.stack.regions:
        client, called = (
            _client(rehearsal, region.name),
            names.filled(names.of(stack, TABLE, name), region.name),
        )
        try:
            told = client.describe_table(TableName=called)["Table"]
            if name in stack.all(TABLE) and stack.all(TABLE)[name].global_table == V2017:
                told |= client.describe_global_table(GlobalTableName=called)["GlobalTableDescription"]
            words = f"{told['TableStatus']}, {_replicas(told)}"
        except _SDK_ERRORS as error:
            words = str(error)
        lines.append(f"table {name} in {region.name}: {words}")
    return tuple(lines)


def _replicas(told: dict[str, Any]) -> str:
    legacy = [replica["RegionName"] for replica in told.get("ReplicationGroup", ())]
    others = [replica["RegionName"] for replica in told.get("Replicas", ())]
    if legacy:
        return f"in a global table of {', '.join(sorted(legacy))}"
    return f"replicas in {', '.join(sorted(others))}" if others else "no replicas"


def _spans(stack: Stack, each: Made, action: str) -> str:
    """A second region brings home's tables their stream; a global table of version 2017.11.29 lists its regions."""
    second = len(stack.regions) == 2
    if each.path[0] != TABLE.key:
        return ""
    if each.region == GLOBAL:
        return action if second else "update"
    replicated = stack.all(TABLE)[str(each.path[1])].replicate
    brings_stream = (
        replicated and second and action == "create" and each.holds_data and each.region == stack.home.name
    )
    return "update" if brings_stream else ""


def _remarks(rehearsal: Rehearsal) -> Remarks:
    freed = _freed(rehearsal.spec, rehearsal.stack)
    refuses = rehearsal.emulator.options.refuses_2017
    facts = {"replicas_without_protection": list(freed), "refuses_2017_global_tables": refuses}
    notes = []
    if freed:
        notes.append(
            f"the replicas of {', '.join(freed)} were rehearsed without deletion protection, for which the "
            "AWS provider waits minutes; --protect-replicas rehearses it too"
        )
    if any(table.global_table == V2017 for table in rehearsal.stack.all(TABLE).values()):
        how = "refused, as AWS does" if refuses else "allowed, which AWS no longer does"
        notes.append(f"new global tables of version 2017.11.29 were {how}")
    return Remarks(tuple(notes), facts)


def _freed(spec: Stack, rehearsed: Stack) -> tuple[str, ...]:
    """Tables whose replicas lack the deletion protection that the spec asks for."""
    pairs = [
        (spec.at(TABLE, asked), rehearsed.at(TABLE, given))
        for asked, given in zip(spec.regions, rehearsed.regions, strict=True)
    ]
    return tuple(
        name
        for name in spec.all(TABLE)
        if any(asked[name].protect and not given[name].protect for asked, given in pairs)
    )


TRIAL = Trial(
    kind=TABLE,
    replicates=_replicates,
    uses=_write_during_outage,
    catches_up=_catches_up,
    makes_room=_empties_legacy,
    has_grown=_has_grown,
    eased=with_free_replicas,
    spans=_spans,
    state=_state,
    lacking=("ResourceNotFoundException",),
    remarks=_remarks,
)
