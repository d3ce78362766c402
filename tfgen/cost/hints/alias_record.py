"""Alias records instead of a CNAME: their queries are free.

Source: https://aws.amazon.com/route53/pricing
"""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.cost.hints.suggestion import Case, Suggestion
from tfgen.stack.kinds.routing import ROUTING
from tfgen.stack.variations import with_the


def suggest(case: Case) -> Iterator[Suggestion]:
    """Where the record is a CNAME."""
    if any(routing.record == "cname" for routing in case.stack.all(ROUTING).values()):
        changed = with_the(case.stack, ROUTING, record="alias")
        why = "queries of alias records of API Gateway are free; the change takes two applies, and their TTL is 60 s"
        yield Suggestion("`routing: {record: alias}`", why, changed)
