"""What is said of actions that cannot be done, and what an action may say."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import Any

Action = Mapping[str, Any]


class RefusedError(Exception):
    """An action that cannot be done; the text says why, for people."""


def number(action: Action, name: str, least: float, most: float) -> float:
    """A number within bounds, which the action has to say."""
    value = action.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not _is_within(value, least, most):
        raise RefusedError(f"`{name}` is a number from {least:g} to {most:g}")
    return float(value)


def whole(action: Action, name: str, least: int, most: int) -> int:
    """A whole number within bounds."""
    value = number(action, name, least, most)
    if not value.is_integer():
        raise RefusedError(f"`{name}` is a whole number from {least} to {most}")
    return int(value)


def flag(action: Action, name: str) -> bool:
    """True or false."""
    value = action.get(name)
    if not isinstance(value, bool):
        raise RefusedError(f"`{name}` is true or false")
    return value


def text(action: Action, name: str, most: int, default: str | None = None) -> str:
    """A text of so many characters at most; the default, where there is one, if it is not said or null."""
    value = action.get(name)
    if value is None and default is not None:
        return default
    if not isinstance(value, str) or len(value) > most or not _is_whole(value):
        raise RefusedError(f"`{name}` is a text of {most:,} characters at most")
    return value


def one_of(action: Action, name: str, known: Collection[str]) -> str:
    """A name that is known."""
    value = action.get(name)
    if not isinstance(value, str) or value not in known:
        raise RefusedError(f"`{name}` is one of {', '.join(known) or 'none'}")
    return value


def some_of(action: Action, name: str, known: Collection[str]) -> list[str]:
    """Names that are known; all if it is not said."""
    value = action.get(name)
    if value is None:
        return list(known)
    if not isinstance(value, list) or not value or not all(each in known for each in map(_word, value)):
        raise RefusedError(f"`{name}` is a list of {', '.join(known)}")
    return list(dict.fromkeys(value))


def nothing_else(action: Action, known: Collection[str]) -> None:
    """Refuses what the action does not take: a word that is ignored misleads."""
    others = sorted(str(each)[:50] for each in action if each not in ("do", "at", *known))
    if others:
        takes = ", ".join(known) or "nothing"
        raise RefusedError(f"`{action['do']}` takes {takes}; `{others[0]}` is none of it")


def _is_within(value: float, least: float, most: float) -> bool:
    try:
        return math.isfinite(value) and least <= value <= most
    except OverflowError:  # a whole number without end
        return False


def _is_whole(value: str) -> bool:
    """Whether it has no half of a character, which JSON can say and UTF-8 cannot."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""
