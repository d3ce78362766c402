"""python-hcl2 at work: a structure becomes a tree, whose nodes know their place in the file."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from tfgen.check.hcl.file import BrokenError, File
from tfgen.diagnostics import Span

ToTree: TypeAlias = Callable[[str], Any]


def find_parser() -> ToTree | None:
    """python-hcl2's parser; None where the package is missing or another one lies in its place."""
    try:
        from hcl2 import parses_to_tree
    except (ImportError, AttributeError):
        return None
    to_tree: ToTree = parses_to_tree
    return to_tree


@contextmanager
def without_waste() -> Iterator[None]:
    """Halves the time to parse: without what costs much and serves nothing here.

    Trees are made of very many small objects that all stay alive, so that collecting garbage finds none. And
    lark works out the place of every node at every level of the grammar; here a node's tokens tell it.
    """
    makers, placing = _node_makers()
    enabled = gc.isenabled()
    gc.disable()
    makers.update({rule: maker.node_builder for rule, maker in placing.items()})
    try:
        yield
    finally:
        makers.update(placing)
        if enabled:
            gc.enable()


def _node_makers() -> tuple[dict[Any, Any], dict[Any, Any]]:
    """What makes a node of each rule of the grammar, and those among it that work out places.

    No option takes them off a parser that is built. Should lark move its insides, parsing is slow, not wrong.
    """
    try:
        from hcl2.parser import parser
        from lark.parse_tree_builder import PropagatePositions
    except ImportError:
        return {}, {}
    makers: dict[Any, Any] = getattr(parser(), "_callbacks", {})
    return makers, {rule: maker for rule, maker in makers.items() if isinstance(maker, PropagatePositions)}


class Piece:
    """The tree of a file's structure, or of an interpolation's, which begins at `base` of the file."""

    def __init__(self, file: File, structure: str, base: int, to_tree: ToTree) -> None:
        from lark.exceptions import UnexpectedInput

        self.file, self.structure, self.base = file, structure, base
        try:
            self.root = to_tree(structure)
        except UnexpectedInput as error:
            raise self._broken(error) from None

    def start(self, node: Any) -> int:
        """Where a node or token starts in the file."""
        while not isinstance(node, str):
            node = node.children[0]
        start: int = node.start_pos  # type: ignore[attr-defined]
        return start + self.base

    def end(self, node: Any) -> int:
        """Where it ends."""
        while not isinstance(node, str):
            node = node.children[-1]
        end: int = node.end_pos  # type: ignore[attr-defined]
        return end + self.base

    def span(self, node: Any) -> Span:
        """Both, as a place."""
        return self.file.span(self.start(node), self.end(node))

    def word(self, node: Any) -> str:
        """What the file has there."""
        return self.file.text[self.start(node) : self.end(node)]

    def on_new_line(self, before: Any, node: Any) -> bool:
        """Whether a newline that HCL heeds stands right before `node`, and after the start of `before`."""
        segment = self.structure[self.start(before) - self.base : self.start(node) - self.base]
        return "\n" in segment[len(segment.rstrip()) :]

    def _broken(self, error: Any) -> BrokenError:
        structure = self.structure
        token = getattr(error, "token", None)
        position = error.pos_in_stream if token is None or token.start_pos is None else token.start_pos
        position += len(structure[position:]) - len(structure[position:].lstrip(" \t\r"))
        expected = getattr(error, "expected", None) or getattr(error, "allowed", None) or ()
        hint = None
        if structure[:position].rstrip(" \t\r").endswith("="):
            hint = "a value is expected after `=`"
        elif "LBRACE" in expected and "LSQB" not in expected:
            hint = "an argument is written `name = value`, a block `name { … }`"
        start, text = position + self.base, self.file.text
        word = re.compile(r'[\w-]+|"[^"\n]*"|.|').match(text, min(start, len(text)))
        seen = word.group() if word else ""
        if hint is None and "COMMA" in expected and re.match(r'[\w"]', seen):
            hint = "is a comma missing?"
        message = f"unexpected `{seen}`" if seen.strip() else "the line ends too early"
        return self.file.broken(message, start, start + max(len(seen), 1), hint)


def is_node(child: Any) -> bool:
    """Whether a child is a node of meaning, neither a token nor a newline."""
    return getattr(child, "data", "new_line_or_comment") != "new_line_or_comment"
