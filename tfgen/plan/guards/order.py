"""What AWS refuses in the second half of an apply, because of the order in which it happens."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.plan.guards import values
from tfgen.plan.guards.codes import CERTIFICATE_FIRST, TWO_APPLIES
from tfgen.plan.guards.plan import AnyPlan
from tfgen.plan.guards.protection import SETTINGS
from tfgen.plan.reviewed import Finding

_PROTECTED = ("protection against deletion", "protection against termination")
_WITH_SNAPSHOT = (
    "aws_db_instance",
    "aws_rds_cluster",
    "aws_docdb_cluster",
    "aws_neptune_cluster",
    "aws_redshift_cluster",
)


def certificates(plan: AnyPlan) -> Iterator[Finding]:
    """Certificates that go before another is there."""
    for change in plan.of("aws_acm_certificate"):
        if change.actions == ("delete", "create"):
            message = (
                f"{change.address} is deleted before another is made, and AWS deletes none that is in use"
            )
            hint = "write `lifecycle { create_before_destroy = true }`"
            yield Finding(CERTIFICATE_FIRST, message, change.address, hint=hint)


def deletions(plan: AnyPlan) -> Iterator[Finding]:
    """Deletions that need an apply before them."""
    for change in plan.changes:
        if not change.deletes or change.deposed:
            continue
        for path, what, protects in SETTINGS.get(change.type, ()):
            if what in _PROTECTED and protects(values.before(change, path)):
                message = f"{change.address} is to be deleted and has {what} (`{path}`): AWS refuses it"
                yield _two(message, change.address, f"an apply that sets `{path}` off, and then the deletion")
        asks = change.before.get("skip_final_snapshot") is False
        if change.type in _WITH_SNAPSHOT and asks and not change.before.get("final_snapshot_identifier"):
            message = f"{change.address} is to be deleted, and asks for a final snapshot that has no name: the provider refuses it"
            yield _two(
                message,
                change.address,
                "an apply that sets `final_snapshot_identifier`, and then the deletion",
            )
        if change.type == "aws_s3_bucket" and change.before.get("force_destroy") is False:
            message = f"{change.address} is to be deleted, which AWS refuses if objects are in it: `force_destroy` is false in the state"
            yield _two(
                message,
                change.address,
                "empty it first, old versions too; or an apply with `force_destroy` on",
            )


def incomplete(plan: AnyPlan) -> Iterator[Finding]:
    """A plan that says itself that another is needed. Source: `complete` of the JSON format, Terraform 1.8."""
    if (
        plan.plan.get("complete") is False
        and not plan.plan.get("deferred_changes")
        and not plan.plan.get("errored")
    ):
        message = "the plan is not complete: after its apply, another one has more changes"
        yield _two(message, "", "plan and review once more after the apply")


def _two(message: str, address: str, hint: str) -> Finding:
    return Finding(TWO_APPLIES, message, address, hint=hint)
