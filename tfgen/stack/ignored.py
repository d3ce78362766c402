"""What a spec says of findings that are left as they are. It changes nothing that is rendered."""

from __future__ import annotations

from tfgen.spec.record import field, record
from tfgen.spec.scalars import Day, Text
from tfgen.stack.frozen import SENTENCE


@record
class Ignored:
    """A finding that somebody looked at and leaves as it is."""

    code: str = field(
        Text(
            "a code such as `TFG206`, or a check of checkov's such as `CKV_AWS_117`",
            r"^[A-Z][A-Z0-9_]*[0-9]$",
            most=60,
        ),
        "The finding's code.",
    )
    reason: str = field(
        SENTENCE,
        "Why it is left as it is.",
    )
    at: str = field(
        Text("a place such as `tables.orders`, or the address of a resource", r"^\S(.*\S)?$", most=500),
        "Where: a place in the spec with all below it, or the address of a resource or a module. Everywhere if left out.",
        default="",
    )
    says: str = field(
        Text("text", r"^[^\u0000-\u001f\u007f]*[^\s\u0000-\u001f\u007f][^\u0000-\u001f\u007f]*$", most=500),
        "A part of the finding's message: where it says something else, it is another finding.",
        default="",
    )
    until: str = field(Day(), "The last day on which it is ignored.", default="")
