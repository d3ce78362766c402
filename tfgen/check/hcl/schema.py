"""What the AWS provider refuses, by the schema that ships with tfgen."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from tfgen.check.hcl import schema_blocks, schema_results, schema_types
from tfgen.check.hcl.model import Block, Configuration
from tfgen.check.hcl.schema_data import shipped
from tfgen.diagnostics import Code, Diagnostic, Severity

NOT_COVERED = Code(
    "TFG316",
    "AWS type outside the shipped schema",
    finds="""a resource or data source of AWS that tfgen's schema does not hold, so that nothing of it
was checked.""",
    why="tfgen ships the schema of the types that its own Terraform uses.",
    example='resource "aws_quantum_task" "alerts" {}',
    instead="the right name, if it was not meant; otherwise `terraform validate` checks what tfgen cannot.",
    severity=Severity.NOTE,
)

CODES = (*schema_blocks.CODES, *schema_types.CODES, NOT_COVERED, *schema_results.CODES)


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
            found += schema_results.unknown_results(block)
    return found


def _declared(block: Block) -> Iterator[Diagnostic]:
    if block.type == "provider" and block.labels == ("aws",):
        yield from schema_blocks.check_block(block, shipped()["provider"], "provider `aws`", "provider")
    elif block.type in ("resource", "data") and len(block.labels) == 2 and block.labels[0].startswith("aws_"):
        name, known = block.labels[0], shipped()[block.type]
        if schema := known.get(name):
            yield from schema_blocks.check_block(block, schema, f"`{name}`", block.type)
        else:
            message = f"`{name}` is not in tfgen's copy of the AWS schema: its arguments are not checked"
            # Types resemble each other: only what is all but the same is a slip of the pen.
            near = get_close_matches(name, known, n=1, cutoff=0.9)
            yield NOT_COVERED(message, block.span, f"did you mean `{near[0]}`?" if near else None)
