"""Which messages were given to functions, and what became of them."""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass

_KEPT_MESSAGES = 1000
_KEPT_DELIVERIES = 1000
"""Of each message: a queue gives up on one after a thousand receives at most."""


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


class Journal:
    """What became of the messages that were given to functions last."""

    def __init__(self) -> None:
        self._messages: OrderedDict[str, deque[Delivery]] = OrderedDict()

    def add(self, delivery: Delivery) -> None:
        """Forgets the message that was delivered first when there are too many."""
        self._messages.setdefault(delivery.message_id, deque(maxlen=_KEPT_DELIVERIES)).append(delivery)
        while len(self._messages) > _KEPT_MESSAGES:
            self._messages.popitem(last=False)

    def of(self, message_id: str) -> tuple[Delivery, ...]:
        """Of one message, the oldest first."""
        found = self._messages.get(message_id)
        return tuple(found.copy()) if found else ()
