"""Blocks of the JSON syntax as the schema has them: which of their arguments are blocks, it alone can tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tfgen.check.hcl.model import Attribute, Block, Entry, Expression
from tfgen.check.hcl.schema_data import Schema
from tfgen.diagnostics import Span

_COMMENT = "//"


def with_blocks(block: Block, schema: Schema) -> Block:
    """A block as it is, or one of JSON whose arguments became blocks where the schema has blocks."""
    if not block.json:
        return block
    attributes: dict[str, Attribute] = {}
    blocks = list(block.blocks)
    for name, attribute in block.attributes.items():
        if name in schema["blocks"] and _holds_objects(attribute.value):
            blocks += _blocks(name, attribute.span, attribute.value)
        elif name == "dynamic" and attribute.value.entries is not None:
            for entry in attribute.value.entries:
                blocks += _dynamic(entry)
        elif name != _COMMENT:
            attributes[name] = attribute
    return replace(block, attributes=attributes, blocks=tuple(blocks))


def _holds_objects(value: Expression) -> bool:
    if value.elements is not None:
        return all(map(_holds_objects, value.elements))
    return value.entries is not None or value.value is None


def _blocks(name: str, span: Span, value: Expression) -> Iterator[Block]:
    if value.entries is not None:
        attributes = {it.name: Attribute(it.name, it.span, it.value) for it in value.entries if it.name}
        yield Block(name, (), span, attributes, (), json=True)
    for element in value.elements or ():
        yield from _blocks(name, span, element)


def _dynamic(entry: Entry) -> Iterator[Block]:
    for block in _blocks("dynamic", entry.span, entry.value):
        content = block.attributes.get("content")
        blocks = tuple(_blocks("content", content.span, content.value)) if content else ()
        attributes = {name: it for name, it in block.attributes.items() if name != "content"}
        yield replace(block, labels=(entry.name or "",), attributes=attributes, blocks=blocks)
