"""What explains a failure: the front door's reason, the function's log, what DynamoDB says of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.stack import names
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.routing import ROUTING
from tfgen.stack.kinds.table import TABLE, V2017
from tfgen.stack.route import answers

_LOG_LINES = 12
_OWN_CODE = "/var/task"
"""Where Lambda puts the code of a function; all else in a traceback is a library's."""


def of_health_path(rehearsal: Rehearsal, region: str) -> tuple[str, ...]:
    """Why a region's own name did not answer the health check's path well."""
    path = rehearsal.stack.the(ROUTING).health.path
    functions = rehearsal.stack.all(FUNCTION).items()
    asked = (
        name for name, each in functions if any(answers(route, path) is not False for route in each.http)
    )
    return of_request(rehearsal, region, path, next(asked, ""))


def of_request(rehearsal: Rehearsal, region: str, path: str, function: str) -> tuple[str, ...]:
    """Why a region's own name did not answer the last request for a path well, which a function serves."""
    log = rehearsal.emulator.functions.recent_logs(region, names.of(rehearsal.stack, FUNCTION, function))
    lines = (*reason(rehearsal, rehearsal.own_name(region), path), *_last_invocation(log))
    if "ResourceNotFoundException" not in "\n".join(lines):
        return lines
    tables = rehearsal.stack.all(FUNCTION)[function].access
    return (*lines, *(line for name in tables for line in of_table(rehearsal, name)))


def reason(rehearsal: Rehearsal, host: str, path: str = "") -> tuple[str, ...]:
    """Why the front door answered the last request for a host and path itself, if it did."""
    entries = [
        entry
        for entry in rehearsal.emulator.door.journal.copy()
        if entry.host == host and entry.path.endswith(path)
    ]
    return tuple(f"front door: {entry.reason}" for entry in entries[-1:] if entry.reason)


def _last_invocation(log: Sequence[str]) -> tuple[str, ...]:
    """What a function said last, without Lambda's frame and the libraries' part of a traceback."""
    starts = [number for number, line in enumerate(log) if line.startswith("START RequestId")]
    lines = []
    is_of_library = False
    for line in log[starts[-1] :] if starts else log:
        if not line.startswith("    "):
            is_of_library = line.startswith('  File "') and _OWN_CODE not in line
        is_frame = line.startswith(("START RequestId", "END RequestId"))
        is_usual = line.startswith("REPORT RequestId") and "Status: " not in line
        if not (is_of_library or is_frame or is_usual):
            lines.append(line)
    return tuple(lines[:_LOG_LINES])


def of_table(rehearsal: Rehearsal, name: str) -> tuple[str, ...]:
    """What DynamoDB says of a table in every region."""
    from botocore.exceptions import BotoCoreError, ClientError

    called = names.of(rehearsal.stack, TABLE, name)
    lines = []
    for region in rehearsal.stack.regions:
        client = rehearsal.tables.client(region.name)
        try:
            told = client.describe_table(TableName=called)["Table"]
            if rehearsal.stack.all(TABLE)[name].global_table == V2017:
                told |= client.describe_global_table(GlobalTableName=called)["GlobalTableDescription"]
            words = f"{told['TableStatus']}, {_replicas(told)}"
        except (BotoCoreError, ClientError) as error:
            words = str(error)
        lines.append(f"table {name} in {region.name}: {words}")
    return tuple(lines)


def _replicas(told: dict[str, Any]) -> str:
    legacy = [replica["RegionName"] for replica in told.get("ReplicationGroup", ())]
    others = [replica["RegionName"] for replica in told.get("Replicas", ())]
    if legacy:
        return f"in a global table of {', '.join(sorted(legacy))}"
    return f"replicas in {', '.join(sorted(others))}" if others else "no replicas"
