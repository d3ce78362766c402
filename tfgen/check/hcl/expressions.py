"""A tree's expressions → Expression: literals as values, the parts of constructors, and what is referred to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from tfgen.check.hcl.directives import Directives
from tfgen.check.hcl.file import BrokenError
from tfgen.check.hcl.model import UNKNOWN, Entry, Expression, Literal, Reference, Unknown
from tfgen.check.hcl.scanner import Hole
from tfgen.check.hcl.strings import plain_text
from tfgen.check.hcl.tree import Piece, ToTree, is_node
from tfgen.diagnostics import Span

BUILT_IN = frozenset({"each", "count", "self", "path", "terraform"})
_PLAIN = re.compile(r"\s*(?P<path>[a-zA-Z_][\w-]*(?:\.[a-zA-Z_][\w-]*)*)\s*")
_FRAGMENT = "_=("  # what makes an expression a file
_STEPS = ("get_attr_expr_term", "index_expr_term", "attr_splat_expr_term", "full_splat_expr_term")


class ExpressionReader:
    """The expressions of one piece. `bound` are the names that are no reference where an expression stands."""

    def __init__(self, piece: Piece, holes: Mapping[int, list[Hole]], to_tree: ToTree) -> None:
        self.piece, self.holes, self.to_tree = piece, holes, to_tree

    def read(self, node: Any, bound: frozenset[str]) -> Expression:
        """The expression that a node is."""
        span = self.piece.span(node)
        inner = node
        while inner.data == "expr_term":
            inner = next(child for child in inner.children if is_node(child))
        match inner.data:
            case "tuple":
                elements = tuple(self.read(child, bound) for child in inner.children if is_node(child))
                values = [element.value for element in elements]
                value = UNKNOWN if UNKNOWN in values else values
                return Expression(span, value, _all_references(elements), elements=elements)  # type: ignore[arg-type]
            case "object":
                return self._object(inner, span, bound)
            case "string":
                return self._template(inner, span, bound)
            case "function_call":
                lists = (
                    child.children for child in inner.children if is_node(child) and child.data == "arguments"
                )
                arguments = tuple(self.read(child, bound) for child in chain(*lists) if is_node(child))
                function = self.piece.word(inner.children[0])
                # `convert(value, type)`: the words of a type are no references.
                references = _all_references(arguments[:1] if function == "convert" else arguments)
                if function in ("try", "can"):
                    references = tuple(replace(reference, tried=True) for reference in references)
                return Expression(span, references=references, arguments=arguments)
            case "int_lit":
                return Expression(span, int(self.piece.word(inner)))
            case "float_lit":
                return Expression(span, float(self.piece.word(inner)))
            case "literal_value":
                return Expression(span, {"true": True, "false": False, "null": None}[self.piece.word(inner)])
            case "unary_op" if re.fullmatch(r"-\s*[\d.]+", self.piece.word(inner)):
                number = float(self.piece.word(inner).replace(" ", ""))
                return Expression(span, int(number) if number.is_integer() else number)
        found: list[Reference] = []
        self._collect(inner, bound, found)
        return Expression(span, references=tuple(found))

    def _object(self, node: Any, span: Span, bound: frozenset[str]) -> Expression:
        entries: list[Entry] = []
        references: list[Reference] = []
        before = None
        for child in node.children:
            if not is_node(child):
                before = None if getattr(child, "type", "") == "COMMA" else before
                continue
            key, _, value = child.children
            if before is not None and not self.piece.on_new_line(before, child):
                message = f"`{self.piece.word(key)}` needs a comma or a new line before it"
                raise BrokenError(message, self.piece.span(key))
            entries.append(
                Entry(self._key(key, bound, references), self.piece.span(key), self.read(value, bound))
            )
            before = child
        references += _all_references(entry.value for entry in entries)
        literal: dict[str, Literal] | Unknown = {}
        for entry in entries:
            if entry.name is None or isinstance(entry.value.value, Unknown) or isinstance(literal, Unknown):
                literal = UNKNOWN
            else:
                literal[entry.name] = entry.value.value
        return Expression(span, literal, tuple(references), entries=tuple(entries))

    def _key(self, key: Any, bound: frozenset[str], references: list[Reference]) -> str | None:
        word = self.piece.word(key)
        # A bare word is a key, and so is `aws.alias` in `providers`; only `(…)` and `"${…}"` are computed.
        if re.fullmatch(r"[\w-]+(\.[\w-]+)*", word):
            return word
        expression = self.read(key.children[0], bound)
        references += expression.references
        return expression.value if isinstance(expression.value, str) else None

    def _template(self, node: Any, span: Span, bound: frozenset[str]) -> Expression:
        holes = self.holes[self.piece.start(node)]
        if not holes:
            return Expression(span, plain_text(self.piece.word(node)))
        references: list[Reference] = []
        directives = Directives(self.piece.file, bound)
        for hole in holes:
            if entered := directives.enter(hole):
                offset, inner = entered
                self._fragment(hole.structure[offset:], hole.start + offset, inner, references)
        directives.finish()
        return Expression(span, references=tuple(references))

    def _fragment(
        self, structure: str, start: int, bound: frozenset[str], references: list[Reference]
    ) -> None:
        if plain := _PLAIN.fullmatch(structure):
            # Most interpolations are one name: no need to run the parser for it.
            begin, end = (start + at for at in plain.span("path"))
            self._refer(tuple(self.piece.file.text[begin:end].split(".")), begin, end, bound, references)
            return
        piece = Piece(self.piece.file, f"{_FRAGMENT}{structure})\n", start - len(_FRAGMENT), self.to_tree)
        value = piece.root.children[0].children[0].children[2]
        references += ExpressionReader(piece, self.holes, self.to_tree).read(value, bound).references

    def _collect(self, node: Any, bound: frozenset[str], references: list[Reference]) -> None:
        """Add what `node`, any part of an expression, refers to."""
        match node.data:
            case step if step in _STEPS:
                self._traversal(node, bound, references)
            case "identifier":
                start, end = self.piece.start(node), self.piece.end(node)
                self._refer((self.piece.word(node),), start, end, bound, references)
            case "for_tuple_expr" | "for_object_expr":
                introduction = next(child for child in node.children if is_node(child))
                *names, collection = [child for child in introduction.children if is_node(child)]
                self._collect(collection, bound, references)
                inner = bound | {self.piece.word(name) for name in names}
                for child in node.children:
                    if is_node(child) and child is not introduction:
                        self._collect(child, inner, references)
            case "tuple" | "object" | "string" | "function_call":
                references += self.read(node, bound).references
            case "get_attr" | "short_index":
                return
            case _:
                for child in node.children:
                    if is_node(child):
                        self._collect(child, bound, references)

    def _traversal(self, node: Any, bound: frozenset[str], references: list[Reference]) -> None:
        start, end = self.piece.start(node), self.piece.end(node)
        steps = []
        while node.data in _STEPS:
            node, step = node.children
            steps.append(step)
            while node.data == "expr_term" and len(node.children) == 1:
                node = node.children[0]
        names = []
        for step in reversed(steps):
            self._collect(step, bound, references)
            names += [self.piece.word(name.children[1]) for name in step.find_data("get_attr")] if (
                step.data != "braces_index") else []  # fmt: skip
        if node.data == "identifier":
            self._refer((self.piece.word(node), *names), start, end, bound, references)
        else:
            self._collect(node, bound, references)

    def _refer(
        self, names: tuple[str, ...], start: int, end: int, bound: frozenset[str], references: list[Reference]
    ) -> None:
        if names[0] in bound or names[0] in ("true", "false", "null"):
            return
        if names[0] == "resource":
            names = names[1:]
        if names:
            references.append(Reference(names, self.piece.file.span(start, end)))


def _all_references(expressions: Iterable[Expression]) -> tuple[Reference, ...]:
    return tuple(reference for expression in expressions for reference in expression.references)
