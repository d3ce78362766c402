"""Terraform's text → the calls of functions that read files, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tfgen.check.hcl.file import BrokenError, File
from tfgen.check.hcl.json_text import Node, read_json
from tfgen.check.hcl.layout import is_json
from tfgen.check.hcl.scanner import Hole, Scanner
from tfgen.diagnostics import Span

READERS = frozenset(
    [
        "file",
        "filebase64",
        "filebase64sha256",
        "filebase64sha512",
        "fileexists",
        "filemd5",
        "fileset",
        "filesha1",
        "filesha256",
        "filesha512",
        "templatefile",
    ]
)
"""Terraform's functions that read files. Source: `terraform metadata functions -json`, Terraform 1.11."""

_CALL = re.compile(rf"(?<![\w.-])(?:{'|'.join(sorted(READERS))})\s*\(")
_CALLED = re.compile(r"(?<![\w.-])[\w-]+(?=\s*(?P<open>\())")
_SCOPED = re.compile(r"(?<![\w-])provider__\w[\w-]*")
"""`provider::x::y` as the scanner gives it."""
_PROVIDER_FUNCTION = re.compile(r"provider\s*::\s*([\w-]+)\s*::")
_FOR = re.compile(r"(?<![\w.-])for\s+([\w-]+)\s*(?:,\s*([\w-]+)\s*)?in\b")
_ITERATOR = re.compile(r"(?<![\w.-])iterator\s*=\s*([\w-]+)")
_DYNAMIC = re.compile(r"(?<![\w.-])dynamic\s+(\S+)")
_OPEN, _CLOSE = "([{", ")]}"


@dataclass(frozen=True, slots=True)
class Code:
    """A piece of a file's text without strings and comments, as the scanner gives it, and where it starts."""

    text: Text
    start: int
    structure: str

    def part(self, start: int, end: int) -> Code:
        """A part of it, without the blanks around it."""
        whole = self.structure[start:end]
        start += len(whole) - len(whole.lstrip())
        return Code(self.text, self.start + start, whole.strip())

    def split(self, separators: str) -> list[Code]:
        """Its parts between separators that stand in no brackets."""
        parts, depth, start = [], 0, 0
        for position, character in enumerate(self.structure):
            depth += (character in _OPEN) - (character in _CLOSE)
            if depth == 0 and character in separators:
                parts.append(self.part(start, position))
                start = position + 1
        return [*parts, self.part(start, len(self.structure))]

    def until(self, separator: str, start: int) -> Code:
        """Its part from `start` to a separator that stands in no brackets, or to where what it stands in closes."""
        depth = 0
        for end in range(start, len(self.structure)):
            character = self.structure[end]
            depth += (character in _OPEN) - (character in _CLOSE)
            if depth < 0 or (depth == 0 and character == separator):
                return self.part(start, end)
        return self.part(start, len(self.structure))

    @property
    def source(self) -> str:
        """What the file has there."""
        return self.text.file.text[self.start : self.start + len(self.structure)]


@dataclass(frozen=True, slots=True)
class Call:
    """`name(arguments)`."""

    name: str
    arguments: list[Code]
    span: Span


@dataclass(slots=True)
class Text:
    """A file, or a string of a JSON file, with its place if that is another's."""

    file: File
    holes: dict[int, list[Hole]] = field(default_factory=dict)
    codes: list[Code] = field(default_factory=list)
    place: Span | None = None
    iterators: frozenset[str] = frozenset()
    """What dynamic blocks around it call their elements."""

    def calls(self) -> Iterator[Call]:
        """Every call of a function that reads."""
        for code in self.codes:
            for found in _CALLED.finditer(code.structure):
                start, end = (code.start + position for position in found.span())
                name = self.file.text[start:end].rpartition("::")[2].strip()  # `core::file` is `file`
                if name in READERS:
                    inner = code.part(found.end("open"), closing(code.structure, found.end("open")))
                    yield Call(name, inner.split(","), self.place or self.file.span(start, end))

    def provider_functions(self) -> Iterator[tuple[str, Span]]:
        """The local names of providers whose functions are called."""
        for code in self.codes:
            for scoped in _SCOPED.finditer(code.structure):
                found = _PROVIDER_FUNCTION.match(self.file.text, code.start + scoped.start())
                if found:
                    yield found[1], self.place or self.file.span(*found.span())

    def loops(self) -> dict[str, list[Code]]:
        """What each name goes through that `for` binds; nothing for one that a dynamic block binds."""
        found: dict[str, list[Code]] = {name: [] for name in self.iterators}
        for code in self.codes:
            for loop in _FOR.finditer(code.structure):
                collection = code.until(":", loop.end())
                for name in filter(None, loop.groups()):
                    if found.get(name) != []:
                        found.setdefault(name, []).append(collection)
            labels = [code.part(*it.span(1)).source.strip('"') for it in _DYNAMIC.finditer(code.structure)]
            for name in (*labels, *_ITERATOR.findall(code.structure)):
                found[name] = []
        return found


def texts(path: str, content: str) -> list[Text]:
    """A file's text, or each string of one in JSON. Raises BrokenError."""
    file = File(path, content)
    if not is_json(path):
        return [_scanned(file)]
    whole = read_json(file)
    iterators = frozenset(_iterators(whole))
    return list(_templates(whole, iterators))


def _templates(whole: Node, iterators: frozenset[str]) -> Iterator[Text]:
    for string, place in _strings(whole):
        if "{" in string:
            try:
                yield template(string, place, iterators)
            except BrokenError:
                if names_reader(string):  # else it may be a description, which is no template
                    raise


def names_reader(text: str) -> bool:
    """Whether a text may hold a call of a function that reads."""
    return _CALL.search(text) is not None


def template(content: str, place: Span, iterators: frozenset[str] = frozenset()) -> Text:
    """A template that stands alone, which is told of at a place. Raises BrokenError."""
    mark = "_"
    while mark in content:
        mark += "_"
    return _scanned(File(place.file, f"_ = <<{mark}\n{content}\n{mark}\n"), place, iterators)


def _scanned(file: File, place: Span | None = None, iterators: frozenset[str] = frozenset()) -> Text:
    scanner = Scanner(file)
    structure, _ = scanner.code(0)
    text = Text(file, scanner.holes, place=place, iterators=iterators)
    holes = [hole for each in scanner.holes.values() for hole in each]
    text.codes = [Code(text, 0, structure), *(Code(text, hole.start, hole.structure) for hole in holes)]
    return text


def _strings(node: Node) -> Iterator[tuple[str, Span]]:
    if isinstance(node.value, str):
        yield node.value, node.span
    elif isinstance(node.value, list):
        for each in node.value:
            yield from _strings(each)
    elif isinstance(node.value, tuple):
        for pair in node.value:
            yield pair.name, pair.span
            yield from _strings(pair.value)


def _iterators(node: Node) -> Iterator[str]:
    """Every name that may be a dynamic block's."""
    if isinstance(node.value, list):
        for each in node.value:
            yield from _iterators(each)
    elif isinstance(node.value, tuple):
        for pair in node.value:
            if pair.name == "dynamic":
                yield from (name for each in _objects(pair.value) for name in each)
            if pair.name == "iterator" and isinstance(pair.value.value, str):
                yield pair.value.value
            yield from _iterators(pair.value)


def _objects(node: Node) -> Iterator[list[str]]:
    if isinstance(node.value, tuple):
        yield [pair.name for pair in node.value]
    elif isinstance(node.value, list):
        for each in node.value:
            yield from _objects(each)


def closing(structure: str, start: int) -> int:
    """Where the bracket closes that was opened before `start`."""
    depth = 1
    for position in range(start, len(structure)):
        depth += (structure[position] in _OPEN) - (structure[position] in _CLOSE)
        if depth == 0:
            return position
    return len(structure)
