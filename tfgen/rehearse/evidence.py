"""What explains a failure: the front door's reason, the function's log."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Sequence

from tfgen.rehearse.rehearsal import Rehearsal
from tfgen.stack import names
from tfgen.stack.health import answering
from tfgen.stack.kinds.function import FUNCTION

_LOG_LINES = 12
_OWN_CODE = "/var/task"
"""Where Lambda puts the code of a function; all else in a traceback is a library's."""
_NODE_FRAME = re.compile(r"    at .*(?::\d+:\d+|<anonymous>)\)?$").match
_NODE_ERROR = re.compile(r"(.*\t(?:Invoke Error|Uncaught Exception)) (\{.*\})$")
_GRAVE = re.compile(
    r"AccessDenied|is not authorized to perform|\b(Runtime|Sandbox)\.[A-Z]|ResourceNotFound|NonExistentQueue"
    r"|^front door: no permission",
    re.MULTILINE,
)


def health_function(rehearsal: Rehearsal) -> str:
    """The function that answers the health check's path; empty if none does."""
    return answering(rehearsal.stack)


def of_request(rehearsal: Rehearsal, region: str, path: str, function: str) -> tuple[str, ...]:
    """Why a region's own name did not answer the last request for a path well, which a function serves."""
    return (*reason(rehearsal, rehearsal.own_name(region), path), *of_function(rehearsal, region, function))


def of_function(rehearsal: Rehearsal, region: str, function: str) -> tuple[str, ...]:
    """What a function said last."""
    called = names.of(rehearsal.stack, FUNCTION, function)
    return _last_invocation(rehearsal.emulator.functions.recent_logs(region, called))


def is_grave(lines: Iterable[str]) -> bool:
    """Whether permissions, the code itself or its time are the cause, and not the made-up values that it was given."""
    return bool(_GRAVE.search("\n".join(lines)))


def reached_an_api(rehearsal: Rehearsal, host: str) -> bool:
    """Whether the last request for a host came to an API, whatever it answered."""
    entries = [entry for entry in rehearsal.emulator.door.journal.copy() if entry.host == host]
    return bool(entries and entries[-1].api_id)


def is_of_the_gateway(rehearsal: Rehearsal, region: str, path: str) -> bool:
    """Whether API Gateway, and not a function, answered the last request to a region's own name for a path."""
    return bool(reason(rehearsal, rehearsal.own_name(region), path))


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
    for line in itertools.chain.from_iterable(map(_unfolded, log[starts[-1] :] if starts else log)):
        if not line.startswith("    ") or _NODE_FRAME(line):
            is_of_library = _OWN_CODE not in line and bool(line.startswith('  File "') or _NODE_FRAME(line))
        is_frame = line.startswith(("START RequestId", "END RequestId"))
        is_usual = line.startswith("REPORT RequestId") and "Status: " not in line
        if not (is_of_library or is_frame or is_usual):
            lines.append(line)
    return tuple(lines[:_LOG_LINES])


def _unfolded(line: str) -> list[str]:
    """A line of a log; several of the one in which Node.js runtimes write an error with its trace, as JSON."""
    found = _NODE_ERROR.match(line)
    try:
        error = json.loads(found[2]) if found else {}
        told = [f"{error['errorType']}: {error['errorMessage']}", *error["trace"]]
        return [found[1], *dict.fromkeys("\n".join(told).splitlines())] if found else [line]
    except (ValueError, KeyError, TypeError):
        return [line]
