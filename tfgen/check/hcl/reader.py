"""One file's tree → blocks."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, TypeAlias

from tfgen.check.hcl.expressions import BUILT_IN, ExpressionReader
from tfgen.check.hcl.file import BrokenError, File
from tfgen.check.hcl.model import Attribute, Block, Expression
from tfgen.check.hcl.scanner import Scanner
from tfgen.check.hcl.tree import Piece, ToTree

_Body: TypeAlias = tuple[Mapping[str, Attribute], tuple[Block, ...], tuple[Attribute, ...]]
"""What stands between braces: arguments, blocks, and arguments that are set again."""


def read_blocks(file: File, to_tree: ToTree) -> tuple[Block, ...]:
    """Every block of the file. BrokenError: it is no HCL."""
    scanner = Scanner(file)
    structure, _ = scanner.code(0)
    piece = Piece(file, structure, 0, to_tree)
    attributes, blocks, _ = _Reader(piece, ExpressionReader(piece, scanner.holes, to_tree)).whole()
    for attribute in attributes.values():
        message = f"`{attribute.name}` stands outside of any block"
        raise BrokenError(message, attribute.span, "arguments belong into a block")
    return blocks


def read_expression(file: File, to_tree: ToTree, bound: frozenset[str] = BUILT_IN) -> Expression:
    """The value of the one argument that the file holds. BrokenError: it is no HCL."""
    scanner = Scanner(file)
    structure, _ = scanner.code(0)
    piece = Piece(file, structure, 0, to_tree)
    attributes, _, _ = _Reader(piece, ExpressionReader(piece, scanner.holes, to_tree)).whole(bound)
    (attribute,) = attributes.values()
    return attribute.value


class _Reader:
    def __init__(self, piece: Piece, expressions: ExpressionReader) -> None:
        self.piece, self.expressions = piece, expressions

    def whole(self, bound: frozenset[str] = BUILT_IN) -> _Body:
        """What the file holds."""
        return self._body(self.piece.root.children[0], bound)

    def _body(self, body: Any, bound: frozenset[str]) -> _Body:
        attributes: dict[str, Attribute] = {}
        blocks: list[Block] = []
        repeated: list[Attribute] = []
        items = _items(body)
        for before, item in pairwise(items):
            self._separated(before, item)
        for item in items:
            if item.data == "block":
                blocks.append(self._block(item, bound))
                continue
            name, _, value = item.children
            attribute = Attribute(
                self.piece.word(name), self.piece.span(name), self.expressions.read(value, bound)
            )
            if attribute.name in attributes:
                repeated.append(attribute)
            else:
                attributes[attribute.name] = attribute
        return attributes, tuple(blocks), tuple(repeated)

    def _separated(self, before: Any, item: Any) -> None:
        if not self.piece.on_new_line(before, item):
            message = f"`{self.piece.word(item.children[0])}` needs a line of its own"
            hint = "HCL wants one argument or block a line"
            raise BrokenError(message, self.piece.span(item.children[0]), hint)

    def _block(self, node: Any, bound: frozenset[str]) -> Block:
        *header, opening, body, closing = node.children
        header = [word for word in header if word.data != "new_line_or_comment"]
        self._one_line(opening, body, closing)
        type_, *labels = (self.piece.word(word).strip('"') for word in header)
        span = self.piece.file.span(self.piece.start(header[0]), self.piece.end(header[-1]))
        if type_ == "dynamic" and labels:
            return Block(type_, tuple(labels), span, *self._dynamic(body, labels[0], bound))
        return Block(type_, tuple(labels), span, *self._body(body, bound))

    def _dynamic(self, body: Any, label: str, bound: frozenset[str]) -> _Body:
        named = [self.piece.word(item.children[2]) for item in body.find_data("attribute")
                 if self.piece.word(item.children[0]) == "iterator"]  # fmt: skip
        attributes, blocks, repeated = self._body(body, bound | {label, *named})
        return {name: it for name, it in attributes.items() if name != "iterator"}, blocks, repeated

    def _one_line(self, opening: Any, body: Any, closing: Any) -> None:
        items = _items(body)
        if not items or self.piece.on_new_line(opening, items[0]):
            return
        if items[0].data == "block" or self.piece.on_new_line(items[0], closing):
            message = "a block that opens and has content on one line holds one argument and closes there"
            raise BrokenError(message, self.piece.span(items[0].children[0]), "start a new line after `{`")


def _items(body: Any) -> list[Any]:
    return [child for child in body.children if child.data in ("attribute", "block")]
