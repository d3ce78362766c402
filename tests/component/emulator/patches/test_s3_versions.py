"""Versions are listed while objects go."""

from __future__ import annotations

from moto.s3.utils import _VersionedKeyStore

from tfgen.emulator.s3 import versions


def test_an_object_that_goes_meanwhile_breaks_no_list() -> None:
    store = _VersionedKeyStore()
    for name in ("a", "b"):
        store[name] = name
    with versions.patched():
        listed = store.iterlists()
        next(listed)
        dict.pop(store, "b")
        assert list(listed) == [("b", ["b"])]
