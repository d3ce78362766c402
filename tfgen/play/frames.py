"""Server-sent events as they are sent, and who reads them.

Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Mapping
from typing import Any

MOST_BYTES = 4 << 20
"""What waits for a reader; one that is further behind is let go, and begins anew when it comes back."""


def frame(name: str, data: Mapping[str, Any], number: int) -> bytes:
    """An event."""
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return f"id: {number}\nevent: {name}\ndata: {text}\n\n".encode("ascii")


KEEPS_OPEN = b": still here\n\n"
"""A comment."""


class Reader:
    """What one page has still to read. One thread takes, any may give."""

    def __init__(self, begun: list[bytes]) -> None:
        """Begins with what has happened so far, however much that is."""
        self._frames = deque(begun)
        self._bytes = 0
        self._news = threading.Condition()
        self._is_over = False

    def give(self, frame: bytes) -> None:
        """One event more; too many, and the reader is let go."""
        with self._news:
            if self._is_over:
                return
            self._frames.append(frame)
            self._bytes += len(frame)
            if self._bytes > MOST_BYTES:
                self._frames.clear()
                self._is_over = True
            self._news.notify()

    def end(self, last: bytes = b"") -> None:
        """Nothing comes any more, but for a last event."""
        with self._news:
            if last and not self._is_over:
                self._frames.append(last)
            self._is_over = True
            self._news.notify()

    def take(self, seconds: float) -> bytes | None:
        """What has come, as soon as something has; nothing after so many seconds; None once all is over."""
        with self._news:
            if not self._frames and not self._is_over:
                self._news.wait(seconds)
            if not self._frames and self._is_over:
                return None
            taken = b"".join(self._frames)
            self._frames.clear()
            self._bytes = 0
            return taken
