"""Stretches of time and moments, as a command line says them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_SECONDS = {"s": 1, "m": 60, "h": 3600}
_DURATION = re.compile(r"(\d{1,5})([smh])")
LONGEST = 24 * 3600
"""Seconds. A gate that waits longer is a stage of a pipeline of its own."""


def seconds(text: str) -> int | None:
    """`90s`, `10m` or `1h`, up to a day; None if it is none of these."""
    found = _DURATION.fullmatch(text)
    count = int(found[1]) * _SECONDS[found[2]] if found else LONGEST + 1
    return count if count <= LONGEST else None


def moment(text: str, now: datetime) -> datetime | None:
    """So long ago, or a time as ISO 8601 writes it, of UTC if it does not say; None if it is neither, or not in the last day."""
    ago = seconds(text)
    if ago is not None:
        return now - timedelta(seconds=ago)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    found = found if found.tzinfo else found.replace(tzinfo=UTC)
    return found.astimezone(UTC) if timedelta(0) <= now - found <= timedelta(seconds=LONGEST) else None
