"""A freeze: until a day, nothing is applied. It changes nothing that is rendered."""

from __future__ import annotations

from tfgen.spec.record import field, record
from tfgen.spec.scalars import Day, Text

SENTENCE = Text("text", r"^[^\u0000-\u001f\u007f]*[^\s\u0000-\u001f\u007f][^\u0000-\u001f\u007f]*$", most=500)
"""A reason, on one line."""


@record
class Frozen:
    """Why nothing is applied, and until when."""

    until: str = field(Day(), "The last day on which nothing is applied.")
    reason: str = field(SENTENCE, "Why.")


def stands(frozen: Frozen | None, today: str) -> bool:
    """Whether a freeze stands on a day, such as "2027-05-01"."""
    return frozen is not None and today <= frozen.until
