"""IAM's policy language."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tfgen.emulator.functions.policies import NotEvaluatedError, Verdict, statements, verdict

TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/things"
ALLOW = {"Effect": "Allow", "Action": "dynamodb:GetItem", "Resource": TABLE}
DENY = {**ALLOW, "Effect": "Deny"}
CONTEXT = {"aws:requestedregion": "eu-west-1", "aws:sourcearn": "arn:aws:x:eu-west-1:1:api/stage/GET/path"}


def says(*policy: dict[str, Any], action: str = "dynamodb:GetItem", resource: str = TABLE) -> Verdict:
    """The verdict of some statements."""
    return verdict(policy, action, resource, CONTEXT)


def on(operator: str, key: str, values: object) -> dict[str, Any]:
    """An Allow with one condition."""
    return {**ALLOW, "Condition": {operator: {key: values}}}


@pytest.mark.parametrize(
    ("allowed", "statement"),
    [
        (True, ALLOW),
        (False, {**ALLOW, "Action": "dynamodb:PutItem"}),
        (True, {**ALLOW, "Action": ["dynamodb:PutItem", "dynamodb:GetItem"]}),
        (True, {**ALLOW, "Action": "DynamoDB:getitem"}),
        (True, {**ALLOW, "Action": "dynamodb:Get*"}),
        (True, {**ALLOW, "Action": "dynamodb:Get????"}),
        (False, {**ALLOW, "Action": "dynamodb:Get???"}),
        (False, {**ALLOW, "Action": "dynamodb:Get"}),
        (True, {**ALLOW, "Action": "*"}),
        (False, {"Effect": "Allow", "NotAction": "dynamodb:*", "Resource": "*"}),
        (True, {"Effect": "Allow", "NotAction": "s3:*", "Resource": "*"}),
        (False, {**ALLOW, "Resource": f"{TABLE}/index/*"}),
        (False, {**ALLOW, "Resource": TABLE.upper()}),
        (True, {**ALLOW, "Resource": "arn:aws:dynamodb:*:*:table/things"}),
        (False, {**ALLOW, "Resource": "arn:aws:dynamodb:us-east-1:*:table/things"}),
        (True, {**ALLOW, "Resource": ["arn:aws:s3:::x", TABLE]}),
        (False, {"Effect": "Allow", "Action": "*", "NotResource": TABLE}),
        (True, {"Effect": "Allow", "Action": "*", "NotResource": f"{TABLE}s"}),
        (False, {**ALLOW, "Resource": "arn.aws.dynamodb.eu-west-1.123456789012.table/things"}),
    ],
)
def test_actions_and_resources(allowed: bool, statement: dict[str, Any]) -> None:
    assert says(statement) is (Verdict.allowed if allowed else Verdict.silent)


def test_a_deny_wins_wherever_it_stands() -> None:
    assert says(ALLOW, DENY) is says(DENY, ALLOW) is Verdict.denied
    assert says(ALLOW, {**DENY, "Resource": f"{TABLE}s"}) is Verdict.allowed
    assert says(ALLOW, {**DENY, "Condition": {"Bool": {"aws:x": "true"}}}) is Verdict.allowed
    assert says() is Verdict.silent


@pytest.mark.parametrize(
    ("holds", "statement"),
    [
        (True, on("StringEquals", "aws:RequestedRegion", "eu-west-1")),
        (True, on("StringEquals", "AWS:requestedregion", ["us-east-1", "eu-west-1"])),
        (False, on("StringEquals", "aws:RequestedRegion", "EU-WEST-1")),
        (False, on("StringEquals", "aws:Absent", "x")),
        (True, on("StringEqualsIfExists", "aws:Absent", "x")),
        (False, on("StringEqualsIfExists", "aws:RequestedRegion", "x")),
        (True, on("StringEqualsIgnoreCase", "aws:RequestedRegion", "EU-WEST-1")),
        (False, on("StringNotEquals", "aws:RequestedRegion", ["x", "eu-west-1"])),
        (True, on("StringNotEquals", "aws:RequestedRegion", ["x", "y"])),
        (True, on("StringNotEquals", "aws:Absent", "x")),
        (True, on("StringLike", "aws:RequestedRegion", "eu-*")),
        (False, on("StringEquals", "aws:RequestedRegion", "eu-*")),
        (False, on("StringNotLike", "aws:RequestedRegion", "eu-*")),
        (True, on("ArnLike", "aws:SourceArn", "arn:aws:x:*:1:api/*/*")),
        (True, on("ArnEquals", "aws:SourceArn", "arn:aws:x:*:1:api/stage/*/path")),
        (False, on("ArnLike", "aws:SourceArn", "arn:aws:*:1:api/*/*")),  # no wildcard reaches over a colon
        (False, on("ArnNotLike", "aws:SourceArn", "arn:aws:x:*:1:api/*/*")),
        (True, on("Null", "aws:Absent", "true")),
        (True, on("Null", "aws:RequestedRegion", False)),
        (False, on("Null", "aws:RequestedRegion", True)),
    ],
)
def test_conditions(holds: bool, statement: dict[str, Any]) -> None:
    assert says(statement) is (Verdict.allowed if holds else Verdict.silent)


def test_all_conditions_must_hold() -> None:
    both = {
        "StringEquals": {"aws:RequestedRegion": "eu-west-1"},
        "ArnLike": {"aws:SourceArn": "arn:aws:y:*:*:*"},
    }
    assert says({**ALLOW, "Condition": both}) is Verdict.silent


def test_what_is_not_evaluated_is_named() -> None:
    statement = on("NumericAlmost", "aws:RequestedRegion", "1")
    with pytest.raises(NotEvaluatedError, match="operator NumericAlmost"):
        says(statement)
    assert says({**statement, "Action": "s3:GetObject"}) is Verdict.silent


def test_a_document_may_hold_one_statement() -> None:
    assert statements(json.dumps({"Statement": ALLOW})) == (ALLOW,)
    assert statements(json.dumps({"Statement": [ALLOW, DENY]})) == (ALLOW, DENY)
