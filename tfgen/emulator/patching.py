"""Replacing methods of moto for as long as an emulator runs."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

_ABSENT = object()


@contextlib.contextmanager
def replaced(owner: Any, **replacements: Any) -> Iterator[None]:
    """Sets attributes of a class or module, and puts back what was there."""
    before = {name: vars(owner).get(name, _ABSENT) for name in replacements}
    for name, value in replacements.items():
        setattr(owner, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is _ABSENT:
                delattr(owner, name)
            else:
                setattr(owner, name, value)
