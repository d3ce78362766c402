"""The streams by which global tables are copied."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.plan.change import Change
from tfgen.plan.guards import values
from tfgen.plan.guards.codes import STREAM_OFF
from tfgen.plan.guards.plan import AnyPlan
from tfgen.plan.reviewed import Finding


def guard(plan: AnyPlan) -> Iterator[Finding]:
    """Tables whose stream goes while there are replicas, or with the last of them."""
    replicas = list(plan.of("aws_dynamodb_table_replica"))
    for change in plan.of("aws_dynamodb_table"):
        if not change.updates or change.before.get("stream_enabled") is not True:
            continue
        if values.after(change, "stream_enabled") in (True, values.UNKNOWN):
            continue
        own = [each for each in replicas if each.before and _table(each) == change.before.get("arn")]
        if own or change.before.get("replica"):
            message = f"{change.address} loses its stream, by which its replicas are copied: AWS refuses it while one is there"
            hint = "an apply that takes the replicas away first, and one without the stream then"
            yield Finding(STREAM_OFF, message, change.address, hint=hint)


def _table(replica: Change) -> object:
    return replica.before.get("global_table_arn")
