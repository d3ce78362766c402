"""S3, as the emulator has it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs

from tfgen.emulator.chaos import Part
from tfgen.emulator.s3 import bucket_policies, versions
from tfgen.emulator.s3.replication import Replication
from tfgen.emulator.service import Access, Call, Ground, Service

_OBJECT = "Object"
"""Stands for every action on objects: which one it is, IAM is told by the SDK's model."""

_SETTINGS = frozenset(
    {
        "accelerate",
        "acl",
        "cors",
        "encryption",
        "lifecycle",
        "location",
        "logging",
        "notification",
        "ownershipControls",
        "policy",
        "publicAccessBlock",
        "replication",
        "tagging",
        "versioning",
        "website",
    }
)
"""What is asked of a bucket by a name in the query that is not about its objects."""


def _reads(environ: dict[str, Any], region: str) -> Call:
    path, query = environ.get("PATH_INFO", "/"), environ.get("QUERY_STRING", "")
    names = parse_qs(query, keep_blank_values=True).keys()
    bucket, _, key = path.strip("/").partition("/")
    is_list = bool(bucket) and environ["REQUEST_METHOD"] == "GET" and not names & _SETTINGS
    return Call(region, _OBJECT if key or is_list else "", {}, path)


def _access(_: Call) -> list[Access] | None:
    return None


@contextlib.contextmanager
def _run(ground: Ground) -> Iterator[None]:
    with bucket_policies.patched(), versions.patched(), Replication(ground.chaos).installed():
        yield


S3 = Service("s3", Part.buckets, frozenset([_OBJECT]), _access, (403, "AccessDenied"), _run, _reads)
