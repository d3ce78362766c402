"""The actions that AWS has."""

from __future__ import annotations

import pytest

from tfgen.check.iam import actions


@pytest.mark.parametrize(
    ("pattern", "meant"),
    [
        ("s3:GetObjct", "s3:GetObject"),
        ("S3:getobjct", "s3:GetObject"),
        ("dynamodbb:GetItem", "dynamodb:GetItem"),
        ("dynamodbb:Nothing", "dynamodb:"),
        ("zzzzzzz:Bar", None),
    ],
)
def test_what_aws_does_not_have_is_near_what_it_has(pattern: str, meant: str | None) -> None:
    assert actions.matching(pattern) == []
    assert actions.meant(pattern) == meant


def test_wildcards_and_any_case() -> None:
    names = [each.name for each in actions.matching("S3:getobject?cl")]
    assert names == ["s3:GetObjectAcl"]
    assert len(actions.matching("sqs:*")) > 15


@pytest.mark.parametrize(
    ("action", "resource", "expected"),
    [
        ("s3:GetObject", "arn:aws:s3:::photos/*", True),
        ("s3:GetObject", "arn:aws:s3:::photos", False),
        ("s3:ListBucket", "arn:aws:s3:::photos/*", False),
        ("s3:ListBucket", "arn:aws:s3:::photos", True),
        ("sns:Publish", "arn:aws:sns:{region}:{account}:news", True),
        ("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:shop/*", True),
        ("ses:ListIdentities", "arn:aws:ses:eu-west-1:123456789012:identity/a.example.com", False),
        ("ses:ListIdentities", "*", True),
    ],
)
def test_what_an_action_is_on(action: str, resource: str, expected: bool) -> None:
    assert actions.matching(action)[0].is_on(resource) is expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("ses:FromAddress", (False, None)),
        ("ses:FromAdress", (True, "ses:FromAddress")),
        ("aws:SourceVpcee", (True, "aws:SourceVpce")),
        ("AWS:sourcevpce", (False, None)),
        ("aws:PrincipalTag/team", (False, None)),
        ("s3:ExistingObjectTag/team", (False, None)),
        ("cognito-identity.amazonaws.com:sub", (False, None)),
    ],
)
def test_condition_keys(key: str, expected: tuple[bool, str | None]) -> None:
    assert actions.unknown_key(key) == expected
