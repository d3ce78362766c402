"""What of a plan's values may be shown."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.review.plans import change, plan
from tfgen.plan.change import changes
from tfgen.plan.masking import MASKED, SENSITIVE, UNKNOWN, shown

SECRET = "hunter2-very-secret"


def _shown(kind: str, before: Any, after: Any, **more: Any) -> dict[str, tuple[str, str]]:
    [found] = changes(plan(change(f"{kind}.this", "update", before=before, after=after, **more)))
    return {each.name: (each.before, each.after) for each in shown(found)}


def test_what_is_known_to_be_harmless_is_shown() -> None:
    found = _shown(
        "aws_lambda_function", {"memory_size": 128, "timeout": 3}, {"memory_size": 256, "timeout": 3}
    )
    assert found == {"memory_size": ("128", "256")}


def test_variables_of_functions_are_never_shown_and_their_names_are() -> None:
    def env(**variables: str) -> dict[str, Any]:
        return {"environment": [{"variables": variables}]}

    found = _shown(
        "aws_lambda_function", env(LEVEL="info", A=SECRET, KEPT="1"), env(LEVEL="debug", B=SECRET, KEPT="1")
    )
    assert found == {
        "environment.variables.LEVEL": (MASKED, MASKED),
        "environment.variables.A": (MASKED, ""),
        "environment.variables.B": ("", MASKED),
    }


@pytest.mark.parametrize(
    ("kind", "attribute"),
    [
        ("aws_db_instance", "password"),
        ("aws_lambda_function", "description"),
        ("aws_lambda_function", "tags"),
        ("aws_ssm_parameter", "value"),
        ("aws_secretsmanager_secret_version", "secret_string"),
        ("aws_iam_role_policy", "policy"),
        ("random_password", "result"),
        ("null_resource", "triggers"),
        ("aws_instance", "user_data"),
        ("aws_api_gateway_stage", "variables"),
    ],
)
def test_what_nobody_said_is_harmless_is_not(kind: str, attribute: str) -> None:
    for was, now in (
        (SECRET, "x"),
        ({"a": SECRET}, {"a": "x"}),
        ([SECRET], ["x"]),
        ([{"a": SECRET}], [{"a": "x"}, {}]),
    ):
        found = _shown(kind, {attribute: was}, {attribute: now})
        assert found
        assert SECRET not in str(found)


def test_what_is_sensitive_is_not_shown_whatever_it_is() -> None:
    found = _shown(
        "aws_lambda_function",
        {"memory_size": 128},
        {"memory_size": 256},
        before_sensitive={},
        after_sensitive={"memory_size": True},
    )
    assert found == {"memory_size": ("128", SENSITIVE)}


def test_marks_hold_in_nested_values() -> None:
    rule = {"name": "a", "capacity": 1}
    found = _shown(
        "aws_dynamodb_table",
        {"ttl": [{"attribute_name": "x", "enabled": False}], "replica": [rule, {**rule, "name": SECRET}]},
        {"ttl": [{"attribute_name": SECRET, "enabled": True}], "replica": [rule]},
        before_sensitive={"replica": [{}, {"name": True}]},
        after_sensitive={"ttl": [{"attribute_name": True}]},
    )
    assert found["ttl.attribute_name"] == ('"x"', SENSITIVE)
    assert found["ttl.enabled"] == ("false", "true")
    assert found["replica"][0] == SENSITIVE
    assert SECRET not in str(found)


@pytest.mark.parametrize("marks", [True, {"environment": True}, {"environment": [{"variables": True}]}])
def test_a_whole_that_is_sensitive_hides_its_names(marks: Any) -> None:
    env = {"environment": [{"variables": {SECRET: "a"}}]}
    found = _shown("aws_lambda_function", env, {"environment": []}, before_sensitive=marks)
    assert found
    assert SECRET not in str(found)


def test_what_is_not_known_yet_is_said_to_be_so_and_is_no_false() -> None:
    found = _shown(
        "aws_dynamodb_table",
        {"deletion_protection_enabled": True, "ttl": [{"enabled": True}]},
        {"ttl": [{}]},
        after_unknown={"deletion_protection_enabled": True, "ttl": [{"enabled": True}], "stream_arn": True},
    )
    assert found["deletion_protection_enabled"] == ("true", UNKNOWN)
    assert found["ttl.enabled"] == ("true", UNKNOWN)
    assert found["stream_arn"] == ("", UNKNOWN)


def test_what_looks_like_a_secret_is_not_shown_though_its_attribute_is_harmless() -> None:
    found = _shown("aws_lambda_function", {"handler": "a.b"}, {"handler": "AKIAIOSFODNN7EXAMPLE"})
    assert found == {"handler": ('"a.b"', MASKED)}


def test_what_an_address_asks_for_is_not_shown() -> None:
    found = _shown("aws_route53_health_check", {"resource_path": "/ok"}, {"resource_path": f"/ok?t={SECRET}"})
    assert found == {"resource_path": ('"/ok"', MASKED)}


def test_digests_of_contents_are_not_shown() -> None:
    assert _shown("aws_s3_object", {"etag": "1"}, {"etag": "2"}) == {"etag": (MASKED, MASKED)}


def test_long_values_are_cut() -> None:
    [(before, after)] = _shown("aws_sqs_queue", {"name": "a" * 5000}, {"name": "b" * 5000}).values()
    assert max(len(before), len(after)) < 200


@pytest.mark.parametrize("key", ["AKIAIOSFODNN7EXAMPLE", "a password with spaces", "x" * 65, "\u202eevil"])
def test_keys_that_are_no_names_are_not_told(key: str) -> None:
    assert _shown("null_resource", {"triggers": {key: "1"}}, {"triggers": {key: "2"}}) == {
        "triggers": (MASKED, MASKED)
    }
