"""Queues: the messages that go with them."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.plan.codes import DATA_LOST
from tfgen.plan.reviewed import Finding, Reviewed


def review(plan: Reviewed) -> Iterator[Finding]:
    """Queues that go."""
    for change in plan.of("aws_sqs_queue"):
        if change.deletes:
            message = f"the plan deletes the queue {change.before.get('name')} in {plan.region(change)} with its messages"
            hint = "let it become empty before: send to another queue first"
            yield plan.finding(DATA_LOST, change, message, hint)
