"""What came of a step, and whether it is what AWS does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_SETS = ({"SS"}, {"NS"}, {"BS"})


class MismatchError(AssertionError):
    """The emulator does something else than AWS."""


@dataclass(frozen=True)
class Outcome:
    """An answer, or an error."""

    answer: Any = None
    error: str = ""
    """Its code."""
    message: str = ""


def compare(then: Mapping[str, Any], outcome: Outcome) -> None:
    """Raises MismatchError where an outcome is not the one that a case tells."""
    if "error" in then:
        told = {"error": outcome.error, "message": outcome.message}
        differing = {name: value for name, value in then.items() if told.get(name) != value}
        if "contains" in then and then["contains"] in outcome.message:
            del differing["contains"]
        if differing:
            raise MismatchError(f"expected {differing}, came {told if outcome.error else outcome.answer}")
    elif outcome.error:
        raise MismatchError(f"came {outcome.error}: {outcome.message}")
    else:
        _compare(then["answer"], outcome.answer, "answer")


def _compare(expected: Any, found: Any, where: str) -> None:
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        for name, value in expected.items():
            if value is None and name in found:
                raise MismatchError(f"{where}.{name} should not be there: {found[name]!r}")
            if value is not None:
                if name not in found:
                    raise MismatchError(f"{where}.{name} is missing in {found!r}")
                _compare(
                    sorted(value) if expected.keys() in _SETS else value,
                    _in_order(found, name),
                    f"{where}.{name}",
                )
    elif isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            raise MismatchError(f"{where}: expected {expected!r}, came {found!r}")
        for number, value in enumerate(expected):
            _compare(value, found[number], f"{where}.{number}")
    elif expected != found or isinstance(expected, bool) is not isinstance(found, bool):
        raise MismatchError(f"{where}: expected {expected!r}, came {found!r}")


def _in_order(found: Mapping[str, Any], name: str) -> Any:
    return sorted(found[name]) if found.keys() in _SETS else found[name]
