"""IAM: moto finds a role by looking through all of them, while another request makes one.

`RuntimeError: dictionary changed size during iteration`, sooner or later, where terraform makes many roles at once.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from moto.iam.models import IAMBackend

from tfgen.emulator.patching import replaced


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Looks through a copy, which is made at once."""

    def get_roles(self: Any) -> list[Any]:
        return list(self.roles.values())

    with replaced(IAMBackend, get_roles=get_roles):
        yield
