"""Patterns of ARNs that some ARN matches, both at once."""

from __future__ import annotations

import pytest

from tfgen.check.iam.patterns import arns_overlap, overlap


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "", True),
        ("a", "", False),
        ("abc", "abc", True),
        ("abc", "abd", False),
        ("a?c", "abc", True),
        ("a*", "*c", True),
        ("a*b", "a", False),
        ("*", "", True),
        ("*x*y", "y?", False),
        ("photos", "+", True),
        ("photos/*", "+", False),
        ("photos*", "+", True),
        ("a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", "a" * 200, False),
    ],
)
def test_overlap(one: str, other: str, expected: bool) -> None:
    assert overlap(one, other) is expected
    assert overlap(other, one) is expected


@pytest.mark.parametrize(
    ("resource", "expected"),
    [
        ("arn:aws:s3:::photos/*", True),
        ("arn:aws:s3:::photos", False),
        ("arn:aws:s3:::*", True),
        ("arn:aws:sqs:::photos/a", False),
    ],
)
def test_objects_are_no_buckets(resource: str, expected: bool) -> None:
    assert arns_overlap(resource, "arn:*:s3:::*/*") is expected
