"""What the emulated account has of each quota, and how moto is made to ask."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tfgen.emulator.patching import replaced
from tfgen.stack.quotas.quota import Quota


class Limits:
    """The quotas of the account: AWS's own, but for those that are another's."""

    def __init__(self, own: Mapping[str, int]) -> None:
        self.own = dict(own)
        """What the account has of quotas, by their names, where it is not what AWS gives by default."""

    def of(self, quota: Quota) -> int:
        """How much the account has."""
        return self.own.get(quota.name, quota.value)


@contextlib.contextmanager
def asked(owner: Any, method: str, check: Callable[..., None]) -> Iterator[None]:
    """Asks before a method, with what it is given; what `check` raises is what comes of it."""
    original = getattr(owner, method)

    def checked(self: Any, *given: Any, **named: Any) -> Any:
        check(self, *given, **named)
        return original(self, *given, **named)

    with replaced(owner, **{method: checked}):
        yield
