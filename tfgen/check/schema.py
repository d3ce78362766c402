"""Arguments and blocks against the AWS provider's schema, which ships as data: no Terraform needed.

`python -m tfgen.check.schema SCHEMA.json VERSION > tfgen/check/aws_schema.json` regenerates the data from what
`terraform providers schema -json` prints with that version of the provider.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias

from tfgen.check.configuration import UNKNOWN, Block, Configuration, Expression
from tfgen.check.syntax import did_you_mean
from tfgen.diagnostics import Diagnostic, Kind, Severity

UNKNOWN_ARGUMENT = Kind(
    "TFG311",
    "argument that the AWS provider does not know",
    """\
Finds an argument or a nested block that the resource or data source does not have.

The provider refuses it; most often it is misspelt, or a block is written as an argument.

    resource "aws_lambda_function" "get" {
      memory = 256
    }

Use the documented name: `memory_size = 256`.
""",
)
MISSING_ARGUMENT = Kind(
    "TFG312",
    "missing argument that the AWS provider requires",
    """\
Finds a resource, data source or nested block without a required argument or block, or with `null` for it.

The provider refuses it at plan time.

    resource "aws_kms_alias" "orders" {
      name = "alias/orders"
    }

Set it: `target_key_id = aws_kms_key.orders.id`.
""",
)
WRONG_TYPE = Kind(
    "TFG313",
    "literal of the wrong type",
    """\
Finds a literal that Terraform cannot convert to the argument's type.

Terraform turns "5" into a number, "true" into a bool and numbers into strings, and nothing else.

    timeout = "ten"

Write a value of the type: `timeout = 10`.
""",
)
COMPUTED = Kind(
    "TFG314",
    "argument that only AWS sets",
    """\
Finds a value given to an attribute that the provider computes.

The provider refuses it: `arn`, `invoke_arn` and the like are results.

    resource "aws_lambda_function" "get" {
      arn = "arn:aws:lambda:eu-west-1:123456789012:function:get"
    }

Delete the argument, and refer to it where it is needed.
""",
)
BLOCK_COUNT = Kind(
    "TFG315",
    "too many or too few blocks",
    """\
Finds a nested block that stands more often, or less often, than the provider allows.

    ttl { attribute_name = "expires" }
    ttl { attribute_name = "deleted" }

Keep one of them, or put both into one block.
""",
)
NOT_COVERED = Kind(
    "TFG316",
    "AWS type outside the shipped schema",
    """\
Finds a resource or data source of AWS that tfgen's schema does not hold, so that nothing of it was checked.

tfgen ships the schema of the types that its own modules use.

    resource "aws_sns_topic" "alerts" {}

Check the name if it was not meant; otherwise `terraform validate` checks what tfgen cannot.
""",
    Severity.NOTE,
)
UNKNOWN_RESULT = Kind(
    "TFG317",
    "attribute that the resource does not have",
    """\
Finds a reference to an attribute that the declared resource or data source does not have.

Terraform refuses it while it plans.

    role = aws_iam_role.get.arm

Use a documented attribute: `aws_iam_role.get.arn`.
""",
)

KINDS = (
    UNKNOWN_ARGUMENT,
    MISSING_ARGUMENT,
    WRONG_TYPE,
    COMPUTED,
    BLOCK_COUNT,
    NOT_COVERED,
    UNKNOWN_RESULT,
)

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

_META_ARGUMENTS = {
    "resource": {"count", "for_each", "depends_on", "provider"},
    "data": {"count", "for_each", "depends_on", "provider"},
    "provider": {"alias", "version"},
}
_META_BLOCKS = {"resource": {"lifecycle", "provisioner", "connection"}, "data": {"lifecycle"}}
_MODES = ("required", "optional", "computed")

Type: TypeAlias = "str | list[Any]"  # as Terraform writes it: "string", ["list", "number"], ["object", {…}]
Schema: TypeAlias = Mapping[str, Any]
"""A block: "required", "optional" and "computed" (name to type), "blocks" (name to [minimum, maximum, schema])."""


def check_schema(configuration: Configuration) -> list[Diagnostic]:
    """What the AWS provider's schema refuses in resources, data sources and provider blocks: TFG311 to TFG317."""
    found: list[Diagnostic] = []
    for module in configuration.values():
        for block in module.blocks:
            nested = (
                [inner for inner in block.blocks if inner.type == "data"] if block.type == "check" else []
            )
            for declared in (block, *nested):
                found += _declared(declared)
            found += _results(block)
    return found


def _declared(block: Block) -> Iterator[Diagnostic]:
    if block.type == "provider" and block.labels == ("aws",):
        yield from _block(block, _shipped()["provider"], "provider `aws`", "provider")
    elif block.type in ("resource", "data") and len(block.labels) == 2 and block.labels[0].startswith("aws_"):
        known = _shipped()[block.type]
        if schema := known.get(block.labels[0]):
            yield from _block(block, schema, f"`{block.labels[0]}`", block.type)
        else:
            message = (
                f"`{block.labels[0]}` is not in tfgen's copy of the AWS schema: its arguments are not checked"
            )
            yield NOT_COVERED(message, block.span, did_you_mean(block.labels[0], known, cutoff=0.9))


@cache
def _shipped() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((files("tfgen.check") / "aws_schema.json").read_text("utf-8"))
    return data


def _block(block: Block, schema: Schema, what: str, meta: str = "") -> Iterator[Diagnostic]:
    yield from _arguments(block, schema, what, meta)
    yield from _nested(block, schema, what, meta)
    yield from _absent(block, schema, what)


def _arguments(block: Block, schema: Schema, what: str, meta: str) -> Iterator[Diagnostic]:
    for name, attribute in block.attributes.items():
        if name in _META_ARGUMENTS.get(meta, ()):
            continue
        if name in schema["computed"]:
            yield COMPUTED(f"`{name}` of {what} is set by AWS alone", attribute.span)
        elif kind := _settable(schema).get(name):
            yield from _mismatches(attribute.value, kind, f"`{name}`")
        elif name in schema["blocks"]:
            yield UNKNOWN_ARGUMENT(
                f"`{name}` of {what} is a block", attribute.span, f"write `{name} {{ … }}`"
            )
        else:
            yield UNKNOWN_ARGUMENT(f"{what} has no argument `{name}`", attribute.span, _closest(name, schema))


def _settable(schema: Schema) -> dict[str, Type]:
    return {**schema["required"], **schema["optional"]}


def _closest(name: str, schema: Schema) -> str | None:
    return did_you_mean(name, [*_settable(schema), *schema["blocks"]])


def _nested(block: Block, schema: Schema, what: str, meta: str) -> Iterator[Diagnostic]:
    for inner in block.blocks:
        dynamic = inner.type == "dynamic" and len(inner.labels) == 1
        name = inner.labels[0] if dynamic else inner.type
        if name in _META_BLOCKS.get(meta, ()) or _is_block_like(_settable(schema).get(name)):
            continue
        if name not in schema["blocks"]:
            hint = f"write `{name} = …`" if name in _settable(schema) else _closest(name, schema)
            yield UNKNOWN_ARGUMENT(f"{what} has no block `{name}`", inner.span, hint)
            continue
        _, _, inner_schema = schema["blocks"][name]
        for content in (it for it in inner.blocks if it.type == "content") if dynamic else (inner,):
            yield from _block(content, inner_schema, f"`{name}`")


def _is_block_like(kind: Type | None) -> bool:
    """Whether Terraform takes blocks for an argument of this type: a collection of objects."""
    return isinstance(kind, list) and kind[0] in ("list", "set") and isinstance(kind[1], list)


def _absent(block: Block, schema: Schema, what: str) -> Iterator[Diagnostic]:
    for name in schema["required"]:
        if name not in block.attributes:
            yield MISSING_ARGUMENT(f"{what} needs the argument `{name}`", block.span)
        elif block.attributes[name].value.value is None:
            yield MISSING_ARGUMENT(f"`{name}` of {what} may not be null", block.attributes[name].value.span)
    dynamic = {inner.labels[0] for inner in block.blocks if inner.type == "dynamic" and inner.labels}
    for name, (minimum, maximum, _) in schema["blocks"].items():
        present = [inner for inner in block.blocks if inner.type == name]
        if maximum and len(present) > maximum:
            message = f"{what} takes {maximum} `{name}` blocks at most, not {len(present)}"
            yield BLOCK_COUNT(message, present[maximum].span)
        elif name not in dynamic and not present and minimum:
            yield MISSING_ARGUMENT(f"{what} needs a block `{name}`", block.span)
        elif name not in dynamic and len(present) < minimum:
            yield BLOCK_COUNT(f"{what} takes {minimum} `{name}` blocks at least", present[0].span)


_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def _mismatches(expression: Expression, kind: Type, name: str) -> Iterator[Diagnostic]:
    """Where `expression` holds what Terraform cannot convert to `kind`; what is no literal is left to it."""
    if isinstance(kind, str):
        if not _converts(expression, kind):
            yield WRONG_TYPE(f"{name} is a {kind}, not {_described(expression)}", expression.span)
        return
    container, inner = kind
    if container in ("list", "set") and expression.elements is not None:
        for element in expression.elements:
            yield from _mismatches(element, inner, f"each of {name}")
    elif container == "map" and expression.entries is not None:
        for entry in expression.entries:
            yield from _mismatches(entry.value, inner, f"each of {name}")
    elif container == "object" and expression.entries is not None:
        for entry in expression.entries:
            if entry.name is not None and entry.name in inner:
                yield from _mismatches(entry.value, inner[entry.name], f"`{entry.name}`")
    elif _has_shape(expression):
        wanted = "a map" if container == "map" else "an object" if container == "object" else f"a {container}"
        yield WRONG_TYPE(f"{name} is {wanted}, not {_described(expression)}", expression.span)


def _has_shape(expression: Expression) -> bool:
    known = (
        expression.value is not UNKNOWN or expression.elements is not None or expression.entries is not None
    )
    return known and expression.value is not None


def _converts(expression: Expression, kind: str) -> bool:
    if kind == "dynamic" or not _has_shape(expression):
        return True
    value = expression.value
    if kind == "number":
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return is_number or (isinstance(value, str) and bool(_NUMBER.fullmatch(value)))
    if kind == "bool":
        return isinstance(value, bool) or (isinstance(value, str) and value in ("true", "false", "1", "0"))
    return isinstance(value, str | int | float)


def _described(expression: Expression) -> str:
    if expression.elements is not None:
        return "a list"
    if expression.entries is not None:
        return "an object"
    return f"`{json.dumps(expression.value, ensure_ascii=False)}`"


def _results(block: Block) -> Iterator[Diagnostic]:
    values = [
        attribute.value for attribute in block.attributes.values() if attribute.name != "ignore_changes"
    ]
    if block.type in ("moved", "removed", "import"):
        return
    for reference in (reference for value in values for reference in value.references):
        is_data = reference.names[0] == "data"
        kind, *path = reference.names[1:] if is_data else reference.names
        schema = _shipped()["data" if is_data else "resource"].get(kind)
        if schema and len(path) > 1:
            known: Collection[str] = [name for part in (*_MODES, "blocks") for name in schema[part]]
            if path[1] not in known:
                yield UNKNOWN_RESULT(
                    f"`{kind}` has no attribute `{path[1]}`", reference.span, did_you_mean(path[1], known)
                )
    for inner in block.blocks:
        yield from _results(inner)


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
    trimmed_block: dict[str, Any] = {mode: {} for mode in _MODES}
    for name, attribute in block.get("attributes", {}).items():
        mode = next(mode for mode in _MODES if attribute.get(mode))
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
