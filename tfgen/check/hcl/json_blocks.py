"""Terraform's JSON syntax → blocks.

Source: https://developer.hashicorp.com/terraform/language/syntax/json
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from tfgen.check.hcl.blocks import LABELS
from tfgen.check.hcl.expressions import BUILT_IN
from tfgen.check.hcl.file import BrokenError, File
from tfgen.check.hcl.json_text import Node, Pair, read_json
from tfgen.check.hcl.model import UNKNOWN, Attribute, Block, Entry, Expression, Literal, Reference, Unknown
from tfgen.check.hcl.reader import read_expression
from tfgen.check.hcl.tree import ToTree
from tfgen.diagnostics import Span

_COMMENT = "//"
_NESTED = {
    "terraform": {"required_providers": 0, "backend": 1, "cloud": 0, "provider_meta": 1},
    "cloud": {"workspaces": 0},
    "variable": {"validation": 0},
    "output": {"precondition": 0},
    "check": {"data": 2, "assert": 0},
    "resource": {"lifecycle": 0, "provisioner": 1, "connection": 0, "dynamic": 1},
    "data": {"lifecycle": 0, "dynamic": 1},
    "ephemeral": {"lifecycle": 0, "dynamic": 1},
    "provider": {"dynamic": 1},
    "removed": {"lifecycle": 0, "provisioner": 1},
    "provisioner": {"connection": 0},
    "lifecycle": {"precondition": 0, "postcondition": 0, "action_trigger": 0},
    "dynamic": {"content": 0},
    "content": {"dynamic": 1},
}
"""Terraform's own blocks within blocks, and how many labels each takes. A provider's are told by its schema alone."""


class _Strings(Enum):
    """How the strings of an argument are read."""

    TEMPLATE = 1
    ADDRESS = 2
    LITERAL = 3


_ADDRESSES = ("depends_on", "from", "ignore_changes", "provider", "providers", "replace_triggered_by", "to")
_LITERALS = {
    "variable": {"default", "description", "type"},
    "output": {"type"},
    "terraform": {"required_version"},
}
_LITERAL_BLOCKS = ("backend", "cloud", "required_providers", "workspaces")


def read_json_blocks(file: File, to_tree: ToTree) -> tuple[Block, ...]:
    """Every block of the file. BrokenError: it is no JSON, or not the JSON that Terraform wants."""
    return tuple(_Reader(to_tree).blocks(read_json(file)))


class _Template(File):
    """A template within a string of a file: all of it has the string's place."""

    def __init__(self, text: str, whole: Span) -> None:
        super().__init__(whole.file, text)
        self.whole = whole

    def span(self, _start: int, _end: int) -> Span:
        return self.whole


class _Reader:
    def __init__(self, to_tree: ToTree, bound: frozenset[str] = BUILT_IN) -> None:
        self.to_tree, self.bound = to_tree, bound

    def blocks(self, node: Node) -> Iterator[Block]:
        """The blocks that an object holds at the top of a file."""
        for pair in _pairs(node):
            if pair.name != _COMMENT:
                yield from self._labelled(pair.name, LABELS.get(pair.name, 0), (), pair)

    def _labelled(self, type_: str, count: int, labels: tuple[str, ...], pair: Pair) -> Iterator[Block]:
        if count:
            for inner in _pairs(pair.value):
                yield from self._labelled(type_, count - 1, (*labels, inner.name), inner)
            return
        reader = _Reader(self.to_tree, self.bound | {*labels}) if type_ == "dynamic" else self
        for body in _objects(pair.value):
            pairs = tuple(_pairs(body))
            if type_ == "dynamic":
                reader = _Reader(self.to_tree, reader.bound | _iterators(pairs))
                pairs = tuple(each for each in pairs if each.name != "iterator")
            yield reader._block(type_, labels, pair.span, pairs)

    def _block(self, type_: str, labels: tuple[str, ...], span: Span, pairs: tuple[Pair, ...]) -> Block:
        attributes: dict[str, Attribute] = {}
        blocks: list[Block] = []
        repeated: list[Attribute] = []
        nested = _NESTED.get(type_, {})
        for pair in pairs:
            if pair.name in nested:
                blocks += self._labelled(pair.name, nested[pair.name], (), pair)
            elif pair.name != _COMMENT:
                value = self._expression(pair.value, _strings(type_, pair.name))
                attribute = Attribute(pair.name, pair.span, value)
                if attributes.setdefault(pair.name, attribute) is not attribute:
                    repeated.append(attribute)
        return Block(type_, labels, span, attributes, tuple(blocks), tuple(repeated), json=True)

    def _expression(self, node: Node, strings: _Strings) -> Expression:
        if isinstance(node.value, str):
            return self._string(node.value, node.span, strings)
        if isinstance(node.value, list):
            elements = tuple(self._expression(each, strings) for each in node.value)
            values = [element.value for element in elements]
            value = UNKNOWN if UNKNOWN in values else values
            references = tuple(it for element in elements for it in element.references)
            return Expression(node.span, value, references, elements=elements)  # type: ignore[arg-type]
        if isinstance(node.value, tuple):
            return self._object(node, node.value, strings)
        return Expression(node.span, node.value)

    def _object(self, node: Node, pairs: tuple[Pair, ...], strings: _Strings) -> Expression:
        entries: list[Entry] = []
        references: list[Reference] = []
        literal: dict[str, Literal] | Unknown = {}
        key_strings = _Strings.LITERAL if strings is _Strings.ADDRESS else strings
        reader = _Reader(self.to_tree, self.bound | _bound_within(pairs))
        for pair in pairs:
            key = self._string(pair.name, pair.span, key_strings)
            name = key.value if isinstance(key.value, str) else None
            own = _Strings.ADDRESS if pair.name == "configuration_aliases" else strings
            value = reader._expression(pair.value, own)
            entries.append(Entry(name, pair.span, value))
            references += (*key.references, *value.references)
            if name is None or isinstance(value.value, Unknown) or isinstance(literal, Unknown):
                literal = UNKNOWN
            else:
                literal[name] = value.value
        return Expression(node.span, literal, tuple(references), entries=tuple(entries))

    def _string(self, text: str, span: Span, strings: _Strings) -> Expression:
        if strings is _Strings.LITERAL:
            return Expression(span, text)
        if strings is _Strings.ADDRESS:
            inner = text.removeprefix("${").removesuffix("}") if text.startswith("${") else text
            return self._template(f"_ = ({inner})\n", span)
        if "${" not in text and "%{" not in text:
            return Expression(span, text)
        mark = "_"
        while mark in text:
            mark += "_"
        value = self._template(f"_ = <<{mark}\n{text}\n{mark}\n", span)
        literal = value.value[:-1] if isinstance(value.value, str) else UNKNOWN
        return Expression(span, literal, value.references)

    def _template(self, text: str, span: Span) -> Expression:
        return read_expression(_Template(text, span), self.to_tree, self.bound)


def _strings(type_: str, name: str) -> _Strings:
    if name in _LITERALS.get(type_, ()):
        return _Strings.LITERAL
    if name in _ADDRESSES and type_ != "locals":
        return _Strings.ADDRESS
    return _Strings.LITERAL if type_ in _LITERAL_BLOCKS else _Strings.TEMPLATE


def _objects(node: Node) -> Iterator[Node]:
    """The objects that a node is, or is a list of: of a block there may be several."""
    if isinstance(node.value, list):
        for element in node.value:
            yield from _objects(element)
    elif isinstance(node.value, tuple):
        yield node
    elif node.value is not None:
        raise BrokenError("Terraform's JSON has an object here", node.span)


def _pairs(node: Node) -> Iterator[Pair]:
    for each in _objects(node):
        yield from each.value if isinstance(each.value, tuple) else ()


def _iterators(pairs: Iterable[Pair]) -> frozenset[str]:
    """What a dynamic block calls its element, where it says so."""
    values = (each.value.value for each in pairs if each.name == "iterator")
    return frozenset(value for value in values if isinstance(value, str))


def _bound_within(pairs: tuple[Pair, ...]) -> frozenset[str]:
    """What dynamic blocks call their elements, in what may be a block of a provider's."""
    dynamic = [each.value for each in pairs if each.name == "dynamic" and isinstance(each.value.value, tuple)]
    labelled = [each for node in dynamic for each in _pairs(node)]
    bodies = [each.value for each in labelled if isinstance(each.value.value, tuple)]
    return frozenset(each.name for each in labelled).union(*(_iterators(_pairs(body)) for body in bodies))
