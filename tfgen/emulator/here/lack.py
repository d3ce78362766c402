"""What a function may miss here that it has on Lambda, known by what it says when it misses it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple


class Lack(NamedTuple):
    """Something that is not here."""

    words: str
    """A pattern of the error of a function that needs it."""
    reason: str
    """Why it is not here, for the user."""


def missed(lacks: Iterable[Lack], said: str) -> str:
    """The reason why a function that failed with these words cannot run here; empty if that is no reason."""
    return next((lack.reason for lack in lacks if re.search(lack.words, said)), "")
