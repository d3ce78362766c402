"""The service's key in main.tf: who is encrypted by it, and who may use it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.specs import example, stack_of
from tfgen.render.made import made
from tfgen.render.main_tf import render
from tfgen.stack import access
from tfgen.stack.stack import Stack

MULTI_REGION = f"mrk-{'0' * 32}"


def _stack(encryption: dict[str, Any] | None) -> Stack:
    spec = example("hello")
    spec["tables"] = {
        "orders": {"key": {"id": "S"}},
        "plain": {"key": {"id": "S"}, "encryption": "aws-owned"},
    }
    spec["queues"] = {"jobs": {}}
    spec["secrets"] = {"token": {}, "theirs": {"existing": "theirs"}}
    spec["functions"]["hello"]["access"] = {
        "orders": "read",
        "plain": "read",
        "jobs": "send",
        "token": "read",
        "theirs": "read",
    }
    return stack_of({**spec, "encryption": encryption} if encryption else spec)


def test_an_own_key_is_at_home_and_replicated_to_every_other_region() -> None:
    stack = _stack({"own": True})
    keys = [each for each in made(stack) if "_kms_" in each.address]
    assert [each.address for each in keys if each.holds_data] == [
        "module.key_eu_west_1.aws_kms_key.this",
        "module.key_us_east_1.aws_kms_replica_key.this",
    ]
    assert {each.path for each in keys} == {("encryption",)}
    text = render(stack, "spec.yaml")
    assert "primary_arn = module.key_eu_west_1.arn" in text
    # a table, a region's module and a secret at home, a replica, a module and the secret's replica elsewhere
    assert (text.count("= module.key_eu_west_1.arn"), text.count("= module.key_us_east_1.arn")) == (4, 3)


@pytest.mark.parametrize(
    ("encryption", "resource"),
    [
        ({"own": True}, "arn:aws:kms:{region}:{account}:key/*"),
        ({"existing": MULTI_REGION}, f"arn:aws:kms:{{region}}:{{account}}:key/{MULTI_REGION}"),
    ],
)
def test_functions_may_use_it_through_what_is_encrypted(encryption: dict[str, Any], resource: str) -> None:
    stack = _stack(encryption)
    for name, word, service in (
        ("orders", "read", "dynamodb"),
        ("jobs", "send", "sqs"),
        ("token", "read", "secretsmanager"),
    ):
        _, of_key = access.statements(stack, name, word)
        assert of_key.resources == (resource,)
        assert of_key.conditions["StringEquals"] == {"kms:ViaService": f"{service}.{{region}}.amazonaws.com"}
        by_alias = of_key.conditions.get("ForAnyValue:StringEquals")
        assert by_alias == ({"kms:ResourceAliases": "alias/hello"} if "own" in encryption else None)
    for name in ("plain", "theirs"):
        assert len(list(access.statements(stack, name, "read"))) == 1


def test_keys_that_exist_are_named_and_none_is_made() -> None:
    arns = {
        region: f"arn:aws:kms:{region}:123456789012:key/{number}"
        for number, region in enumerate(("eu-west-1", "us-east-1"))
    }
    for encryption in ({"existing": MULTI_REGION}, {"existing": arns}):
        stack = _stack(encryption)
        assert not any("_kms_" in each.address for each in made(stack))
    text = render(stack, "spec.yaml")
    assert all(text.count(f'"{arn}"') >= 2 for arn in arns.values())
    assert "aws_caller_identity" not in text


def test_nothing_names_a_key_where_none_is_asked_for() -> None:
    text = render(_stack(None), "spec.yaml")
    assert "key_arn" not in text
    assert "kms" not in text
