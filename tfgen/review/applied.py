"""What became of an apply, of its record, as a review tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tfgen.apply.halfway import line, open_ends, rows
from tfgen.apply.record import KIND, Record, record_of
from tfgen.diagnostics import Diagnostic
from tfgen.review.codes import NO_PLAN
from tfgen.review.result import Halfway, Review


def is_record(found: Mapping[str, Any]) -> bool:
    """Whether the JSON of a file is the record of an apply."""
    return found.get("kind") == KIND


def of_record(found: Mapping[str, Any], file: str) -> Review | Diagnostic:
    """A review of nothing but how far an apply came."""
    record = record_of(found)
    if record is None:
        return NO_PLAN(f"{file} is no record of an apply that this tfgen reads")
    halfway = Halfway(
        line(record),
        record.is_halfway,
        tuple(map(tuple, rows(record))) if record.changes else (),
        tuple(open_ends(record)),
        _next(record) if record.is_halfway else "",
        record.root,
    )
    return Review(
        (),
        path=record.spec,
        environment=record.environment,
        head=record.head,
        regions=record.regions,
        halfway=(halfway,),
    )


def _next(record: Record) -> str:
    again = "mend the cause; "
    of = f" --state {record.root}" if record.root else ""
    if not record.reviewed:
        return f"{again}then plan and apply again."
    return (
        f"{again}then `tfgen apply{of} --reviewed {record.reviewed} --resume` applies the rest, with the record in the folder; or "
        "review another change."
    )
