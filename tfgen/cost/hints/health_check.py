"""Health checks every 30 seconds instead of every 10.

Source: https://aws.amazon.com/route53/pricing
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from tfgen.cost.hints.suggestion import Case, Suggestion
from tfgen.stack.kinds.routing import ROUTING
from tfgen.stack.variations import with_the

STANDARD = 30


def suggest(case: Case) -> Iterator[Suggestion]:
    """Where the fast interval, an option with a price, is chosen."""
    for routing in case.stack.all(ROUTING).values():
        if routing.health.interval < STANDARD:
            health = dataclasses.replace(routing.health, interval=STANDARD)
            changed = with_the(case.stack, ROUTING, health=health)
            later = (STANDARD - routing.health.interval) * routing.health.failures
            why = (
                "the fast interval has a price, and the checkers' requests are three times as many; "
                f"a lost region is left out up to {later} seconds later"
            )
            yield Suggestion(f"`routing: {{health: {{interval: {STANDARD}}}}}`", why, changed)
