"""A review read again from its JSON, which another job wrote and anybody may have changed meanwhile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from tfgen.diagnostics import Basis, Diagnostic, Policy, Severity, Span
from tfgen.plan.masking import Shown
from tfgen.review.codes import NO_PLAN, OTHER_VERSION
from tfgen.review.result import ACTIONS, CostDifference, Halfway, Item, LatencyDifference, Review, State

KIND = "tfgen-review"
T = TypeVar("T")


class _OddError(ValueError):
    """Something has not the form that it must have; the text names it."""


def is_review(found: Mapping[str, Any]) -> bool:
    """Whether the JSON of a file is of a review."""
    return found.get("kind") == KIND


def restored(found: Mapping[str, Any], file: str) -> Review | Diagnostic:
    """The review that a document of `formats/json.py` tells of."""
    if str(found.get("format_version", "")).partition(".")[0] != "1":
        message = f"{file} is a review of format_version {str(found.get('format_version'))[:20]}; this tfgen reads 1.x"
        return OTHER_VERSION(message, hint="install the tfgen that wrote it")
    try:
        return _review(found)
    except (_OddError, InvalidOperation, ArithmeticError) as error:
        return NO_PLAN(f"{file} is no review: {error or 'an amount is no number'}", hint=_HINT)


_HINT = "write it once more with `tfgen review … --format json`"


def _review(found: Mapping[str, Any]) -> Review:
    return Review(
        tuple(map(_state, _all(found, "states", dict))),
        tuple(map(_finding, _all(found, "findings", dict))),
        _of(found, "ignored", int),
        **{name: _of(found, name, str) for name in ("title", "path", "environment")},
        **{name: _digits(found, name) for name in ("head", "base", "fingerprint")},
        regions=_all(found, "regions", str),
        cost=tuple(map(_cost, _all(found, "cost", dict))),
        latency=tuple(map(_latency, _all(found, "latency", dict))),
        notes=_all(found, "notes", str),
        halfway=tuple(map(_halfway, _all(found, "halfway", dict))),
    )


def _halfway(found: Mapping[str, Any]) -> Halfway:
    rows = _all(found, "rows", list)
    if any(not isinstance(word, str) for row in rows for word in row) or len(set(map(len, rows))) > 1:
        raise _OddError("`rows` is no table")
    return Halfway(
        _of(found, "line", str),
        _of(found, "is_open", bool),
        tuple(map(tuple, rows)),
        _all(found, "ends", str),
        _of(found, "next", str),
        _of(found, "of", str),
    )


def _digits(found: Mapping[str, Any], name: str) -> str:
    """A commit or a fingerprint: other text would be read by workflows as more than that."""
    value = _of(found, name, str)
    if not re.fullmatch(r"(\d{1,3}-)?[0-9a-f]{0,64}", value):
        raise _OddError(f"`{name}` is none")
    return value


def _state(found: Mapping[str, Any]) -> State:
    return State(
        _of(found, "name", str),
        tuple(map(_item, _all(found, "changes", dict))),
        _of(found, "kept", int),
        _digits(found, "fingerprint"),
        _all(found, "outputs", str),
        _all(found, "invokes", str),
        _all(found, "drifted", str),
        _of(found, "deferred", int),
        _all(found, "after", str),
    )


def _item(found: Mapping[str, Any]) -> Item:
    actions = _all(found, "actions", str)
    if not actions or not set(actions) <= set(ACTIONS):
        raise _OddError("`actions` holds one that is not known")
    attributes = tuple(
        Shown(*(_of(each, name, str) for name in Shown._fields)) for each in _all(found, "attributes", dict)
    )
    return Item(
        _of(found, "address", str),
        _of(found, "type", str),
        _of(found, "place", str),
        actions,
        _all(found, "why", str),
        attributes,
        _of(found, "previous", str),
        _of(found, "deposed", str),
        _of(found, "holds_data", bool),
        _span(found.get("span")),
    )


def _span(found: Any) -> Span | None:
    if found is None:
        return None
    if not isinstance(found, dict):
        raise _OddError("`span` is no place")
    file, *numbers = Span._fields
    return Span(_of(found, file, str), *(_of(found, name, int) for name in numbers))


def _finding(found: Mapping[str, Any]) -> Diagnostic:
    code, policy, hint = _of(found, "code", str), found.get("policy"), found.get("hint")
    try:
        severity = Severity(_of(found, "severity", str))
    except ValueError:
        raise _OddError("`severity` is none") from None
    return Diagnostic(
        code,
        severity,
        _of(found, "message", str),
        _span(found.get("span")),
        hint if isinstance(hint, str) else None,
        Basis.INPUT,
        Policy(policy, "", "") if isinstance(policy, str) else None,
        str(found.get("address") or ""),
        _all(found, "environments", str),
    )


def _cost(found: Mapping[str, Any]) -> CostDifference:
    before, after = (
        None if found.get(name) is None else _amount(found[name]) for name in ("before", "after")
    )
    causes = tuple((str(each[0]), _amount(each[1])) for each in _pairs(found, "causes", 2))
    return CostDifference(before, after, causes, _all(found, "notes", str), _of(found, "of", str))


def _amount(text: Any) -> Decimal:
    found = Decimal(str(text)[:40])
    if not found.is_finite():
        raise _OddError("an amount is no number")
    return found


def _latency(found: Mapping[str, Any]) -> LatencyDifference:
    rows = tuple(
        (str(who), float(_amount(was)), float(_amount(now))) for who, was, now in _pairs(found, "rows", 3)
    )
    return LatencyDifference(rows, _all(found, "notes", str), _of(found, "of", str))


def _pairs(found: Mapping[str, Any], name: str, length: int) -> tuple[list[Any], ...]:
    rows: tuple[list[Any], ...] = _all(found, name, list)
    if any(len(row) != length for row in rows):
        raise _OddError(f"`{name}` has a row of another length")
    return rows


def _of(found: Mapping[str, Any], name: str, kind: type[T]) -> T:
    """A value; an empty one if there is none."""
    value = found.get(name, kind())
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise _OddError(f"`{name}` is of another kind")
    return value


def _all(found: Mapping[str, Any], name: str, kind: type[T]) -> tuple[T, ...]:
    value = found.get(name, [])
    if not isinstance(value, list) or not all(isinstance(each, kind) for each in value):
        raise _OddError(f"`{name}` is no list of such")
    return tuple(value)
