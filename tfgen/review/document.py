"""The JSON of a plan, read without what no review looks at: a large plan is a hundred megabytes."""

from __future__ import annotations

import gc
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

_LEFT_OUT = frozenset({"planned_values", "prior_state", "proposed_unknown", "relevant_attributes"})
"""What says again what `resource_changes` says, or what was there before."""
_SPACE = re.compile(r"[ \t\n\r]*")


class Document(NamedTuple):
    """A plan that was read."""

    name: str
    """Of its state: the root's in a layout of several, or else what tells its file from the others."""
    plan: Mapping[str, Any]
    """As `terraform show -json` gives it, without values of the state."""


def decoded(text: str) -> dict[str, Any]:
    """The object that a text of JSON holds. Raises ValueError, RecursionError."""
    with _without_collections():
        return {name: value for name, value in _members(text) if name not in _LEFT_OUT}


def _members(text: str) -> Iterator[tuple[str, Any]]:
    """The members of the object, each read by itself, so that what is left out costs no memory beyond its turn."""
    decode = json.JSONDecoder().raw_decode
    place = _after(text, 0, "{")
    if text[place : place + 1] == "}":
        _end(text, place + 1)
        return
    while True:
        name, place = decode(text, place)
        if not isinstance(name, str):
            raise ValueError("a member has no name")
        value, place = decode(text, _after(text, place, ":"))
        yield name, value
        del value
        place = _skip(text, place)
        if text[place : place + 1] == "}":
            _end(text, place + 1)
            return
        place = _after(text, place, ",")


def _skip(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _after(text: str, place: int, sign: str) -> int:
    place = _skip(text, place)
    if text[place : place + 1] != sign:
        raise ValueError(f"`{sign}` is missing at character {place}")
    return _skip(text, place + 1)


def _end(text: str, place: int) -> None:
    if _skip(text, place) != len(text):
        raise ValueError("something follows the object")


@contextmanager
def _without_collections() -> Iterator[None]:
    """What is read has no circles, and lives as long as the run: to look for some would take as long again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()
