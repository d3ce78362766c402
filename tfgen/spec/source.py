"""YAML text to a tree of nodes that know where they stand.

Built from the parser's events rather than by a YAML loader, because a loader keeps the last of duplicate
keys silently, reads `no` as a boolean, recurses as deep as the text tells it to, and forgets positions.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import cast

import yaml

from tfgen.diagnostics import Diagnostic, Span
from tfgen.frozen import frozen
from tfgen.spec import codes
from tfgen.spec.habits import function_of_cloudformation

MAX_BYTES = 2 * 1024 * 1024
MAX_NODES = 250_000
MAX_DEPTH = 32

# https://yaml.org/spec/1.1/#b-line-break
LINE_BREAK = "\r\n|[\n\r\x85\u2028\u2029]"

Path = tuple[str | int, ...]
"""The way from the root to a node: keys of mappings, and items of lists by index or by their text."""


class Scalar:
    """A text, quoted or bare. `reads_as` is what YAML 1.1 takes it for: str, int, float, bool, null …"""

    __slots__ = ("reads_as", "size", "span", "text")

    def __init__(self, text: str, reads_as: str, span: Span) -> None:
        self.text, self.reads_as, self.span, self.size = text, reads_as, span, 1


class Entry:
    """A key with its value."""

    __slots__ = ("key", "value")

    def __init__(self, key: Scalar, value: Node) -> None:
        self.key, self.value = key, value


class Mapping:
    """Entries by the text of their key, in the order written."""

    __slots__ = ("entries", "flow", "key", "size", "span")

    def __init__(self, span: Span, flow: bool) -> None:
        self.span, self.flow, self.size = span, flow, 1
        self.entries: dict[str, Entry] = {}
        self.key: Span | None = None
        """Where the key stands that it is the value of, if it is a block of lines."""


class Sequence:
    """Items in the order written."""

    __slots__ = ("flow", "items", "size", "span", "texts")

    def __init__(self, span: Span, flow: bool) -> None:
        self.span, self.flow, self.size = span, flow, 1
        self.items: list[Node] = []
        self.texts: dict[str, Scalar] = {}
        """The first scalar of each text."""


Node = Scalar | Mapping | Sequence


@frozen
class Source:
    """A spec's text and tree. `span` answers where a path stands."""

    file: str
    text: str
    root: Node
    environment: str = ""
    """The environment that is laid over the spec in `root`."""
    written: Node | None = None
    """The tree as it is written, where that is not `root`."""

    @property
    def whole(self) -> Node:
        """The tree as it is written, every environment of it included."""
        return self.written or self.root

    def is_mistaken(self, *path: str) -> bool:
        """Whether something else than a mapping is written where one belongs."""
        steps = self._steps(path)
        return len(steps) == len(path) + 1 and not isinstance(steps[-1], Mapping)

    def names(self, *path: str) -> frozenset[str]:
        """The keys (or texts of items) written at a path, whether or not their values were valid."""
        *_, node = steps = self._steps(path)
        if len(steps) != len(path) + 1:
            return frozenset()
        if isinstance(node, Mapping):
            return frozenset(node.entries)
        if isinstance(node, Sequence):
            return frozenset(node.texts)
        return frozenset()

    def span(self, path: Path) -> Span:
        """Where a path's value stands; its key where the value is a block of several lines.

        A path that the text does not hold (a default) is answered by its nearest ancestor.
        """
        steps = self._steps(path)
        depth = len(steps) - 1
        node = steps[depth]
        if depth and not isinstance(node, Scalar) and not node.flow:
            parent = steps[depth - 1]
            if isinstance(parent, Mapping):
                return parent.entries[str(path[depth - 1])].key.span
        if depth == 0 and isinstance(node, Mapping) and node.entries:
            return next(iter(node.entries.values())).key.span
        return node.span

    def key_span(self, path: Path) -> Span:
        """Where a path's key stands, or, where it has none, its value."""
        steps = self._steps(path)
        if len(steps) == len(path) + 1 and path:
            parent = steps[-2]
            if isinstance(parent, Mapping):
                return parent.entries[str(path[-1])].key.span
        return self.span(path)

    def _steps(self, path: Path) -> list[Node]:
        steps = [self.root]
        for name in path:
            below = _child(steps[-1], name)
            if below is None:
                break
            steps.append(below)
        return steps


def _child(node: Node, name: str | int) -> Node | None:
    if isinstance(node, Mapping):
        entry = node.entries.get(str(name))
        return entry.value if entry else None
    if isinstance(node, Sequence):
        if isinstance(name, int):
            return node.items[name] if name < len(node.items) else None
        return node.texts.get(name)
    return node if node.text == name else None


def decode(data: bytes, file: str) -> tuple[str, list[Diagnostic]]:
    """Bytes to text, or the reason why they are none."""
    top = Span(file, 1, 1, 1, 1)
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f} MiB"
        return "", [
            codes.UNREADABLE(f"the spec is {size} large, more than the 2 MiB that a spec may have", top)
        ]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "", [codes.UNREADABLE("the spec is UTF-16 text", top, "save it as UTF-8")]
        before = data[: error.start].decode("utf-8-sig")
        message = f"byte 0x{data[error.start]:02x} is not UTF-8 text: a spec is a text file"
        shown = data.decode("utf-8-sig", "replace")
        return shown, [codes.UNREADABLE(message, _end_of(before, file), "save it as UTF-8")]
    return text.replace("\r\n", "\n"), []


def parse(text: str, file: str) -> tuple[Source | None, list[Diagnostic]]:
    """Text to a Source; None where YAML itself cannot be read."""
    composer = _Composer(file)
    try:
        root = composer.compose(text)
    except yaml.MarkedYAMLError as error:
        return None, [*composer.diagnostics, _syntax_error(error, text, file)]
    except yaml.reader.ReaderError as error:
        place = _end_of(_before(error, text), file)
        return None, [codes.YAML_SYNTAX(f"character U+{_code(error):04X} is not allowed in YAML", place)]
    except _GiveUpError as error:
        return None, [*composer.diagnostics, error.diagnostic]
    except (ValueError, OverflowError):  # PyYAML's own reader of "\UFFFFFFFF"
        return None, [*composer.diagnostics, codes.YAML_SYNTAX(_NO_CHARACTER, composer.last)]
    if root is None:
        return None, [
            codes.EMPTY("the spec is empty", _point(file, 1, 1), "`tfgen init` writes one to start from")
        ]
    return Source(file, text, root), composer.diagnostics


def _before(error: yaml.reader.ReaderError, text: str) -> str:
    """What stands before a forbidden character. libyaml counts bytes, PyYAML's own reader characters."""
    if _LOADER is yaml.SafeLoader:
        return text[: error.position]
    return text.encode()[: error.position].decode(errors="ignore")


def _code(error: yaml.reader.ReaderError) -> int:
    character = error.character
    return character if isinstance(character, int) else ord(character[:1])


_SURROGATE = "[\ud800-\udfff]"
_NO_CHARACTER = "an escape that stands for no character"
_HINTS = {
    "mapping values are not allowed in this context": "put quotes around text that holds a colon",
    "found unexpected end of stream": "a quote is never closed: it opens in line {line}",
    "did not find expected ',' or ']'": "a bracket is never closed: it opens in line {line}",
    "did not find expected ',' or '}'": "a brace is never closed: it opens in line {line}",
    "found character that cannot start any token": "put quotes around text that starts with `@`, `%` or a backquote",
    "could not find expected ':'": "a key needs a colon and a space behind it",
    "did not find expected key": "check the indentation: keys of one mapping stand in one column",
    "found unknown escape character": "in double quotes a backslash starts an escape: use single quotes",
}


def _syntax_error(error: yaml.MarkedYAMLError, text: str, file: str) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return codes.YAML_SYNTAX(str(error), _point(file, 1, 1))
    place = _point(file, mark.line + 1, mark.column + 1)
    if text[mark.index : mark.index + 1] == "\t":
        return codes.YAML_SYNTAX(
            "a tab in the indentation", place, "YAML indents with spaces, never with tabs"
        )
    message = error.problem or "not YAML"
    context = f" ({error.context})" if error.context else ""
    return codes.YAML_SYNTAX(f"{message}{context}", place, _hint(message, error, text[mark.index :]))


def _hint(message: str, error: yaml.MarkedYAMLError, rest: str) -> str | None:
    if message.startswith("did not find expected ','") and rest.startswith(("{", "[")):
        return "put quotes around text that holds braces or brackets"
    opened = error.context_mark.line + 1 if error.context_mark else 1
    return _HINTS.get(message, "").format(line=opened) or None


def _end_of(before: str, file: str) -> Span:
    lines = re.split(LINE_BREAK, before)
    return _point(file, len(lines), len(lines[-1]) + 1)


def _point(file: str, line: int, column: int) -> Span:
    return Span(file, line, column, line, column + 1)


class _GiveUpError(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class _Open:
    """A collection whose end has not come yet; `key` waits for its value."""

    __slots__ = ("anchor", "key", "node", "skip_value")

    def __init__(self, node: Mapping | Sequence, anchor: str | None) -> None:
        self.node, self.anchor, self.skip_value = node, anchor, False
        self.key: Scalar | None = None


def _tagged(tag: str, span: Span) -> Diagnostic:
    written = tag.replace("tag:yaml.org,2002:", "!!")
    hint = function_of_cloudformation(written)
    return codes.NOT_IN_THE_LANGUAGE(f"tag `{written}`: a spec has no tags", span, hint)


class _Composer:
    def __init__(self, file: str) -> None:
        self.file = file
        self.diagnostics: list[Diagnostic] = []
        self.anchors: dict[str, Node | None] = {}
        self.open: list[_Open] = []
        self.root: Node | None = None
        self.documents = 0
        self.last = _point(file, 1, 1)

    def compose(self, text: str) -> Node | None:
        for event in _events(text):
            self.last = self._span(event)
            if isinstance(event, yaml.ScalarEvent):
                self._add(self._scalar(event), event.anchor)
            elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                self._start(event)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                self._end(event)
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event)
            elif isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    raise self._unsupported(
                        "a spec is one YAML document, and here a second one starts", event
                    )
        empty = isinstance(self.root, Scalar) and self.root.reads_as == "null"
        return None if empty else self.root

    def _span(self, event: yaml.Event) -> Span:
        # every event that a parser makes bears marks; the stubs allow for hand-made ones
        start, end = cast("yaml.Mark", event.start_mark), cast("yaml.Mark", event.end_mark)
        return Span(self.file, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _unsupported(self, message: str, event: yaml.Event) -> _GiveUpError:
        return _GiveUpError(codes.NOT_IN_THE_LANGUAGE(message, self._span(event)))

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        span = self._span(event)
        if not event.value.isascii() and re.search(_SURROGATE, event.value):
            raise _GiveUpError(codes.YAML_SYNTAX(_NO_CHARACTER, span))
        if event.tag is not None and not event.implicit[0]:
            self.diagnostics.append(_tagged(event.tag, span))
        plain = event.implicit[0] and event.style in (None, "")
        return Scalar(event.value, _reads_as(event.value) if plain else "str", span)

    def _start(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent) -> None:
        if event.tag is not None:
            self.diagnostics.append(_tagged(event.tag, self._span(event)))
        if len(self.open) >= MAX_DEPTH:
            raise self._unsupported(f"nested more than {MAX_DEPTH} levels deep", event)
        kind = Mapping if isinstance(event, yaml.MappingStartEvent) else Sequence
        if event.anchor:
            self.anchors[event.anchor] = None
        self.open.append(_Open(kind(self._span(event), bool(event.flow_style)), event.anchor))

    def _end(self, event: yaml.Event) -> None:
        done = self.open.pop()
        start, end = done.node.span, self._span(event)
        done.node.span = Span(self.file, start.line, start.column, end.end_line, end.end_column)
        self._add(done.node, done.anchor)

    def _alias(self, event: yaml.AliasEvent) -> None:
        if event.anchor not in self.anchors:
            raise self._unsupported(f"alias `*{event.anchor}` has no anchor before it", event)
        node = self.anchors[event.anchor]
        if node is None:
            raise self._unsupported(f"anchor `&{event.anchor}` contains itself", event)
        if node.size + sum(opened.node.size for opened in self.open) > MAX_NODES:
            raise self._unsupported(f"aliases multiply into more than {MAX_NODES:,} values", event)
        self._add(node, None)

    def _add(self, node: Node, anchor: str | None) -> None:
        if anchor:
            self.anchors[anchor] = node
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        parent.node.size += node.size
        if parent.node.size > MAX_NODES:
            raise _GiveUpError(codes.NOT_IN_THE_LANGUAGE(f"more than {MAX_NODES:,} values", node.span))
        if isinstance(parent.node, Sequence):
            parent.node.items.append(node)
            if isinstance(node, Scalar):
                parent.node.texts.setdefault(node.text, node)
        elif parent.key is None:
            parent.key = self._key(node)
            parent.skip_value = not self._new_key(parent.node, parent.key)
        else:
            if not parent.skip_value:
                parent.node.entries[parent.key.text] = Entry(parent.key, node)
                if isinstance(node, Mapping) and not node.flow:
                    node.key = node.key or parent.key.span
            parent.key = None

    def _key(self, node: Node) -> Scalar:
        if not isinstance(node, Scalar):
            raise _GiveUpError(
                codes.NOT_IN_THE_LANGUAGE("a key is a text, not a list or a mapping", node.span)
            )
        if node.reads_as == "merge":
            raise _GiveUpError(
                codes.NOT_IN_THE_LANGUAGE("merge keys are not part of the spec", node.span, "use `defaults`")
            )
        return node

    def _new_key(self, mapping: Mapping, key: Scalar) -> bool:
        first = mapping.entries.get(key.text)
        if first is None:
            return True
        self.diagnostics.append(
            codes.DUPLICATE(
                f"key `{key.text}` stands twice: first in line {first.key.span.line}",
                key.span,
                "keep one of them",
            )
        )
        return False


IN_WORDS = {
    "bool": "a boolean",
    "int": "a number",
    "float": "a number",
    "null": "nothing",
    "timestamp": "a date",
    "merge": "a merge key",
    "value": "a default key",
    "str": "text",
}

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _events(text: str) -> Iterator[yaml.Event]:
    return yaml.parse(text, Loader=_LOADER)


def _reads_as(text: str) -> str:
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    for tag, pattern in resolvers.get(text[:1], ()):
        if pattern.match(text):
            return str(tag).rsplit(":", 1)[1]
    return "str"
