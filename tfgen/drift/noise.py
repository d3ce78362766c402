"""Differences that are none, with the reason why each is left out.

The provider writes some values another way when it reads a resource than when it made it, and some follow from what
other resources are. Seen in plans of Terraform 1.11 with provider 5.100 that refresh a stack for the first time.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tfgen.drift.known import Known
from tfgen.plan.change import Change

EMPTY = "null in one, and empty in the other"
FOLLOWS = "follows from another attribute, or from the last apply"
OWN = "is a resource of its own in the state"
SCALED = "is what autoscaling sets"
RENEWED = "is what ACM does by itself"
DEPLOYED = "is what API Gateway deploys by itself"

_FOLLOWING: Mapping[str, Mapping[str, str]] = {
    "": {"tags_all": FOLLOWS},
    "aws_acm_certificate": dict.fromkeys(
        ("status", "not_after", "not_before", "renewal_eligibility", "renewal_summary", "pending_renewal"),
        RENEWED,
    ),
    "aws_apigatewayv2_stage": {"deployment_id": DEPLOYED},
    "aws_cloudfront_distribution": dict.fromkeys(
        ("etag", "in_progress_validation_batches", "last_modified_time", "status"), FOLLOWS
    ),
    "aws_cloudfront_function": dict.fromkeys(("etag", "live_stage_etag", "status"), FOLLOWS),
    "aws_dynamodb_table": dict.fromkeys(("stream_arn", "stream_label"), FOLLOWS),
    "aws_lambda_alias": {"invoke_arn": FOLLOWS},
    "aws_lambda_function": dict.fromkeys(
        ("last_modified", "qualified_arn", "qualified_invoke_arn", "source_code_size", "version"), FOLLOWS
    ),
}
"""Attributes that tell nothing of their own, by type; those of all types under an empty name."""

_OF_BUCKETS = {
    "acceleration_status": "aws_s3_bucket_accelerate_configuration",
    "acl": "aws_s3_bucket_acl",
    "cors_rule": "aws_s3_bucket_cors_configuration",
    "grant": "aws_s3_bucket_acl",
    "lifecycle_rule": "aws_s3_bucket_lifecycle_configuration",
    "logging": "aws_s3_bucket_logging",
    "policy": "aws_s3_bucket_policy",
    "replication_configuration": "aws_s3_bucket_replication_configuration",
    "server_side_encryption_configuration": "aws_s3_bucket_server_side_encryption_configuration",
    "versioning": "aws_s3_bucket_versioning",
    "website": "aws_s3_bucket_website_configuration",
}
"""Attributes of a bucket, and the types of resources that stand for them. What differs there is told of these."""


@dataclasses.dataclass(frozen=True, slots=True)
class Heard:
    """A change without what is noise, and how much of that there was."""

    change: Change
    left_out: Counter[str]
    """Numbers of attributes by reason."""


def heard(change: Change, known: Known) -> Heard:
    """The change without what is noise: of that, before and after are the same."""
    before, after = dict(change.before), dict(change.after)
    left_out: Counter[str] = Counter()
    for name in sorted({*before, *after}):
        if before.get(name) == after.get(name):
            continue
        for reason, clean in _cleaners(change.type, name, {**before, **after}, known):
            was, now = clean(before.get(name)), clean(after.get(name))
            if was == now:
                before[name] = after[name] = change.after.get(name)
                left_out[reason] += 1
                break
            if isinstance(before.get(name) or after.get(name), list | dict):
                before[name], after[name] = was, now
    return Heard(dataclasses.replace(change, before=before, after=after), left_out)


_Clean = Callable[[Any], Any]


def _cleaners(kind: str, name: str, values: Mapping[str, Any], known: Known) -> Iterator[tuple[str, _Clean]]:
    """What may make an attribute's two values the same, each after those before it."""
    yield EMPTY, _without_empty
    following = _FOLLOWING.get(kind, {}).get(name) or _FOLLOWING[""].get(name)
    if following:
        yield following, lambda _: None
    if kind == "aws_s3_bucket" and _has_own_resource(name, values, known):
        yield OWN, lambda _: None
    own = _OWN_ENTRIES.get((kind, name))
    if own:
        yield OWN, own(values, known)
    if kind == "aws_dynamodb_table" and name in _CAPACITIES:
        yield from _scaled(name, values, known)


def _without_empty(value: Any) -> Any:
    """A value without what is null, false or empty in it: what is unset reads so, now and then."""
    if isinstance(value, Mapping):
        kept = {key: _without_empty(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each is not None} or None
    if isinstance(value, list):
        return [each for each in map(_without_empty, value) if each is not None] or None
    return None if value is False or value == "" else value


def _has_own_resource(name: str, values: Mapping[str, Any], known: Known) -> bool:
    of = known.of(_OF_BUCKETS.get(name, ""))
    return any(each.get("bucket") in (values.get("id"), values.get("bucket")) for each in of)


def _entries_without(key: str, names: frozenset[Any]) -> _Clean:
    def clean(value: Any) -> Any:
        if not isinstance(value, list):
            return value
        kept = [each for each in value if not (isinstance(each, Mapping) and each.get(key) in names)]
        return kept or None

    return clean


def _replicas(_: Mapping[str, Any], known: Known) -> _Clean:
    """Without the replicas that are resources of their own."""
    arns = frozenset(each.get("arn") for each in known.of("aws_dynamodb_table_replica"))
    return _entries_without("arn", arns)


def _inline_policies(values: Mapping[str, Any], known: Known) -> _Clean:
    """Without the policies of a role that are resources of their own."""
    role = values.get("name")
    of = known.of("aws_iam_role_policy")
    return _entries_without("name", frozenset(each.get("name") for each in of if each.get("role") == role))


def _attached(values: Mapping[str, Any], known: Known) -> _Clean:
    """Without the policies that a role has by resources of their own."""
    role = values.get("name")
    of = known.of("aws_iam_role_policy_attachment")
    arns = {each.get("policy_arn") for each in of if each.get("role") == role}

    def clean(value: Any) -> Any:
        return [each for each in value if each not in arns] or None if isinstance(value, list) else value

    return clean


_OWN_ENTRIES: Mapping[tuple[str, str], Callable[[Mapping[str, Any], Known], _Clean]] = {
    ("aws_dynamodb_table", "replica"): _replicas,
    ("aws_iam_role", "inline_policy"): _inline_policies,
    ("aws_iam_role", "managed_policy_arns"): _attached,
}
_CAPACITIES = ("read_capacity", "write_capacity", "global_secondary_index")


def _scaled(name: str, values: Mapping[str, Any], known: Known) -> Iterator[tuple[str, _Clean]]:
    table = f"table/{values.get('name')}"
    scaled = {each.get("resource_id") for each in known.of("aws_appautoscaling_target")}
    if name != "global_secondary_index":
        if table in scaled:
            yield SCALED, lambda _: None
        return

    def clean(value: Any) -> Any:
        if not isinstance(value, list):
            return value
        cleaned = (
            _unscaled(each) if f"{table}/index/{each.get('name')}" in scaled else each for each in value
        )
        return sorted(cleaned, key=lambda index: str(index.get("name")))

    yield SCALED, clean


def _unscaled(index: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in index.items() if key not in _CAPACITIES}
