"""Literals against types as Terraform converts them, and the shipped data against its own recipe."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests import provider_schema
from tests.specs import ROOT
from tfgen.check.hcl.parse import parse
from tfgen.check.hcl.provider_version import MAJORS
from tfgen.check.hcl.schema import check_schema
from tfgen.check.hcl.schema_data import shipped
from tfgen.diagnostics import Severity
from tfgen.stack.provider import OLDEST, short


def codes(text: str) -> list[str]:
    configuration, found = parse({"main.tf": text})
    assert found == []
    return [it.code for it in check_schema(configuration)]


@pytest.mark.parametrize(
    "argument",
    [
        'timeout = "5"',
        'timeout = "1.5e1"',
        'timeout = "-5"',
        "timeout = null",
        "timeout = var.x",
        'timeout = "${var.x}"',
        'publish = "true"',
        "publish = false",
        "description = 5",
        "description = true",
        'architectures = ["arm64", null]',
        "architectures = [5]",
        "architectures = var.x",
        "architectures = toset([])",
        "architectures = [for it in var.x : [it]]",
        "tags = { a = 1, b = true, c = null, (var.x) = var.y }",
        "tags = merge({}, {})",
    ],
)
def test_what_terraform_converts_is_no_mistake(argument: str) -> None:
    function = 'resource "aws_lambda_function" "x" {\n  function_name = "x"\n  role = "y"\n'
    assert codes(f"{function}  {argument}\n}}\n") == []


def test_another_providers_resources_are_not_judged() -> None:
    assert codes('resource "random_id" "x" {\n  anything = 1\n}\n') == []


@pytest.mark.parametrize(
    ("text", "code", "severity", "hint"),
    [
        ('resource "aws_vpc" "x" {}', "TFG316", "note", None),
        ('data "aws_vpc" "x" {}', "TFG316", "note", None),
        ('ephemeral "aws_kms_secrets" "x" {}', "TFG316", "note", None),
        ('resource "aws_lambda_functoin" "x" {}', "TFG334", "error", "did you mean `aws_lambda_function`?"),
        ('data "aws_vcp" "x" {}', "TFG334", "error", "did you mean `aws_vpc`?"),
        ('ephemeral "aws_kms_secretz" "x" {}', "TFG334", "error", "did you mean `aws_kms_secrets`?"),
        ('resource "aws_securityhub_hub_v3" "x" {}', "TFG334", "warning", None),
        (
            'resource "aws_caller_identity" "x" {}',
            "TFG334",
            "error",
            'it is a data source: `data "aws_caller_identity"`',
        ),
        (
            'data "aws_s3_bucket_acl" "x" {}',
            "TFG334",
            "error",
            'it is a resource: `resource "aws_s3_bucket_acl"`',
        ),
        ('resource "aws_opsworks_stack" "x" {}', "TFG334", "warning", None),
    ],
)
def test_the_names_of_all_types_are_known(text: str, code: str, severity: str, hint: str | None) -> None:
    configuration, _ = parse({"main.tf": text + "\n"})
    told = [(it.code, it.severity, it.hint) for it in check_schema(configuration)]
    assert (code, severity, hint) in told
    assert not [it for it in told if it[1] is not Severity.NOTE and it[0] != code]


def test_a_type_outside_the_data_is_told_once() -> None:
    text = 'resource "aws_vpc" "x" {}\nresource "aws_vpc" "y" {}\ndata "aws_vpc" "z" {}\n'
    configuration, _ = parse({"main.tf": text, "m/main.tf": text})
    assert [it.code for it in check_schema(configuration)] == ["TFG316"]


def test_all_types_outside_the_data_are_told_in_one() -> None:
    text = 'resource "aws_vpc" "x" {}\ncheck "c" {\n  data "aws_subnet" "y" {}\n}\n'
    configuration, _ = parse({"main.tf": text, "m/main.tf": 'resource "aws_sns_topic" "t" {}\n'})
    (told,) = check_schema(configuration)
    assert told.span is None
    assert told.message.endswith(": `aws_sns_topic`, `aws_subnet`, `aws_vpc`")


def test_another_providers_types_may_begin_alike() -> None:
    foreign = 'terraform {\n  required_providers {\n    %s = { source = "example/aws" }\n  }\n}\n'
    text = 'resource "aws_sqs_queue" "x" {\n  nmae = 1\n%s}\n'
    assert codes(foreign % "aws" + text % "") == []
    assert codes(foreign % "other" + text % "  provider = other\n") == []
    assert codes(foreign % "other" + text % "") == ["TFG311"]


def test_a_dynamic_block_may_stand_for_any_number() -> None:
    text = """\
resource "aws_dynamodb_global_table" "x" {
  name = "x"
  dynamic "replica" {
    for_each = var.regions
    content {
      region_name = replica.value
    }
  }
}
"""
    assert codes(text) == []


@pytest.mark.parametrize("major", MAJORS)
def test_the_data_holds_every_type_that_is_declared_and_no_other(major: int) -> None:
    for of, names in provider_schema.types().items():
        assert sorted(shipped(major)[of]) == names, "run `make provider-schema`"


def test_the_data_is_of_the_oldest_version_that_the_modules_allow_and_of_a_newer_major_one() -> None:
    assert shipped(5)["provider_version"] == provider_schema.VERSION == "5.100.0"
    assert shipped(6)["provider_version"].startswith("6.")
    for path in (ROOT / "modules").glob("*/versions.tf"):
        assert f'version = ">= {short(OLDEST)}, < 7"' in path.read_text("utf-8"), path


@pytest.mark.parametrize("major", MAJORS)
def test_the_data_says_what_is_deprecated(major: int) -> None:
    index = shipped(major)["resource"]["aws_dynamodb_table"]["blocks"]["global_secondary_index"][2]
    expected = {5: None, 6: {"hash_key": "key_schema", "range_key": "key_schema"}}
    assert index.get("deprecated") == expected[major]


def test_what_is_deprecated_is_there() -> None:
    data: dict[str, Any] = {
        "resource": {"aws_b": {"required": {}, "optional": {}, "computed": {}, "blocks": {}}}
    }
    with pytest.raises(KeyError, match="gone"):
        provider_schema.with_deprecated(data, {("resource", "aws_b"): {"gone": "new"}})


def test_the_schema_is_trimmed_and_sorted() -> None:
    nested = {
        "nesting_mode": "list",
        "max_items": 2,
        "block": {"attributes": {"b": {"type": "bool", "required": True}}},
    }
    block = {
        "attributes": {
            "z": {"type": ["list", "string"], "optional": True, "computed": True, "description": "dropped"},
            "a": {"type": "number", "computed": True},
            "n": {"nested_type": {"attributes": {}}, "optional": True},
        },
        "block_types": {"inner": nested, "one": {"nesting_mode": "single", "block": {}}},
    }
    aws = {
        "provider": {"block": {}},
        "resource_schemas": {"aws_b": {"block": block}, "aws_a": {"block": {}}, "aws_c": {"block": {}}},
        "data_source_schemas": {"aws_d": {"block": {}}},
    }
    data = provider_schema.trimmed(aws, {"resource": ["aws_b", "aws_a"], "data": []})
    empty: dict[str, object] = {"required": {}, "optional": {}, "computed": {}, "blocks": {}}
    assert data["resource"]["aws_b"] == {
        "required": {},
        "optional": {"z": ["list", "string"], "n": "dynamic"},
        "computed": {"a": "number"},
        "blocks": {"inner": [0, 2, {**empty, "required": {"b": "bool"}}], "one": [0, 1, empty]},
    }
    text = provider_schema.text(data)
    assert json.loads(text) == data
    assert [line.split('"')[1] for line in text.splitlines() if "aws_" in line] == ["aws_a", "aws_b"]
