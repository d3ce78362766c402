"""The service's key: what is encrypted by one that goes cannot be read any more."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.plan.codes import KEY_LOST
from tfgen.plan.reviewed import Finding, Reviewed


def review(plan: Reviewed) -> Iterator[Finding]:
    """Keys that go, but with their region."""
    for sort in ("aws_kms_key", "aws_kms_replica_key"):
        for change in plan.of(sort):
            if change.deletes and not plan.retires(change):
                message = (
                    f"the plan deletes the key of {plan.region(change)}: what is still encrypted by it "
                    "is lost in 30 days"
                )
                hint = "messages, logs and backups keep their key; `tfgen explain TFG424` tells how to wait for them"
                yield plan.finding(KEY_LOST, change, message, hint)
