"""Blocks against the schema: their arguments and the blocks in them."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.hcl.model import Block
from tfgen.check.hcl.schema_data import Schema, Type
from tfgen.check.hcl.schema_json import with_blocks
from tfgen.check.hcl.schema_types import mismatches
from tfgen.diagnostics import Code, Diagnostic, Severity, Span
from tfgen.spec.shape import closest

UNKNOWN_ARGUMENT = Code(
    "TFG311",
    "argument that the AWS provider does not know",
    finds="an argument or a nested block that the resource, data source or provider does not have.",
    why="the provider refuses it; most often it is misspelt, or a block is written as an argument.",
    example="""\
resource "aws_lambda_function" "get" {
  memory = 256
}
""",
    instead="the documented name: `memory_size = 256`.",
)
MISSING_ARGUMENT = Code(
    "TFG312",
    "missing argument that the AWS provider requires",
    finds="""a resource, data source or nested block without a required argument or block, or with
`null` for it.""",
    why="the provider refuses it at plan time.",
    example="""\
resource "aws_lambda_alias" "live" {
  name          = "live"
  function_name = aws_lambda_function.get.function_name
}
""",
    instead="the argument: `function_version = aws_lambda_function.get.version`.",
)
COMPUTED = Code(
    "TFG314",
    "argument that only AWS sets",
    finds="a value given to an attribute that the provider computes.",
    why="the provider refuses it: `arn`, `invoke_arn` and the like are results.",
    example="""\
resource "aws_lambda_function" "get" {
  arn = "arn:aws:lambda:eu-west-1:123456789012:function:get"
}
""",
    instead="a reference to the attribute where it is needed, and no argument.",
)
BLOCK_COUNT = Code(
    "TFG315",
    "too many or too few blocks",
    finds="a nested block that stands more often, or less often, than the provider allows.",
    why="the provider refuses it at plan time.",
    example="""\
ttl { attribute_name = "expires" }
ttl { attribute_name = "deleted" }
""",
    instead="one of them, or one block with what both say.",
)
DEPRECATED = Code(
    "TFG318",
    "deprecated by the AWS provider",
    finds="""an argument, block or attribute that the AWS provider has deprecated in every version that the
folder may get, by its lock file or else its version constraints, and that its module allows.""",
    why="Terraform warns of it, and the next major version of the provider may refuse it.",
    example="""\
# with version = "~> 6.0"
global_secondary_index {
  hash_key = "customer"
}
""",
    instead="""what the finding names: `key_schema { … }`, which 5 does not have. Of a module that allows both
nothing is said, as it has to write what both take.""",
    severity=Severity.WARNING,
)

CODES = (UNKNOWN_ARGUMENT, MISSING_ARGUMENT, COMPUTED, BLOCK_COUNT, DEPRECATED)

_META_ARGUMENTS = {
    "resource": {"count", "for_each", "depends_on", "provider"},
    "data": {"count", "for_each", "depends_on", "provider"},
    "provider": {"alias", "version", "for_each"},  # OpenTofu has for_each
}
_META_BLOCKS = {"resource": {"lifecycle", "provisioner", "connection"}, "data": {"lifecycle"}}


def check_block(block: Block, schema: Schema, what: str, meta: str = "") -> Iterator[Diagnostic]:
    """What the schema refuses or warns of in a block: TFG311 to TFG315, TFG318. `meta` says whose arguments of Terraform's own it takes."""
    block = with_blocks(block, schema)
    yield from _arguments(block, schema, what, meta)
    yield from _nested(block, schema, what, meta)
    yield from _absent(block, schema, what)


def _arguments(block: Block, schema: Schema, what: str, meta: str) -> Iterator[Diagnostic]:
    for name, attribute in block.attributes.items():
        if name in _META_ARGUMENTS.get(meta, ()):
            continue
        if attribute.value.value is not None:
            yield from deprecated(schema, name, what, attribute.span)
        if name in schema["computed"]:
            yield COMPUTED(f"`{name}` of {what} is set by AWS alone", attribute.span)
        elif type_ := _settable(schema).get(name):
            yield from mismatches(attribute.value, type_, f"`{name}`")
        elif name in schema["blocks"]:
            yield UNKNOWN_ARGUMENT(
                f"`{name}` of {what} is a block", attribute.span, f"write `{name} {{ … }}`"
            )
        else:
            yield UNKNOWN_ARGUMENT(f"{what} has no argument `{name}`", attribute.span, _closest(name, schema))


def deprecated(schema: Schema, name: str, what: str, span: Span) -> Iterator[Diagnostic]:
    """TFG318, if the schema calls an argument, block or attribute deprecated."""
    instead = schema.get("deprecated", {}).get(name)
    if instead is not None:
        hint = f"use `{instead}`" if instead else None
        yield DEPRECATED(f"`{name}` of {what} is deprecated", span, hint)


def _settable(schema: Schema) -> dict[str, Type]:
    return {**schema["required"], **schema["optional"]}


def _closest(name: str, schema: Schema) -> str | None:
    return closest(name, [*_settable(schema), *schema["blocks"]])


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
        yield from deprecated(schema, name, what, inner.span)
        _, _, inner_schema = schema["blocks"][name]
        for content in (it for it in inner.blocks if it.type == "content") if dynamic else (inner,):
            yield from check_block(content, inner_schema, f"`{name}`")


def _is_block_like(type_: Type | None) -> bool:
    """Whether Terraform takes blocks for an argument of this type: a collection of objects, or what is not looked into."""
    return type_ == "dynamic" or (
        isinstance(type_, list) and type_[0] in ("list", "set") and isinstance(type_[1], list)
    )


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
