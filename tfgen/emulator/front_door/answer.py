"""What goes back to the client, and why."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

Headers = list[tuple[str, str]]


@dataclass(slots=True)
class Answer:
    """An HTTP answer; the reason is for the journal."""

    status: int
    headers: Headers = field(default_factory=list)
    body: bytes = b""
    reason: str = ""


def message(status: int, text: str, reason: str = "") -> Answer:
    """API Gateway's own answers: {"message": …}."""
    body = json.dumps({"message": text}, separators=(",", ":")).encode()
    return Answer(status, [("content-type", "application/json")], body, reason)
