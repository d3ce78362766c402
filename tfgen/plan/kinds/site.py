"""The site: what visitors lose or miss meanwhile, and buckets that AWS does not delete because a pipeline filled them."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.plan.change import Change
from tfgen.plan.codes import SITE_BUCKET_FULL, SITE_GAP, SITE_LOST, SITE_NAME_LOST
from tfgen.plan.reviewed import Finding, Reviewed

_BUCKETS = "module.site_"


def review(plan: Reviewed) -> Iterator[Finding]:
    """Sites that go, their names, and buckets."""
    for change in plan.of("aws_cloudfront_distribution"):
        if change.address.startswith("module.site."):
            yield from _distribution(plan, change)
    for change in plan.of("aws_s3_bucket"):
        if change.address.startswith(_BUCKETS) and change.deletes:
            yield from _bucket(plan, change)


def _distribution(plan: Reviewed, change: Change) -> Iterator[Finding]:
    if change.deletes:
        message = "the plan deletes the site: its distribution, its name and its files"
        yield plan.finding(SITE_LOST, change, message, "keep `site` until nobody asks for it")
        return
    gone = {*(change.before.get("aliases") or ())} - {*(change.after.get("aliases") or ())}
    for name in sorted(gone if change.updates else ()):
        message = f"the site leaves the name `{name}`, which leads nowhere from then on"
        yield plan.finding(SITE_NAME_LOST, change, message, "tell visitors the other name before")


def _bucket(plan: Reviewed, change: Change) -> Iterator[Finding]:
    name, module = change.before.get("bucket"), change.address.partition(".aws_s3_bucket")[0]
    if not any(each.address.startswith(f"{module}.aws_s3_object.file[") for each in plan.of("aws_s3_object")):
        message = f"the plan deletes the bucket {name}, which AWS refuses while files of a pipeline are in it"
        hint = f"stop the pipeline, then `aws s3 rm --recursive s3://{name}`, and delete the old versions"
        yield plan.finding(SITE_BUCKET_FULL, change, message, hint)
    if change.replaces and plan.region(change) == plan.stack.home.name:
        message = f"the bucket {name} is made anew: what is in no edge's cache fails for minutes"
        yield plan.finding(SITE_GAP, change, message, "do it at a quiet time, or keep the name")
