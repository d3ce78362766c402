"""A floor's tuple: the files that it is made of, by name, in the order that counts.

One line adds a file. The names are told, not found: nothing walks folders, and nothing registers itself.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


def members(package: str, names: tuple[str, ...], attribute: str = "") -> tuple[Any, ...]:
    """What each of the named files of a package holds under an attribute, or under its (folder's) name in capitals.

    Raises ImportError or AttributeError for a file that is not there, or does not hold it.
    """
    return tuple(
        getattr(import_module(f"{package}.{name}"), attribute or name.partition(".")[0].upper())
        for name in names
    )
