"""Secrets: the values that go with them."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.plan.codes import SECRET_LOST
from tfgen.plan.reviewed import Finding, Reviewed


def review(plan: Reviewed) -> Iterator[Finding]:
    """Secrets that go."""
    for change in plan.of("aws_secretsmanager_secret"):
        if change.deletes:
            days = change.before.get("recovery_window_in_days", 30)
            message = (
                f"the plan deletes the secret {change.before.get('name')} with its value, in every region"
            )
            hint = f"`aws secretsmanager restore-secret` brings it back for {days} days, in which its name is taken"
            yield plan.finding(SECRET_LOST, change, message, hint)
