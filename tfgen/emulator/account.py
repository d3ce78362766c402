"""The account that the emulated AWS is: moto's, or the one that a stack says it belongs to."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator

from moto.core.models import DEFAULT_ACCOUNT_ID

_VARIABLE = "MOTO_ACCOUNT_ID"
"""What moto heeds in requests: https://docs.getmoto.org/en/latest/docs/multi_account.html"""
_CONSTANTS = ("DEFAULT_ACCOUNT_ID", "ACCOUNT_ID")
"""What its modules, and ours, know it by."""
_MOTOS = DEFAULT_ACCOUNT_ID


@contextlib.contextmanager
def answering(account: str) -> Iterator[None]:
    """An account in the place of moto's, in requests and wherever a module knows it; empty for moto's."""
    if account in ("", _MOTOS):
        yield
        return
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = account
    _rename(_MOTOS, account)
    try:
        yield
    finally:
        _rename(account, _MOTOS)
        if before is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = before


def _rename(old: str, new: str) -> None:
    for module in list(sys.modules.values()):
        for name in _CONSTANTS:
            if vars(module).get(name) == old and module.__name__.startswith(("moto.", "tfgen.")):
                setattr(module, name, new)
