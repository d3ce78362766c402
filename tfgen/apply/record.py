"""The record of an apply: what was reviewed, what was applied, by whom, and how far it came. It has no values."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from tfgen.apply.progress import Ended, Fate
from tfgen.disk import read_file, tree_root
from tfgen.plan.fingerprint import Line, fingerprint_of_lines
from tfgen.render.write import write_file

RECORD = "apply.json"
"""Beside the plan."""
LINES = "tfplan.fingerprint.json"
"""What counts of the plan beside it, as digests: what a later one is held against."""
KIND = "tfgen-apply"
_FORMAT = 1
_MOST_BYTES = 256 * 1024 * 1024


class Outcome(StrEnum):
    """How an apply ended."""

    APPLIED = "applied"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    RUNNING = "running"
    """It has not ended; or it was killed, if no tfgen holds the folder."""


@dataclass(frozen=True, slots=True)
class StateVersion:
    """Which state, and which version of it."""

    lineage: str = ""
    serial: int | None = None
    """None before there is a state."""


@dataclass(frozen=True, slots=True)
class Record:
    """An apply."""

    fingerprint: str
    """Of the plan that was applied."""
    reviewed: str
    """The fingerprint that was asked for; empty if none was."""
    unreviewed: str
    """Why none was."""
    lines: tuple[Line, ...]
    """What counts of the plan that was reviewed."""
    spec: str
    environment: str
    regions: tuple[str, ...]
    root: str
    head: str
    """The commit; empty where there is no repository."""
    is_clean: bool
    """Whether the work tree had nothing that is not in the commit."""
    base: str
    """The commit before it."""
    who: Mapping[str, str]
    started: str
    """In UTC, as ISO 8601."""
    versions: Mapping[str, str]
    """Of terraform and the providers."""
    plan_sha256: str
    lock_sha256: str
    """Of the lock file of providers."""
    before: StateVersion
    broke_the_glass: str = ""
    """Why it was applied though the spec is frozen."""
    resumes: str = ""
    """When the apply had started that it goes on with."""
    outcome: Outcome = Outcome.RUNNING
    ended: str = ""
    after: StateVersion = StateVersion()
    changes: tuple[Ended, ...] = ()
    errors: tuple[str, ...] = field(default=())

    @property
    def is_halfway(self) -> bool:
        """Whether it did not come to its end."""
        return self.outcome is not Outcome.APPLIED


def write_record(folder: Path, record: Record) -> None:
    """Writes it. Raises OSError."""
    told = {
        "format_version": _FORMAT,
        "kind": KIND,
        **asdict(record),
        "lines": [line.told() for line in record.lines],
    }
    write_file(folder / RECORD, _bytes(told))


def read_record(folder: Path) -> Record | None:
    """The last apply's; None where there is none, or none that can be read."""
    return record_of(_read(folder / RECORD))


def record_of(told: Mapping[str, Any]) -> Record | None:
    """A record as JSON has it; None if it is none that can be read."""
    try:
        return _record(told)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def write_lines(folder: Path, lines: Sequence[Line]) -> None:
    """Writes what counts of a plan beside it. Raises OSError."""
    told = {
        "format_version": _FORMAT,
        "fingerprint": fingerprint_of_lines(lines),
        "lines": [line.told() for line in lines],
    }
    write_file(folder / LINES, _bytes(told))


def read_lines(folder: Path, fingerprint: str) -> tuple[Line, ...] | None:
    """What counted of the plan that has a fingerprint; None where nothing that is left tells it."""
    record = read_record(folder)
    for found in (record.lines if record else (), _lines(_read(folder / LINES).get("lines"))):
        if fingerprint_of_lines(found) == fingerprint:
            return found
    return None


def _record(told: Mapping[str, Any]) -> Record | None:
    if told.get("format_version") != _FORMAT:
        return None
    values = {key: value for key, value in told.items() if key not in ("format_version", "kind")}
    texts = [field.name for field in fields(Record) if field.type == "str"]
    if not all(isinstance(values.get(name), str) for name in texts):
        raise TypeError
    changes = (
        Ended(str(each["address"]), str(each["place"]), Fate(each["fate"]), str(each["why"]))
        for each in values["changes"]
    )
    return Record(
        **{
            **values,
            "lines": _lines(values["lines"]),
            "regions": tuple(map(str, values["regions"])),
            "outcome": Outcome(values["outcome"]),
            "before": StateVersion(**values["before"]),
            "after": StateVersion(**values["after"]),
            "changes": tuple(changes),
            "errors": tuple(map(str, values["errors"])),
        }
    )


def _lines(told: Any) -> tuple[Line, ...]:
    """Lines as JSON has them; none where they are not."""
    try:
        return tuple(
            Line(
                str(address),
                str(deposed),
                tuple(map(str, actions)),
                str(previous),
                str(imports),
                tuple((str(path), str(value)) for path, value in values),
            )
            for address, deposed, actions, previous, imports, values in told
        )
    except (TypeError, ValueError):
        return ()


def _bytes(told: Mapping[str, Any]) -> bytes:
    return (json.dumps(told, indent=1) + "\n").encode()


def _read(path: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(read_file(path, tree_root(path.parent), _MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
