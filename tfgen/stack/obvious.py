"""Stand-ins that a name makes obvious: `VpcId` is the id of a VPC."""

from __future__ import annotations

import re

_ACCOUNT = "123456789012"
_OBVIOUS = (
    ("vpc(id)?", "vpc-0123456789abcdef0"),
    (r"\w*subnet(id)?(\d|[a-f])?", "subnet-0123456789abcdef0"),
    (r"\w*(securitygroup|sg)(id)?", "sg-0123456789abcdef0"),
    (r"\w*topicarn", f"arn:aws:sns:{{region}}:{_ACCOUNT}:stand-in"),
    (r"\w*queuearn", f"arn:aws:sqs:{{region}}:{_ACCOUNT}:stand-in"),
    (r"\w*tablearn", f"arn:aws:dynamodb:{{region}}:{_ACCOUNT}:table/stand-in"),
    (r"\w*functionarn", f"arn:aws:lambda:{{region}}:{_ACCOUNT}:function:stand-in"),
    (r"\w*bucketarn", "arn:aws:s3:::stand-in"),
    (r"\w*rolearn", f"arn:aws:iam::{_ACCOUNT}:role/stand-in"),
    (r"\w*keyarn", f"arn:aws:kms:{{region}}:{_ACCOUNT}:key/01234567-89ab-cdef-0123-456789abcdef"),
    (r"\w*userpoolarn", f"arn:aws:cognito-idp:{{region}}:{_ACCOUNT}:userpool/{{region}}_standsin1"),
    (r"\w*userpoolid", "{region}_standsin1"),
    (r"\w*queueurl", f"https://sqs.{{region}}.amazonaws.com/{_ACCOUNT}/stand-in"),
    (r"\w*(url|endpoint)", "https://stand-in.example.com"),
    (r"\w*(domain|domainname|host|hostname)", "stand-in.example.com"),
    (r"\w*(table|bucket|queue|topic|function)name", "stand-in"),
    (r"\w*(hostedzone|zone)id", "Z0123456789ABCDEFGHIJ"),
    (r"\w*loglevel", "info"),
    (r"\w*email", "nobody@example.com"),
    ("region", "{region}"),
    (r"account(id)?", _ACCOUNT),
)
"""Of names in lower case without signs, what stands in for what they name. Names and addresses are those of examples
(RFC 2606), ids are in the form that AWS gives them."""


def obvious(name: str, region: str) -> str | None:
    """What stands in for what is called so: by the last part of a path, or all of the name. None if nothing does."""
    last = name.rpartition("/")[2]
    for part in (
        last,
        last.rpartition(":")[2],
        last.rpartition("-")[2],
        re.sub(r".*-(?=\w+-\w+$)", "", last),
    ):
        plain = re.sub(r"[^a-z0-9]", "", part.lower())
        for form, text in _OBVIOUS:
            if re.fullmatch(form, plain):
                return text.replace("{region}", region)
    return None
