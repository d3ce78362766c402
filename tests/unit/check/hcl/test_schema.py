"""Literals against types as Terraform converts them, and the shipped data against its own recipe."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from tfgen.check.hcl.parse import parse
from tfgen.check.hcl.schema import check_schema
from tfgen.check.hcl.schema_data import DATA_SOURCES, RESOURCES, main, trimmed
from tfgen.diagnostics import Severity


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


def test_an_aws_type_outside_the_data_is_a_note() -> None:
    configuration, _ = parse({"main.tf": 'resource "aws_lambda_functoin" "x" {}\n'})
    (note,) = check_schema(configuration)
    assert (note.code, note.severity) == ("TFG316", Severity.NOTE)
    assert note.hint == "did you mean `aws_lambda_function`?"


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


def test_the_data_holds_every_type_and_names_its_version() -> None:
    data = json.loads((files("tfgen.check.hcl") / "aws_schema.json").read_text("utf-8"))
    assert (tuple(data["resource"]), tuple(data["data"])) == (RESOURCES, DATA_SOURCES)
    assert data["provider_version"].count(".") == 2


def test_the_command_trims_and_sorts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
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
        "resource_schemas": {name: {"block": block} for name in RESOURCES},
        "data_source_schemas": {name: {"block": {}} for name in DATA_SOURCES},
    }
    schemas = {"provider_schemas": {"registry.terraform.io/hashicorp/aws": aws}}
    path = tmp_path / "schema.json"
    path.write_text(json.dumps(schemas))
    main(str(path), "6.0.0")
    data = json.loads(capsys.readouterr().out)
    empty: dict[str, object] = {"required": {}, "optional": {}, "computed": {}, "blocks": {}}
    assert data == trimmed(schemas, "6.0.0")
    assert data["resource"]["aws_kms_key"] == {
        "required": {},
        "optional": {"z": ["list", "string"], "n": "dynamic"},
        "computed": {"a": "number"},
        "blocks": {"inner": [0, 2, {**empty, "required": {"b": "bool"}}], "one": [0, 1, empty]},
    }
