"""Where labels go."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal


def spread(places: Sequence[Decimal], gap: Decimal) -> list[Decimal]:
    """Places in their own order, moved up where two would be nearer than a gap."""
    found: dict[int, Decimal] = {}
    before: Decimal | None = None
    for index in sorted(range(len(places)), key=lambda index: places[index]):
        before = places[index] if before is None else max(places[index], before + gap)
        found[index] = before
    return [found[index] for index in range(len(places))]


def shortened(text: str, most: int, cut: str = "…") -> str:
    """A text that is cut where it is longer: at its end, but for a path, whose end tells the most."""
    kept = most - len(cut)
    if len(text) <= most:
        return text
    return cut + text[-kept:] if "/" in text else text[:kept] + cut
