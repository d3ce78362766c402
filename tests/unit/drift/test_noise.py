"""Differences that are none, and those that look like them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.drift.plans import HERE, Json, changed, of, plan
from tfgen.drift import noise

ROLE = f'module.{HERE.replace("-", "_")}.module.function["put"].aws_iam_role.this'
TABLE = "module.table_notes_eu_west_1.aws_dynamodb_table.this"
BUCKET = "module.site.aws_s3_bucket.this"
OWN = {"name": "function", "policy": "{}"}
BY_HAND = {"name": "by-hand", "policy": "{}"}
REPLICA = {"arn": "arn:aws:dynamodb:us-east-1:1:table/notes-notes", "region_name": "us-east-1"}
OTHER = {"arn": "arn:aws:dynamodb:us-west-2:1:table/notes-notes", "region_name": "us-west-2"}
INDEX = {"name": "by-day", "hash_key": "day", "read_capacity": 5, "write_capacity": 5}
STATE: list[tuple[str, Json]] = [
    ("aws_iam_role_policy", {"name": "function", "role": "notes-put"}),
    ("aws_iam_role_policy_attachment", {"policy_arn": "arn:own", "role": "notes-put"}),
    ("aws_dynamodb_table_replica", {"arn": REPLICA["arn"]}),
    ("aws_appautoscaling_target", {"resource_id": "table/notes-notes"}),
    ("aws_appautoscaling_target", {"resource_id": "table/notes-notes/index/by-day"}),
    ("aws_s3_bucket_policy", {"bucket": "notes-site"}),
]

QUIET: list[tuple[str, str, Any, Any, str]] = [
    (ROLE, "tags", None, {}, noise.EMPTY),
    (ROLE, "description", None, "", noise.EMPTY),
    ("aws_route53_health_check.this", "regions", None, [], noise.EMPTY),
    ("aws_route53_health_check.this", "disabled", None, False, noise.EMPTY),
    (
        "aws_s3_bucket_x.this",
        "rule",
        [{"key": None, "by": [{"id": ""}]}],
        [{"key": False, "by": [{}]}],
        noise.EMPTY,
    ),
    (ROLE, "tags_all", {}, {"team": "a"}, noise.FOLLOWS),
    ("aws_lambda_function.this", "qualified_arn", "f:1", "f:2", noise.FOLLOWS),
    ("aws_acm_certificate.here", "status", "PENDING_VALIDATION", "ISSUED", noise.RENEWED),
    (ROLE, "inline_policy", [], [OWN], noise.OWN),
    (ROLE, "managed_policy_arns", [], ["arn:own"], noise.OWN),
    (TABLE, "replica", [], [REPLICA], noise.OWN),
    (TABLE, "write_capacity", 5, 50, noise.SCALED),
    (TABLE, "global_secondary_index", [INDEX], [{**INDEX, "read_capacity": 50}], noise.SCALED),
    (BUCKET, "policy", "", "{}", noise.OWN),
]
LOUD: list[tuple[str, str, Any, Any]] = [
    (ROLE, "tags", None, {"team": "a"}),
    (ROLE, "inline_policy", [OWN], [OWN, BY_HAND]),
    (ROLE, "managed_policy_arns", ["arn:own"], ["arn:own", "arn:aws:iam::aws:policy/AdministratorAccess"]),
    (TABLE, "replica", [REPLICA], [REPLICA, OTHER]),
    (TABLE, "deletion_protection_enabled", True, False),
    (TABLE, "global_secondary_index", [INDEX], [{**INDEX, "hash_key": "id"}]),
    (BUCKET, "cors_rule", [], [{"allowed_origins": ["*"]}]),
    ("aws_route53_health_check.this", "failure_threshold", 3, 0),
    ("aws_route53_health_check.this", "disabled", False, True),
]


def _change(address: str, name: str, before: Any, after: Any) -> Json:
    called = {"name": "notes-put" if address is ROLE else "notes-notes", "bucket": "notes-site"}
    return changed(address, {**called, name: before}, {**called, name: after})


@pytest.mark.parametrize(
    ("address", "name", "before", "after", "reason"), QUIET, ids=[f"{each[1]}-{each[4]}" for each in QUIET]
)
def test_noise_is_left_out_with_its_reason(
    address: str, name: str, before: Any, after: Any, reason: str
) -> None:
    for was, now in ((before, after), (after, before)):
        found = of(plan([_change(address, name, was, now)], [], STATE))
        assert (found.drifted, found.left_out) == ((), {reason: 1})


@pytest.mark.parametrize(("address", "name", "before", "after"), LOUD, ids=[each[1] for each in LOUD])
def test_what_looks_like_noise_is_told(address: str, name: str, before: Any, after: Any) -> None:
    for was, now in ((before, after), (after, before)):
        found = of(plan([_change(address, name, was, now)], [], STATE))
        assert {each.attribute.split(".")[0] for each in found.drifted} == {name}


def test_what_is_a_resource_of_its_own_counts_where_the_state_has_none() -> None:
    for address, name, before, after, reason in QUIET:
        if reason in (noise.OWN, noise.SCALED):
            assert of(plan([_change(address, name, before, after)], [])).drifted, name
