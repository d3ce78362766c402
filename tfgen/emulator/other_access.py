"""Functions' requests to services that the emulator has no knowledge of: IAM is asked about the action alone.

What resource such a request is for, and what its conditions are about, is not known here. So it is refused where no
statement of the role allows the action on anything, or one denies it on everything: never where AWS would allow it.
"""

from __future__ import annotations

from typing import Any

from tfgen.emulator.errors import Answer, error
from tfgen.emulator.functions.permissions import action_refusal
from tfgen.emulator.operations import Operation, operation_of
from tfgen.emulator.service import Signature

_FREE = frozenset({"sts"})
"""GetCallerIdentity needs no permission; a role is assumed by what its own trust policy says."""

_PREFIXES = {"email": "ses", "monitoring": "cloudwatch"}
"""Of actions, where they are not what requests are signed with."""

_ACTIONS = {
    "kms:ReEncrypt": ("kms:ReEncryptFrom",),
    "lambda:Invoke": ("lambda:InvokeFunction",),
    "lambda:InvokeAsync": ("lambda:InvokeFunction",),
    "lambda:InvokeWithResponseStream": ("lambda:InvokeFunction",),
    "s3:CopyObject": ("s3:PutObject",),
    "s3:CompleteMultipartUpload": ("s3:PutObject",),
    "s3:CreateMultipartUpload": ("s3:PutObject",),
    "s3:DeleteObjects": ("s3:DeleteObject",),
    "s3:HeadBucket": ("s3:ListBucket",),
    "s3:HeadObject": ("s3:GetObject",),
    "s3:ListBuckets": ("s3:ListAllMyBuckets",),
    "s3:ListObjectVersions": ("s3:ListBucketVersions",),
    "s3:ListObjects": ("s3:ListBucket",),
    "s3:ListObjectsV2": ("s3:ListBucket",),
    "s3:UploadPart": ("s3:PutObject",),
    "sns:PublishBatch": ("sns:Publish",),
}
"""Operations whose actions have other names. https://docs.aws.amazon.com/service-authorization/latest/reference/"""

_OF_REST = ("lambda", "s3")
"""Services of protocols with URLs whose operations are named as their actions, but for those above."""

_CODES = {
    "ec2": (403, "UnauthorizedOperation"),
    "json": (400, "AccessDeniedException"),
    "query": (403, "AccessDenied"),
    "rest-json": (403, "AccessDeniedException"),
    "rest-xml": (403, "AccessDenied"),
    "s3": (403, "AccessDenied"),
}


def refused(environ: dict[str, Any], signed: Signature) -> Answer | None:
    """The answer to a WSGI request of a function that its role allows on nothing; None for all others."""
    if signed.service in _FREE:
        return None
    operation = operation_of(environ, signed.service)
    if operation is None or operation.protocol not in _CODES:
        return None
    for action in _actions(operation, signed.service):
        reason = action_refusal(signed.access_key_id, action)
        if reason:
            status, code = _CODES[operation.protocol]
            return error(operation.protocol, code, reason, status)
    return None


def _actions(operation: Operation, signed_for: str) -> tuple[str, ...]:
    name = f"{_PREFIXES.get(signed_for, signed_for)}:{operation.name}"
    if name in _ACTIONS:
        return _ACTIONS[name]
    is_named_so = not operation.protocol.startswith("rest") or operation.service in _OF_REST
    return (name,) if is_named_so else ()
