"""References to what a resource or data source gives, against the schema."""

from __future__ import annotations

from collections.abc import Iterator

from tfgen.check.hcl.model import Block
from tfgen.check.hcl.schema_blocks import deprecated
from tfgen.check.hcl.schema_data import MODES, Data
from tfgen.diagnostics import Code, Diagnostic
from tfgen.spec.shape import closest

UNKNOWN_RESULT = Code(
    "TFG317",
    "attribute that the resource does not have",
    finds="a reference to an attribute that the declared resource or data source does not have.",
    why="Terraform refuses it while it plans.",
    example="role = aws_iam_role.get.arm",
    instead="a documented attribute: `aws_iam_role.get.arn`.",
)

CODES = (UNKNOWN_RESULT,)


def unknown_results(block: Block, data: Data) -> Iterator[Diagnostic]:
    """References in a block to attributes that do not exist (TFG317) or are deprecated (TFG318)."""
    values = [
        attribute.value for attribute in block.attributes.values() if attribute.name != "ignore_changes"
    ]
    if block.type in ("moved", "removed", "import"):
        return
    for reference in (reference for value in values for reference in value.references):
        is_data = reference.names[0] == "data"
        type_, *path = reference.names[1:] if is_data else reference.names
        schema = data["data" if is_data else "resource"].get(type_)
        if schema and len(path) > 1:
            known: list[str] = [name for part in (*MODES, "blocks") for name in schema[part]]
            if path[1] not in known:
                yield UNKNOWN_RESULT(
                    f"`{type_}` has no attribute `{path[1]}`", reference.span, closest(path[1], known)
                )
            yield from deprecated(schema, path[1], f"`{type_}`", reference.span)
    for inner in block.blocks:
        yield from unknown_results(inner, data)
