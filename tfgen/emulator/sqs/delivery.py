"""Which messages were given to functions, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message that a function was given, once."""

    time: float
    """Seconds since 1970, when it was received."""
    region: str
    queue: str
    function: str
    message_id: str
    receives: int
    """How often it has been received until now."""
    handled: bool
    reason: str
    """Why it was not handled; else empty."""
    seconds: float
