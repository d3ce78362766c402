"""Versions of objects, listed while others are deleted.

moto goes through the names that a bucket had, and stumbles over one that went meanwhile: Terraform deletes the files of a
site at once, and lists the versions of each before.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from moto.s3.utils import _VersionedKeyStore

from tfgen.emulator.patching import replaced


def _lists(store: _VersionedKeyStore) -> Iterator[tuple[str, list[Any]]]:
    """Each name with its versions, as they were at the beginning."""
    yield from list(dict.items(store))


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Patches moto."""
    with replaced(_VersionedKeyStore, lists=_lists, iterlists=_lists):
        yield
