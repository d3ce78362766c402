"""The AWS provider's schema, which ships as data: which types it holds, how it is read and how it is made.

`python -m tfgen.check.hcl.schema_data SCHEMA.json VERSION > tfgen/check/hcl/aws_schema.json` makes it anew, of
what `terraform providers schema -json` prints with that version of the provider.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias

RESOURCES = (
    "aws_acm_certificate",
    "aws_acm_certificate_validation",
    "aws_api_gateway_account",
    "aws_api_gateway_deployment",
    "aws_api_gateway_gateway_response",
    "aws_api_gateway_method_settings",
    "aws_api_gateway_rest_api",
    "aws_api_gateway_stage",
    "aws_apigatewayv2_api",
    "aws_apigatewayv2_api_mapping",
    "aws_apigatewayv2_domain_name",
    "aws_apigatewayv2_integration",
    "aws_apigatewayv2_route",
    "aws_apigatewayv2_stage",
    "aws_appautoscaling_policy",
    "aws_appautoscaling_target",
    "aws_cloudwatch_log_group",
    "aws_cloudwatch_metric_alarm",
    "aws_dynamodb_global_table",
    "aws_dynamodb_table",
    "aws_dynamodb_table_replica",
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_kms_alias",
    "aws_kms_key",
    "aws_kms_replica_key",
    "aws_lambda_alias",
    "aws_lambda_function",
    "aws_lambda_permission",
    "aws_route53_health_check",
    "aws_route53_record",
    "aws_route53_zone",
)
DATA_SOURCES = (
    "aws_caller_identity",
    "aws_iam_policy_document",
    "aws_partition",
    "aws_region",
    "aws_route53_zone",
)

MODES = ("required", "optional", "computed")

Type: TypeAlias = "str | list[Any]"  # as Terraform writes it: "string", ["list", "number"], ["object", {…}]
Schema: TypeAlias = Mapping[str, Any]
"""A block: "required", "optional" and "computed" (name to type), "blocks" (name to [minimum, maximum, schema])."""


@cache
def shipped() -> dict[str, Any]:
    """The data: of the "provider" a Schema, of "resource" and "data" one for each type."""
    data: dict[str, Any] = json.loads((files("tfgen.check.hcl") / "aws_schema.json").read_text("utf-8"))
    return data


def trimmed(schemas: Mapping[str, Any], version: str) -> dict[str, Any]:
    """The data that ships, of the output of `terraform providers schema -json`. KeyError: it lacks a type."""
    aws = schemas["provider_schemas"]["registry.terraform.io/hashicorp/aws"]
    return {
        "provider_version": version,
        "provider": _trimmed_block(aws["provider"]["block"]),
        "resource": {name: _trimmed_block(aws["resource_schemas"][name]["block"]) for name in RESOURCES},
        "data": {name: _trimmed_block(aws["data_source_schemas"][name]["block"]) for name in DATA_SOURCES},
    }


def _trimmed_block(block: Mapping[str, Any]) -> dict[str, Any]:
    trimmed_block: dict[str, Any] = {mode: {} for mode in MODES}
    for name, attribute in block.get("attributes", {}).items():
        mode = next(mode for mode in MODES if attribute.get(mode))
        trimmed_block[mode][name] = attribute.get("type", "dynamic")
    nested = block.get("block_types", {}).items()
    trimmed_block["blocks"] = {
        name: [
            inner.get("min_items", 0),
            1 if inner["nesting_mode"] in ("single", "group") else inner.get("max_items", 0),
            _trimmed_block(inner["block"]),
        ]
        for name, inner in nested
    }
    return trimmed_block


def main(schema: str, version: str) -> None:
    """Print the data for the schema in the file `schema` of that version of the provider."""
    data = trimmed(json.loads(Path(schema).read_text("utf-8")), version)
    # One type a line, so that an update of the provider can be read as a diff.
    lines = [
        f"{json.dumps(key)}: {_lines(value) if key in ('resource', 'data') else _compact(value)}"
        for key, value in sorted(data.items())
    ]
    sys.stdout.write("{\n" + ",\n".join(lines) + "\n}\n")


def _lines(types: Mapping[str, Any]) -> str:
    return (
        "{\n"
        + ",\n".join(f" {json.dumps(name)}: {_compact(it)}" for name, it in sorted(types.items()))
        + "\n}"
    )


def _compact(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


if __name__ == "__main__":
    main(*sys.argv[1:])
