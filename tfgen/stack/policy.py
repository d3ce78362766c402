"""The inline policy of a function's role, as `modules/function` renders it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tfgen.stack import access, names
from tfgen.stack.kind import Statement
from tfgen.stack.kinds.function import FUNCTION
from tfgen.stack.region import Region
from tfgen.stack.stack import Stack


def policy(stack: Stack, region: Region, name: str) -> str:
    """The policy in a region as JSON without white space, which is how IAM counts it."""
    document = {"Version": "2012-10-17", "Statement": list(_statements(stack, region, name))}
    return names.filled(json.dumps(document, separators=(",", ":")), region.name)


def _statements(stack: Stack, region: Region, name: str) -> Iterator[dict[str, Any]]:
    function = stack.at(FUNCTION, region)[name]
    group = names.arn("logs", f"log-group:/aws/lambda/{names.of(stack, FUNCTION, name)}")
    yield _allow(["logs:CreateLogStream", "logs:PutLogEvents"], f"{group}:*")
    for action in ("xray:PutTelemetryRecords", "xray:PutTraceSegments") if function.tracing else ():
        yield _allow(action, "*")
    for thing, words in access.words(function).items():
        for word in words:
            for statement in access.statements(stack, thing, word):
                yield from _granted(statement, region)
    for statement in access.own_statements(stack, function):
        yield _said(statement, list(statement.resources))


def _granted(statement: Statement, region: Region) -> Iterator[dict[str, Any]]:
    """What of a statement is of a region."""
    resources = [
        each for each in statement.resources if _region_of(each) in ("", "*", "{region}", region.name)
    ]
    yield _said(statement, resources)


def _said(statement: Statement, resources: list[str]) -> dict[str, Any]:
    conditions = {"Condition": dict(statement.conditions)} if statement.conditions else {}
    return {**_allow(list(statement.actions), resources), "Effect": statement.effect, **conditions}


def _region_of(arn: str) -> str:
    parts = arn.split(":")
    return parts[3] if len(parts) > 3 else ""


def _allow(action: str | list[str], resource: str | list[str]) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": action, "Resource": resource}
