"""Policies of buckets, evaluated as IAM evaluates any other.

moto looks at statements for everybody alone, not at their conditions: one that denies requests without TLS denies all. It
keeps any text for a policy, and a public one where that is blocked.
Sources: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-auth-workflow-object-operation.html and
https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.iam.access_control import PermissionResult
from moto.s3.exceptions import S3AccessDeniedError, S3ClientError
from moto.s3.models import FakeBucket, S3Backend, s3_backends
from moto.s3.utils import bucket_policy_is_public

from tfgen.emulator.functions.decision import Policies, Request, decide
from tfgen.emulator.functions.policies import NotEvaluatedError, Verdict
from tfgen.emulator.functions.principals import Principal
from tfgen.emulator.patching import replaced

_ALWAYS = {"aws:securetransport": "true"}
_FOUND = {
    Verdict.allowed: PermissionResult.PERMITTED,
    Verdict.denied: PermissionResult.DENIED,
    Verdict.silent: PermissionResult.NEUTRAL,
}
EVERYBODY = Principal(service="everybody")
"""Whom statements for `*` name, and no others."""


@contextlib.contextmanager
def patched() -> Iterator[None]:
    """Evaluates policies, and refuses those that are none."""
    put = S3Backend.put_bucket_policy

    def get_permission(bucket: Any, action: str, resource: str) -> Any:
        if not bucket.policy:
            return PermissionResult.NEUTRAL
        account = Principal(DEFAULT_ACCOUNT_ID, f"arn:aws:iam::{DEFAULT_ACCOUNT_ID}:root")
        if verdict(bucket, account, action, resource) is Verdict.denied:
            return PermissionResult.DENIED
        return _FOUND[verdict(bucket, EVERYBODY, action, resource)]

    def put_bucket_policy(self: Any, bucket_name: str, policy: bytes) -> None:
        _check(self.get_bucket(bucket_name), policy)
        put(self, bucket_name, policy)

    with (
        replaced(FakeBucket, get_permission=get_permission),
        replaced(S3Backend, put_bucket_policy=put_bucket_policy),
    ):
        yield


def verdict(
    bucket: Any, principal: Principal, action: str, resource: str, context: Mapping[str, str] = _ALWAYS
) -> Verdict:
    """What a bucket's policy says of a request of somebody; a condition that is not known here denies."""
    if not bucket.policy:
        return Verdict.silent
    policies = Policies(resource=bucket.policy.decode())
    try:
        return decide(policies, principal, Request(action, resource, {**_ALWAYS, **context})).verdict
    except NotEvaluatedError:
        return Verdict.denied


def bucket_of(name: str) -> Any | None:
    """moto's bucket of a name, or None."""
    return s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets.get(name)


def _check(bucket: Any, policy: bytes) -> None:
    try:
        said = json.loads(policy)
        statements = said["Statement"]
    except (ValueError, KeyError, TypeError) as error:
        raise S3ClientError(
            "MalformedPolicy", "Policies must be valid JSON and the first byte must be '{'"
        ) from error
    for statement in [statements] if isinstance(statements, dict) else statements:
        _check_statement(bucket, statement)
    block = bucket.public_access_block
    if block and block.block_public_policy and bucket_policy_is_public(policy):
        raise S3AccessDeniedError


def _check_statement(bucket: Any, statement: Mapping[str, Any]) -> None:
    if not statement.keys() & {"Principal", "NotPrincipal"}:
        raise S3ClientError("MalformedPolicy", "Missing required field Principal")
    resources = statement.get("Resource", statement.get("NotResource", ()))
    for resource in [resources] if isinstance(resources, str) else resources:
        name = resource.partition(":::")[2].partition("/")[0]
        if name != bucket.name and "Resource" in statement:
            raise S3ClientError("MalformedPolicy", "Policy has invalid resource")
