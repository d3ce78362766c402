"""What of a plan's values may be shown: everything that prints one asks here.

A plan holds every value in plain text, those of sensitive variables as well, and its reader may be anybody who sees a
pull request. So a value is shown only where its attribute is known to carry no secret; of all others it is said that they
change. What Terraform marks as sensitive is not shown whatever its attribute is, nor is text with the form of a secret.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from tfgen.plan.change import Change
from tfgen.plan.harmless_attributes import BY_TYPE, EVERYWHERE
from tfgen.stack.secret_forms import form_of

MASKED = "(not shown)"
SENSITIVE = "(sensitive)"
UNKNOWN = "(known after apply)"
ABSENT = ""
"""Of what is not there, before or afterwards."""
_MOST_CHARACTERS = 120

_NAME = re.compile(r"[\w.:/-]{1,64}")

_IN_ADDRESS = re.compile(r"[?&][\w.-]+=")
"""What is asked for in an address, such as `/health?token=…`."""

_Path = tuple[str, ...]


class Shown(NamedTuple):
    """An attribute that differs: its path, and what may be shown of it before and after."""

    name: str
    """Such as `memory_size`, or `environment.variables.LEVEL`."""
    before: str
    """JSON, or one of the words above."""
    after: str


def shown(change: Change) -> Iterator[Shown]:
    """Every attribute that a change makes another, or may: what is known after the apply alone is said to be so."""
    harmless = EVERYWHERE | BY_TYPE.get(change.type, frozenset())
    for name in names(change):
        before, after = change.before.get(name), change.after.get(name)
        marks = _below(change.sensitive_before, name), _below(change.sensitive_after, name)
        unknown = _below(change.unknown, name)
        if _is_open(before, after, unknown) and not any(mark is True for mark in marks):
            yield from _nested((name,), before, after, unknown, marks, name in harmless)
        else:
            yield _one((name,), before, after, unknown, marks, name in harmless)


def names(change: Change) -> tuple[str, ...]:
    """The attributes that a change makes another, or may."""
    before, after, unknown = change.before, change.after, change.unknown
    later = {name for name, mark in unknown.items() if _any(mark)} if isinstance(unknown, dict) else set()
    differing = {
        name for name in {**before, **after} if unknown is True or before.get(name) != after.get(name)
    }
    return tuple(sorted(differing | later))


def _nested(
    path: _Path, before: Any, after: Any, unknown: Any, marks: tuple[Any, Any], harmless: bool
) -> Iterator[Shown]:
    """The leaves of blocks and maps that differ. Whether they may be shown, the attribute on top says for all."""
    was, now, later = _entries(before), _entries(after), _entries(unknown)
    for key in sorted({*was, *now, *later}):
        left, right = was.get(key), now.get(key)
        below = later.get(key, unknown is True)
        if left == right and not _any(below):
            continue
        inner = _below(marks[0], key), _below(marks[1], key)
        if _is_open(left, right, below) and not any(mark is True for mark in inner):
            yield from _nested((*path, key), left, right, below, inner, harmless)
        else:
            yield _one((*path, key), left, right, below, inner, harmless)


def _one(path: _Path, before: Any, after: Any, unknown: Any, marks: tuple[Any, Any], harmless: bool) -> Shown:
    name = ".".join(path)
    return Shown(
        name,
        _text(before, _any(marks[0]), harmless),
        UNKNOWN if _any(unknown) else _text(after, _any(marks[1]), harmless),
    )


def _text(value: Any, is_sensitive: bool, is_harmless: bool) -> str:
    if value is None:
        return ABSENT
    if is_sensitive:
        return SENSITIVE
    if not is_harmless:
        return MASKED
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    if form_of(text) or _IN_ADDRESS.search(text):
        return MASKED
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"


def _is_open(before: Any, after: Any, unknown: Any) -> bool:
    """Whether the leaves of a value are told one by one: those of a block or a map, which has names."""
    values = [value for value in (before, after, unknown) if value not in (None, [], False)]
    return unknown is not True and bool(values) and all(map(_has_names, values))


def _has_names(value: Any) -> bool:
    """Whether it is a block or a map, whose keys are names and not values themselves."""
    entries = value[0] if isinstance(value, list) and len(value) == 1 else value
    return isinstance(entries, dict) and all(_NAME.fullmatch(key) and not form_of(key) for key in entries)


def _entries(value: Any) -> Mapping[str, Any]:
    """What a block or a map holds by name. Blocks that stand once are a list of one."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
        return value[0]
    return value if isinstance(value, dict) else {}


def _below(marks: Any, name: str) -> Any:
    """The marks of an entry; those of a whole hold for all that is in it."""
    if marks is True:
        return True
    return _entries(marks).get(name, False) if not isinstance(marks, bool) else False


def _any(marks: Any) -> bool:
    """Whether anything of a value is marked."""
    if isinstance(marks, dict):
        return any(map(_any, marks.values()))
    if isinstance(marks, list):
        return any(map(_any, marks))
    return marks is True
