"""How stand-ins reach AWS's APIs, and where they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tfgen.stack.stack import Stack
from tfgen.stack.variations import spare_region

Clients = Callable[[str, str], Any]
"""The SDK's client of a service in a region."""


def everywhere(stack: Stack) -> list[str]:
    """Where what somebody else made is: in the stack's regions, home first, and in the one that a rehearsal adds."""
    spare = spare_region(stack)
    return [*(region.name for region in stack.regions), *([spare] if spare else [])]
