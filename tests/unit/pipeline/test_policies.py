"""What the roles of a pipeline may do: what the resources in use need, and of what is kept, nothing."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import pytest

from tests.specs import EXAMPLE_NAMES, EXAMPLES, dump, example, read
from tfgen.check.iam.actions import matching
from tfgen.pipeline.policies import (
    KEPT,
    MOST,
    Document,
    apply_policy,
    length,
    packed,
    plan_policy,
    reads,
    rights,
    types,
    writes,
)
from tfgen.pipeline.rights import RIGHTS, actions
from tfgen.stack.stack import Stack

examples = pytest.mark.parametrize("name", EXAMPLE_NAMES)


@functools.cache
def _stack(name: str) -> Stack:
    return read((EXAMPLES / name / "spec.yaml").read_text("utf-8"))[1]


def _statements(documents: list[Document]) -> Iterator[dict[str, Any]]:
    return (statement for document in documents for statement in document["Statement"])


def _allowed(documents: list[Document]) -> dict[str, list[Any]]:
    """What each action is allowed on."""
    found: dict[str, list[Any]] = {}
    for statement in _statements(documents):
        resources = statement["Resource"]
        for action in statement["Action"]:
            found.setdefault(action, []).extend([resources] if isinstance(resources, str) else resources)
    return found


@examples
def test_who_plans_reads_nothing_that_is_kept(name: str) -> None:
    allowed = _allowed(plan_policy(_stack(name)))
    assert not {action for action in KEPT & set(allowed) if "*" in allowed[action]}
    verbs = {action.partition(":")[2][:3] for action in allowed}
    assert verbs <= {"Get", "Lis", "Des", "GET"}


@examples
def test_who_applies_may_do_all_that_the_resources_need(name: str) -> None:
    stack = _stack(name)
    assert set(_allowed(apply_policy(stack))) >= {*reads(rights(stack)), *writes(rights(stack))}


def test_rights_follow_the_resources_in_use() -> None:
    """Of a service without tables, none on tables."""
    assert not [each for each in _allowed(apply_policy(_stack("hello"))) if each.startswith("dynamodb:")]
    assert "aws_route53_zone" in types(_stack("hello")), "what is only read counts"
    everything = {each for name in EXAMPLE_NAMES for each in _allowed(apply_policy(_stack(name)))}
    assert everything >= set(actions(RIGHTS)) - {"apigateway:GET"} - {
        each for each in actions(RIGHTS) if each.startswith("apigateway:")
    } - {"dynamodb:BatchWriteItem"}


@examples
def test_what_can_be_narrowed_to_the_services_names_is(name: str) -> None:
    """So that whoever applies can give no rights to roles of others, nor delete their tables."""
    stack = _stack(name)
    allowed = _allowed(apply_policy(stack))
    for action in ("iam:CreateRole", "iam:PutRolePolicy", "iam:PassRole", "lambda:UpdateFunctionCode"):
        assert allowed[action]
        assert "*" not in allowed[action]
    for action, resources in allowed.items():
        if action.startswith("dynamodb:") and action in writes(rights(stack)):
            assert "*" not in resources, action


@examples
def test_each_is_a_policy_that_iam_takes(name: str) -> None:
    stack = _stack(name)
    for documents in (plan_policy(stack), apply_policy(stack)):
        assert len(documents) <= 10
        assert all(length(document) <= MOST for document in documents)
        for document in documents:
            sids = [statement["Sid"] for statement in document["Statement"]]
            assert len(set(sids)) == len(sids)
            assert all(sid.isalnum() for sid in sids)
        for action in _allowed(documents):
            assert matching(action), action


def test_a_statement_that_is_too_long_is_parted() -> None:
    many = [f"logs:Action{number:04}" for number in range(1000)]
    documents = packed([{"Sid": "A", "Effect": "Allow", "Action": many, "Resource": "*"}])
    assert all(length(document) <= MOST for document in documents)
    assert sorted(_allowed(documents)) == many


def test_who_plans_may_write_of_the_state_its_lock_alone() -> None:
    spec = {**example("hello"), "state": {"bucket": "acme", "region": "eu-west-1", "key": "shop.tfstate"}}
    stack = read(dump(spec))[1]
    planning, applying = _allowed(plan_policy(stack)), _allowed(apply_policy(stack))
    assert planning["s3:PutObject"] == ["arn:aws:s3:::acme/shop.tfstate.tflock"]
    assert planning["s3:GetObject"] == [
        "arn:aws:s3:::acme/shop.tfstate",
        "arn:aws:s3:::acme/shop.tfstate.tflock",
    ]
    assert "arn:aws:s3:::acme/shop.tfstate" in applying["s3:PutObject"]
    assert applying["s3:DeleteObject"] == ["arn:aws:s3:::acme/shop.tfstate.tflock"]


def test_names_that_the_spec_says_and_accounts_that_it_knows() -> None:
    spec = {**example("hello"), "account": {"id": "123456789012"}}
    spec["tables"] = {"orders": {"key": {"id": "S"}, "name": "legacy"}}
    spec["functions"] = {"hello": {**spec["functions"]["hello"], "role": {"existing": "shared"}}}
    allowed = _allowed(apply_policy(read(dump(spec))[1]))
    table = "arn:aws:dynamodb:*:123456789012:table/legacy"
    assert (
        allowed["dynamodb:DeleteTable"] == [table, f"{table}/*"] or table in allowed["dynamodb:DeleteTable"]
    )
    assert "arn:aws:iam::123456789012:role/shared" in allowed["iam:PassRole"]


def test_each_state_of_a_region_lies_in_the_regions_bucket() -> None:
    spec = {**example("hello"), "state": {"layout": "per-region", "bucket": "acme-{region}"}}
    allowed = _allowed(apply_policy(read(dump(spec))[1]))
    assert "arn:aws:s3:::acme-eu-west-1/hello/eu-west-1.tfstate" in allowed["s3:PutObject"]
    assert "arn:aws:s3:::acme-us-east-1/hello/global.tfstate" in allowed["s3:PutObject"]
    assert allowed["s3:ListBucket"] == ["arn:aws:s3:::acme-us-east-1", "arn:aws:s3:::acme-eu-west-1"]


def test_a_state_of_hcp_terraform_needs_no_right_of_aws() -> None:
    spec = {**example("hello"), "state": {"cloud": {"organization": "acme"}}}
    assert not [each for each in _allowed(plan_policy(read(dump(spec))[1])) if each.startswith("s3:")]
