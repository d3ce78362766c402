"""The blocks of a module by themselves: Terraform knows them, and each name is declared once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from tfgen.check.hcl.model import Block, Module
from tfgen.diagnostics import Code, Diagnostic, Span
from tfgen.spec.shape import closest

DUPLICATE = Code(
    "TFG302",
    "declared twice",
    finds="""a resource, variable, local, output, module, provider or argument that is declared a second
time.""",
    why="Terraform refuses the module, because it cannot tell which of the two is meant.",
    example="""\
variable "domain" {}
variable "domain" {}
""",
    instead="one of them, or another name for the other.",
)
NOT_TERRAFORM = Code(
    "TFG310",
    "block that Terraform does not know",
    finds="""a top-level block of an unknown type, or with too many or too few labels, or an `import` that
does not stand in the root module.""",
    why="Terraform refuses the module.",
    example='resource "aws_sqs_queue" {}',
    instead='the type and the name: `resource "aws_sqs_queue" "main" {}`.',
)

CODES = (DUPLICATE, NOT_TERRAFORM)

LABELS: Mapping[str, int] = {
    "terraform": 0,
    "provider": 1,
    "variable": 1,
    "output": 1,
    "locals": 0,
    "module": 1,
    "resource": 2,
    "data": 2,
    "ephemeral": 2,
    "moved": 0,
    "removed": 0,
    "import": 0,
    "check": 1,
    "action": 2,
}
"""The blocks that a file may hold, and how many labels each takes."""


def unknown_blocks(module: Module) -> Iterator[Diagnostic]:
    """Blocks that Terraform does not have, or not with so many labels: TFG310."""
    for block in module.blocks:
        labels = LABELS.get(block.type)
        if labels is None:
            message = f"Terraform has no block `{block.type}`"
            yield NOT_TERRAFORM(message, block.span, closest(block.type, LABELS))
        elif labels != len(block.labels):
            message = f"`{block.type}` takes {labels} labels, not {len(block.labels)}"
            yield NOT_TERRAFORM(message, block.span)


def duplicates(module: Module) -> Iterator[Diagnostic]:
    """Names and arguments that are set again: TFG302."""
    seen: dict[tuple[object, ...], Span] = {}
    for what, key, span in _declarations(module.blocks):
        if first := seen.get((what, key)):
            message = f"{what} `{key}` is declared a second time"
            yield DUPLICATE(message, span, f"the first is at {first.file}:{first.line}")
        seen.setdefault((what, key), span)
    for block in _every_block(module.blocks):
        for attribute in block.repeated:
            first = block.attributes[attribute.name].span
            what = "local" if block.type == "locals" else "argument"
            message = f"{what} `{attribute.name}` is set a second time"
            yield DUPLICATE(message, attribute.span, f"the first is at {first.file}:{first.line}")


def _declarations(blocks: Collection[Block]) -> Iterator[tuple[str, str, Span]]:
    for block in blocks:
        if block.type in ("variable", "output", "module", "check", "resource", "data", "ephemeral", "action"):
            yield block.type, ".".join(block.labels), block.span
        elif block.type == "locals":
            for attribute in block.attributes.values():
                yield "local", attribute.name, attribute.span
        elif block.type == "provider":
            alias = block.literal("alias")
            yield "provider", ".".join(block.labels) + (f".{alias}" if alias else ""), block.span
        elif block.type == "terraform":
            for inner in block.blocks:
                if inner.type in ("required_providers", "backend", "cloud"):
                    yield "terraform", inner.type, inner.span


def _every_block(blocks: Collection[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _every_block(block.blocks)
