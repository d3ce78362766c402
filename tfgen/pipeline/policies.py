"""What the roles of a pipeline may do, as the resources of a stack need it: one that plans and reads, one that applies.

A plan reads settings, never what is kept: no items of tables, no values of secrets, no objects but a site's own files,
which everybody may read. Where AWS lets an action be narrowed to a name, the role that applies has it for the service's
names alone, so that it can give no rights to roles of others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from tfgen.check.iam import actions as known
from tfgen.pipeline.rights import EDGE_RIGHTS, LINKED, READ, RIGHTS, Right, actions
from tfgen.render.made import made
from tfgen.render.tree import configuration
from tfgen.stack import names
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.kinds.queue import QUEUE
from tfgen.stack.kinds.secret import SECRET
from tfgen.stack.kinds.site import SITE, bucket, regions_of
from tfgen.stack.kinds.table import TABLE
from tfgen.stack.root import roots
from tfgen.stack.stack import Stack

Document = dict[str, Any]
MOST = 6_144
"""Characters of a managed policy, white space aside; a role takes ten.
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"""
KEPT = frozenset(
    {
        "dynamodb:BatchGetItem",
        "dynamodb:GetItem",
        "dynamodb:Query",
        "dynamodb:Scan",
        "kms:Decrypt",
        "s3:GetObject",
        "secretsmanager:GetSecretValue",
    }
)
"""Actions that read what is kept, rather than how."""
HEALTH = (
    "cloudwatch:DescribeAlarms",
    "cloudwatch:GetMetricData",
    "route53:GetHealthCheckStatus",
    "route53:ListResourceRecordSets",
    "sqs:GetQueueAttributes",
    "sqs:GetQueueUrl",
)
"""What `tfgen gate` asks."""
_READS = re.compile(r"(?:apigateway:GET|\w[\w-]*:(?:Get|List|Describe)\w*)")
_TYPE = re.compile(r"\b(aws_\w+)\.\w+(?:\[|$)")
_KEY = re.compile(r'\["(?:[^"\\]|\\.)*"\]')
_DATA = re.compile(r'^data "(aws_\w+)"|^\s+data "(aws_\w+)"', re.MULTILINE)


def types(stack: Stack) -> frozenset[str]:
    """The types of resources that a stack makes, and of those that it only reads."""
    of_resources = (_TYPE.findall(_KEY.sub("", each.address)) for each in made(stack))
    read = (_DATA.findall(text) for text in configuration(stack, "").values())
    return frozenset(
        [found[-1] for found in of_resources if found]
        + [name for found in read for pair in found for name in pair if name]
    )


def rights(stack: Stack) -> tuple[Right, ...]:
    """What the resources of a stack need."""
    used = types(stack)
    return tuple(right for right in (*RIGHTS, *EDGE_RIGHTS) if used & {*right.types})


def reads(needed: tuple[Right, ...]) -> list[str]:
    """The actions of a plan, each on everything: what is listed has no name before."""
    return sorted({each for each in actions(needed) if _READS.fullmatch(each) and each not in KEPT})


def writes(needed: tuple[Right, ...]) -> list[str]:
    """What an apply needs beside.

    Reading of what is kept is among it: a replica is filled with the rights of whoever makes it.
    """
    making = tuple(right for right in needed if not set(right.types) <= set(READ))
    return sorted(set(actions(making)) - set(reads(needed)))


def plan_policy(stack: Stack) -> list[Document]:
    """Of the role that plans, asks for the health of regions and looks for drift."""
    return packed([*_reading(stack, rights(stack)), *_state(stack, "GetObject")])


def apply_policy(stack: Stack) -> list[Document]:
    """Of the role that applies."""
    needed = rights(stack)
    state = _state(stack, "GetObject", "PutObject")
    return packed([*_reading(stack, needed), *_writing(stack, needed), *state])


def _reading(stack: Stack, needed: tuple[Right, ...]) -> Iterator[Document]:
    yield _allow("Read", sorted({*reads(needed), *HEALTH}), "*")
    files = [f"{each}/*" for each in _buckets(stack)]
    if files:
        yield _allow("ReadTheSitesFiles", ["s3:GetObject"], files)


def _writing(stack: Stack, needed: tuple[Right, ...]) -> Iterator[Document]:
    """Statements by what they are on."""
    own = _named(stack)
    on: dict[tuple[str, ...], list[str]] = {}
    for action in writes(needed):
        on.setdefault(tuple(_resources(action, own)), []).append(action)
    for number, (resources, allowed) in enumerate(sorted(on.items()), 1):
        yield _allow(f"Write{number}", allowed, [*resources])
    roles = [*(each for each in own if ":role/" in each), *_roles_of_others(stack)]
    if roles:
        condition = {"StringEquals": {"iam:PassedToService": ["lambda.amazonaws.com"]}}
        yield {**_allow("HandRolesToFunctions", ["iam:PassRole"], roles), "Condition": condition}
    condition = {"StringEquals": {"iam:AWSServiceName": list(LINKED)}}
    yield {**_allow("RolesOfServices", ["iam:CreateServiceLinkedRole"], "*"), "Condition": condition}


def _roles_of_others(stack: Stack) -> list[str]:
    """Roles that exist, which functions are given as they are."""
    found = (each.role.existing for each in stack.all(FUNCTION).values() if each.role)
    account = stack.account or "*"
    named = (
        each if each.startswith("arn:") else f"arn:aws:iam::{account}:role/{each}" for each in found if each
    )
    return list(dict.fromkeys(named))


def _resources(action: str, own: Iterable[str]) -> Iterator[str]:
    """What an action is narrowed to: the service's own names, where AWS takes one; else everything."""
    (found,) = known.matching(action)
    service = action.partition(":")[0]
    fitting = [each for each in own if each.split(":")[2] == service and found.is_on(each)]
    yield from fitting or ("*",)


def _named(stack: Stack) -> list[str]:
    """The ARNs of what has a name of the service's, or one that the spec says."""
    account = stack.account or "*"
    functions = _called(stack, (names.of(stack, FUNCTION, each) for each in stack.all(FUNCTION)))
    tables = _called(stack, (names.of(stack, TABLE, each) for each in stack.all(TABLE)))
    queues = _called(stack, (names.of(stack, QUEUE, each) for each in stack.all(QUEUE)))
    secrets = _called(stack, (names.of(stack, SECRET, each) for each in stack.all(SECRET)))
    return [
        *(f"arn:aws:iam::{account}:role/{each}" for each in _ended(functions, "-*")),
        *(f"arn:aws:lambda:*:{account}:function:{each}" for each in _ended(functions, ":*")),
        *(f"arn:aws:dynamodb:*:{account}:table/{each}" for each in _ended(tables, "/*")),
        *(f"arn:aws:dynamodb::{account}:global-table/{each}" for each in tables),
        *(f"arn:aws:sqs:*:{account}:{each}" for each in _ended(queues, "-*")),
        *(f"arn:aws:secretsmanager:*:{account}:secret:{each}" for each in _ended(secrets, "-??????")),
        *_buckets(stack),
        *(f"{each}/*" for each in _buckets(stack)),
    ]


def _called(stack: Stack, found: Iterable[str]) -> list[str]:
    """Names, those that begin with the service's as one."""
    start = f"{stack.called}-"
    return list(dict.fromkeys(f"{start}*" if each.startswith(start) else each for each in found))


def _ended(found: Iterable[str], end: str) -> Iterator[str]:
    """Names, and what belongs to each."""
    for each in found:
        yield each
        if not each.endswith("*"):
            yield f"{each}{end}"


def _buckets(stack: Stack) -> list[str]:
    """Of the site."""
    if not stack.all(SITE):
        return []
    account = stack.account or "*"
    found = (bucket(stack, region.name).replace("{account}", account) for region in regions_of(stack))
    return [f"arn:aws:s3:::{each}" for each in found]


def _state(stack: Stack, *does: str) -> Iterator[Document]:
    """The state's own objects; and those by which it is locked, which whoever plans may write as well."""
    if stack.state is None or not stack.state.bucket:
        return
    own = dict.fromkeys((names.state_bucket(stack, each.provider_region), each.name) for each in roots(stack))
    objects = [f"arn:aws:s3:::{bucket}/{names.state_key(stack, root)}" for bucket, root in own]
    places = [f"arn:aws:s3:::{bucket}" for bucket in dict.fromkeys(bucket for bucket, _ in own)]
    yield _allow("FindTheState", ["s3:ListBucket"], places)
    yield _allow("State", [f"s3:{each}" for each in does], objects)
    lock = ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"]
    yield _allow("LockTheState", lock, [f"{each}.tflock" for each in objects])


def _allow(sid: str, allowed: list[str], resource: str | list[str]) -> Document:
    resource = resource[0] if isinstance(resource, list) and len(resource) == 1 else resource
    return {"Sid": sid, "Effect": "Allow", "Action": allowed, "Resource": resource}


def packed(statements: Iterable[Document]) -> list[Document]:
    """Statements in as few documents as they fit in. One that alone is too long is parted by its actions."""
    documents: list[Document] = []
    for statement in (part for each in statements for part in _parted(each)):
        if documents:
            whole = {**documents[-1], "Statement": [*documents[-1]["Statement"], statement]}
            if length(whole) <= MOST:
                documents[-1] = whole
                continue
        documents.append({"Version": "2012-10-17", "Statement": [statement]})
    return documents


def _parted(statement: Document) -> Iterator[Document]:
    if length({"Version": "2012-10-17", "Statement": [statement]}) <= MOST:
        yield statement
        return
    half = len(statement["Action"]) // 2
    for number, part in enumerate((statement["Action"][:half], statement["Action"][half:]), 1):
        yield from _parted({**statement, "Sid": f"{statement['Sid']}x{number}", "Action": part})


def length(document: Document) -> int:
    """As IAM counts it."""
    return len(re.sub(r"\s", "", json.dumps(document, separators=(",", ":"))))
