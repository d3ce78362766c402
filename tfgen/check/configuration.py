"""Terraform text → Configuration: every module's blocks, with the place of each name and value.

python-hcl2 parses. It is handed the *structure* of a file: text of the same length in which comments are
blank, every string is a run of underscores, and newlines stand only where HCL heeds them. So its grammar
never sees what it gets wrong (a comment inside an expression, an interpolation over several lines, `${~`);
names and strings are read from the file itself, at the positions the tree gives.
"""

from __future__ import annotations

import gc
import posixpath
import re
import textwrap
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

from tfgen.diagnostics import Diagnostic, Kind, Span

UNPARSABLE = Kind(
    "TFG301",
    "HCL that does not parse",
    """\
Finds a `.tf` file that is no HCL: an unclosed brace or string, a missing comma, two arguments on one line.

Terraform refuses the whole module; the other files are still checked.

    runtime = "python3.13" memory = 256

Write one argument per line, and close what was opened:

    runtime = "python3.13"
    memory  = 256
""",
)

SHADOWED_PARSER = Kind(
    "TFG903",
    "python-hcl2 is missing or overwritten",
    """\
Finds that the package `hcl2` is not python-hcl2, so that HCL cannot be checked.

checkov depends on bc-python-hcl2, which installs the same folder `hcl2/`; pip overwrites silently.

    pip install tfgen checkov        # one environment for both

Keep checkov in an environment of its own (`pipx install checkov`) and restore the parser here:

    pip uninstall bc-python-hcl2
    pip install --force-reinstall python-hcl2
""",
)

KINDS = (
    UNPARSABLE,
    SHADOWED_PARSER,
)


class Unknown:
    """The type of UNKNOWN, the value of an expression that is no literal."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = Unknown()
Literal: TypeAlias = "str | int | float | bool | list[Literal] | dict[str, Literal] | None"


@dataclass(frozen=True, slots=True)
class Reference:
    """A use of a name: `aws_x.y["k"].arn` is ("aws_x", "y", "arn"); indexes and splats are left out."""

    names: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Entry:
    """One element of an object constructor; the name is None where it is computed."""

    name: str | None
    span: Span
    value: Expression


@dataclass(frozen=True, slots=True)
class Expression:
    """A value: its literal if it is one, its parts if it is a `[…]` or `{…}` constructor, what it refers to.

    References are those to declared things: names bound by `for` and `dynamic`, and `each`, `count`,
    `self`, `path` and `terraform`, are not among them.
    """

    span: Span
    value: Literal | Unknown = UNKNOWN
    references: tuple[Reference, ...] = ()
    elements: tuple[Expression, ...] | None = None
    entries: tuple[Entry, ...] | None = None


@dataclass(frozen=True, slots=True)
class Attribute:
    """`name = value`; the span is the name's."""

    name: str
    span: Span
    value: Expression


@dataclass(frozen=True, slots=True)
class Block:
    """`type "label" { … }`; the span is that of type and labels. `repeated` holds attributes set again."""

    type: str
    labels: tuple[str, ...]
    span: Span
    attributes: Mapping[str, Attribute]
    blocks: tuple[Block, ...]
    repeated: tuple[Attribute, ...] = ()


@dataclass(frozen=True, slots=True)
class Module:
    """The blocks of a directory; incomplete when one of its files did not parse."""

    blocks: tuple[Block, ...]
    complete: bool = True


Configuration: TypeAlias = Mapping[str, Module]
"""Module directory, "." for the root, otherwise like "modules/region", to what it holds."""


def parse(files: Mapping[str, str]) -> tuple[Configuration, list[Diagnostic]]:
    """The configuration in `files`, a mapping of POSIX path to text; only `*.tf` is read.

    A file that does not parse gives TFG301 and leaves its module incomplete. Without a usable python-hcl2
    the configuration is empty and the only finding is TFG903.
    """
    to_tree = _parser()
    if to_tree is None:
        hint = "keep checkov in an environment of its own, then `pip install --force-reinstall python-hcl2`"
        return {}, [SHADOWED_PARSER("the package `hcl2` is not python-hcl2: HCL is not checked", None, hint)]
    modules: dict[str, Module] = {}
    found = []
    with _collector_off():
        for path in sorted(filter(_declares, files)):
            directory = posixpath.dirname(path) or "."
            module = modules.get(directory, Module(()))
            try:
                blocks = _Reader(path, files[path], to_tree).blocks()
                modules[directory] = Module(module.blocks + blocks, module.complete)
            except _BrokenError as broken:
                found.append(UNPARSABLE(broken.message, broken.span, broken.hint))
                modules[directory] = Module(module.blocks, complete=False)
    return modules, found


def _declares(path: str) -> bool:
    # An override file changes blocks that are declared elsewhere: taken alone it is a set of duplicates.
    return (
        path.endswith(".tf")
        and not path.endswith("_override.tf")
        and posixpath.basename(path) != "override.tf"
    )


def _parser() -> Callable[[str], Any] | None:
    try:
        from hcl2 import parses_to_tree
    except (ImportError, AttributeError):
        return None
    to_tree: Callable[[str], Any] = parses_to_tree
    return to_tree


@contextmanager
def _collector_off() -> Iterator[None]:
    # Trees are made of very many small objects that all stay alive: collecting doubles the time to parse.
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _BrokenError(Exception):
    def __init__(self, message: str, span: Span, hint: str | None = None) -> None:
        super().__init__(message)
        self.message, self.span, self.hint = message, span, hint


class _Source:
    """The text of a file and the way from a position in it to a Span."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        self._lines = [0, *(newline.end() for newline in re.finditer("\n", text))]

    def span(self, start: int, end: int) -> Span:
        line, end_line = bisect_right(self._lines, start), bisect_right(self._lines, end)
        column, end_column = start - self._lines[line - 1] + 1, end - self._lines[end_line - 1] + 1
        return Span(self.file, line, column, end_line, end_column)

    def broken(self, message: str, start: int, end: int, hint: str | None = None) -> _BrokenError:
        return _BrokenError(message, self.span(start, end), hint)


@dataclass(frozen=True, slots=True)
class _Hole:
    """A `${…}` or `%{…}` of a template: where it starts, and the structure of what is between the braces."""

    start: int
    structure: str
    directive: bool


_CODE = re.compile(
    r"""(?P<comment>\#[^\n]*|//[^\n]*|/\*.*?\*/)
      | (?P<heredoc><<-?(?P<mark>[^\W\d][\w.-]*)\r?\n)
      | (?P<open>[({[])
      | (?P<close>[)}\]])
      | (?P<quote>")
      | (?P<newline>\n)(?=(?P<next>[ \t]*(?:&&|\|\||[=!]=|[?*%+<>]|/(?![/*])))?)
      | (?P<blank>!(?=\s*!)|~(?=\})|\A\ufeff)
      | (?P<letters>[^\W\x00-\x7f]+)""",
    re.VERBOSE | re.DOTALL,
)
_TEMPLATE = re.compile(r"\$\$\{|%%\{|(?P<hole>[$%])\{~?")
_QUOTED = re.compile(_TEMPLATE.pattern + r"""|(?P<escape>\\.?)|(?P<end>")|(?P<newline>\n)""", re.DOTALL)
_ESCAPE = re.compile(r"""\\(?:[nrt"\\]|u(?P<short>[0-9a-fA-F]{4})|U(?P<long>[0-9a-fA-F]{8}))""")
_OPERATOR_LAST = re.compile(r"(?<!\.)[-+*/%&|?<>!:][ \t\r]*\Z")
_FOR = re.compile(r"\s*for\s+\w")
_CLOSER = {"{": "}", "(": ")", "[": "]"}


class _Scanner:
    """Text → structure, and the holes of every template by the template's position."""

    def __init__(self, source: _Source) -> None:
        self.source, self.text = source, source.text
        self.holes: dict[int, list[_Hole]] = {}

    def code(self, position: int, within: int | None = None) -> tuple[str, int]:
        """The structure from `position` to the end, or to the `}` of the hole that opens at `within`."""
        pieces: list[str] = []
        # What is open: its position, its closer, and whether HCL heeds newlines inside.
        stack = [(0, "", True)] if within is None else [(within, "}", False)]
        while match := _CODE.search(self.text, position):
            pieces.append(self.text[position : match.start()])
            position, kind, piece = match.end(), match.lastgroup, match.group()
            if kind == "close":
                opened, closer, _ = stack[-1]
                if piece != closer:
                    raise self._unbalanced(match, opened, closer)
                stack.pop()
                if not stack:
                    return "".join(pieces), position
            elif kind == "open":
                heeds_newlines = piece == "{" and not _FOR.match(self.text, position)
                stack.append((match.start(), _CLOSER[piece], heeds_newlines))
            elif kind in ("newline", "next"):
                piece = "\n" if stack[-1][2] else " "
                if piece == "\n" and (match["next"] or _OPERATOR_LAST.search(pieces[-1])):
                    message, hint = (
                        "an expression breaks its line without parentheses",
                        "write `( … )` around it",
                    )
                    start = match.start("next") if match["next"] else match.start()
                    raise self.source.broken(message, start, max(match.end("next"), start + 1), hint)
            elif kind == "quote":
                position = self._quoted(match.start())
                piece = _underscores(position - match.start())
            elif kind in ("heredoc", "mark"):
                position = self._heredoc(match)
                piece = _underscores(position - match.start())
            elif kind == "letters":
                piece = "_" * len(piece)
            else:
                piece = re.sub(r"[^\n]", " ", piece)
            pieces.append(piece)
        opened, closer, _ = stack[-1]
        if closer:
            raise self.source.broken(f"`{self.text[opened]}` is never closed", opened, opened + 1)
        return "".join([*pieces, self.text[position:]]), len(self.text)

    def _unbalanced(self, match: re.Match[str], opened: int, closer: str) -> _BrokenError:
        message = f"`{match.group()}` closes nothing"
        if closer:
            line = self.source.span(opened, opened).line
            message = f"`{match.group()}` where the `{self.text[opened]}` of line {line} needs its `{closer}`"
        return self.source.broken(message, match.start(), match.end())

    def _quoted(self, start: int) -> int:
        """The end of the quoted template at `start`."""
        holes = self.holes.setdefault(start, [])
        position = start + 1
        while match := _QUOTED.search(self.text, position):
            position = match.end()
            if match["end"]:
                return position
            if match["hole"]:
                position = self._hole(match, holes)
            elif match["escape"] and not (escape := _ESCAPE.match(self.text, match.start())):
                raise self.source.broken(f"unknown escape `{match.group()}` in a string", *match.span())
            elif match["escape"] and escape:
                position = escape.end()
            elif match["newline"]:
                break
        raise self.source.broken("the string is not closed on its line", start, start + 1)

    def _heredoc(self, opening: re.Match[str]) -> int:
        """The end of the heredoc, before the newline after its closing marker."""
        holes = self.holes.setdefault(opening.start(), [])
        closing = re.compile(rf"^[ \t]*{re.escape(opening['mark'])}(?=[ \t\r]*$)", re.MULTILINE)
        position = opening.end()
        while end := closing.search(self.text, position):
            match = _TEMPLATE.search(self.text, position, end.start())
            if not match:
                return end.end()
            position = self._hole(match, holes) if match["hole"] else match.end()
        message = f"the heredoc has no closing line `{opening['mark']}`"
        raise self.source.broken(message, opening.start(), opening.start("mark") + len(opening["mark"]))

    def _hole(self, match: re.Match[str], holes: list[_Hole]) -> int:
        structure, end = self.code(match.end(), within=match.start())
        holes.append(_Hole(match.end(), structure, match["hole"] == "%"))
        return end


def _underscores(length: int) -> str:
    return f'"{"_" * (length - 2)}"'


_BUILT_IN = frozenset({"each", "count", "self", "path", "terraform"})
_DIRECTIVE = re.compile(r"\s*(?P<word>if|for|else|endif|endfor)\b")
_DIRECTIVE_FOR = re.compile(r"\s*for\s+(?P<first>[\w-]+)\s*(?:,\s*(?P<second>[\w-]+)\s*)?\bin\b")
_PLAIN = re.compile(r"\s*(?P<path>[a-zA-Z_][\w-]*(?:\.[a-zA-Z_][\w-]*)*)\s*")
_FRAGMENT = "_=("


class _Reader:
    """One file's tree → blocks. Positions in a tree are those of the file once `base` is added."""

    def __init__(self, file: str, text: str, to_tree: Callable[[str], Any]) -> None:
        self.source, self.text, self.to_tree = _Source(file, text), text, to_tree
        self.scanner = _Scanner(self.source)
        self.base = 0

    def blocks(self) -> tuple[Block, ...]:
        """Every block of the file."""
        structure, _ = self.scanner.code(0)
        self.structure = structure
        attributes, blocks, _ = self._body(self._tree(structure).children[0], _BUILT_IN)
        for attribute in attributes.values():
            message = f"`{attribute.name}` stands outside of any block"
            raise _BrokenError(message, attribute.span, "arguments belong into a block")
        return blocks

    def _tree(self, structure: str) -> Any:
        from lark.exceptions import UnexpectedInput

        try:
            return self.to_tree(structure)
        except UnexpectedInput as error:
            raise self._complaint(structure, error) from None

    def _complaint(self, structure: str, error: Any) -> _BrokenError:
        token = getattr(error, "token", None)
        position = error.pos_in_stream if token is None or token.start_pos is None else token.start_pos
        position += len(structure[position:]) - len(structure[position:].lstrip(" \t\r"))
        expected = getattr(error, "expected", None) or getattr(error, "allowed", None) or ()
        hint = None
        if structure[:position].rstrip(" \t\r").endswith("="):
            hint = "a value is expected after `=`"
        elif "LBRACE" in expected and "LSQB" not in expected:
            hint = "an argument is written `name = value`, a block `name { … }`"
        start = position + self.base
        word = re.compile(r'[\w-]+|"[^"\n]*"|.|').match(self.text, min(start, len(self.text)))
        seen = word.group() if word else ""
        if hint is None and "COMMA" in expected and re.match(r'[\w"]', seen):
            hint = "is a comma missing?"
        message = f"unexpected `{seen}`" if seen.strip() else "the line ends too early"
        return self.source.broken(message, start, start + max(len(seen), 1), hint)

    def _span(self, node: Any) -> Span:
        return self.source.span(node.meta.start_pos + self.base, node.meta.end_pos + self.base)

    def _word(self, node: Any) -> str:
        return self.text[node.meta.start_pos + self.base : node.meta.end_pos + self.base]

    def _body(
        self, body: Any, bound: frozenset[str]
    ) -> tuple[dict[str, Attribute], tuple[Block, ...], tuple[Attribute, ...]]:
        attributes: dict[str, Attribute] = {}
        blocks: list[Block] = []
        repeated: list[Attribute] = []
        items = [child for child in body.children if child.data in ("attribute", "block")]
        for before, item in pairwise(items):
            self._separated(before, item)
        for item in items:
            if item.data == "block":
                blocks.append(self._block(item, bound))
                continue
            name, _, value = item.children
            attribute = Attribute(self._word(name), self._span(name), self._expression(value, bound))
            if attribute.name in attributes:
                repeated.append(attribute)
            else:
                attributes[attribute.name] = attribute
        return attributes, tuple(blocks), tuple(repeated)

    def _separated(self, before: Any, item: Any) -> None:
        if not self._newline_before(before.meta.start_pos, item.meta.start_pos):
            word = self._word(item.children[0])
            span = self._span(item.children[0])
            raise _BrokenError(
                f"`{word}` needs a line of its own", span, "HCL wants one argument or block a line"
            )

    def _newline_before(self, start: int, end: int) -> bool:
        segment = self.structure[start:end]
        return "\n" in segment[len(segment.rstrip()) :]

    def _block(self, node: Any, bound: frozenset[str]) -> Block:
        *header, opening, body, closing = node.children
        header = [word for word in header if word.data != "new_line_or_comment"]
        self._one_line(opening, body, closing)
        kind, *labels = (self._word(word).strip('"') for word in header)
        start, end = header[0].meta.start_pos + self.base, header[-1].meta.end_pos + self.base
        if kind == "dynamic" and labels:
            attributes, blocks, repeated = self._dynamic(body, labels[0], bound)
        else:
            attributes, blocks, repeated = self._body(body, bound)
        return Block(kind, tuple(labels), self.source.span(start, end), attributes, blocks, repeated)

    def _dynamic(
        self, body: Any, label: str, bound: frozenset[str]
    ) -> tuple[dict[str, Attribute], tuple[Block, ...], tuple[Attribute, ...]]:
        named = [self._word(item.children[2]) for item in body.find_data("attribute")
                 if self._word(item.children[0]) == "iterator"]  # fmt: skip
        attributes, blocks, repeated = self._body(body, bound | {label, *named})
        return {name: it for name, it in attributes.items() if name != "iterator"}, blocks, repeated

    def _one_line(self, opening: Any, body: Any, closing: Any) -> None:
        items = [child for child in body.children if child.data in ("attribute", "block")]
        if not items or self._newline_before(opening.start_pos, items[0].meta.start_pos):
            return
        if items[0].data == "block" or self._newline_before(items[0].meta.start_pos, closing.start_pos):
            message = "a block that opens and has content on one line holds one argument and closes there"
            raise _BrokenError(message, self._span(items[0].children[0]), "start a new line after `{`")

    def _expression(self, node: Any, bound: frozenset[str]) -> Expression:
        span = self._span(node)
        inner = node
        while inner.data == "expr_term":
            inner = next(child for child in inner.children if _is_node(child))
        match inner.data:
            case "tuple":
                elements = tuple(
                    self._expression(child, bound) for child in inner.children if _is_node(child)
                )
                values = [element.value for element in elements]
                value = UNKNOWN if UNKNOWN in values else values
                return Expression(span, value, _all_references(elements), elements=elements)  # type: ignore[arg-type]
            case "object":
                return self._object(inner, span, bound)
            case "string":
                return self._template(inner, span, bound)
            case "int_lit":
                return Expression(span, int(self._word(inner)))
            case "float_lit":
                return Expression(span, float(self._word(inner)))
            case "literal_value":
                return Expression(span, {"true": True, "false": False, "null": None}[self._word(inner)])
            case "unary_op" if re.fullmatch(r"-\s*[\d.]+", self._word(inner)):
                number = float(self._word(inner).replace(" ", ""))
                return Expression(span, int(number) if number.is_integer() else number)
        references: list[Reference] = []
        self._collect(inner, bound, references)
        return Expression(span, references=tuple(references))

    def _object(self, node: Any, span: Span, bound: frozenset[str]) -> Expression:
        entries: list[Entry] = []
        references: list[Reference] = []
        before = None
        for child in node.children:
            if not _is_node(child):
                before = None if getattr(child, "type", "") == "COMMA" else before
                continue
            key, _, value = child.children
            if before is not None and not self._newline_before(before.meta.start_pos, child.meta.start_pos):
                message = f"`{self._word(key)}` needs a comma or a new line before it"
                raise _BrokenError(message, self._span(key))
            entries.append(
                Entry(self._key(key, bound, references), self._span(key), self._expression(value, bound))
            )
            before = child
        references += _all_references(tuple(entry.value for entry in entries))
        literal: dict[str, Literal] | Unknown = {}
        for entry in entries:
            if entry.name is None or isinstance(entry.value.value, Unknown) or isinstance(literal, Unknown):
                literal = UNKNOWN
            else:
                literal[entry.name] = entry.value.value
        return Expression(span, literal, tuple(references), entries=tuple(entries))

    def _key(self, key: Any, bound: frozenset[str], references: list[Reference]) -> str | None:
        word = self._word(key)
        # A bare word is a key, and so is `aws.alias` in `providers`; only `(…)` and `"${…}"` are computed.
        if re.fullmatch(r"[\w-]+(\.[\w-]+)*", word):
            return word
        expression = self._expression(key.children[0], bound)
        references += expression.references
        return expression.value if isinstance(expression.value, str) else None

    def _template(self, node: Any, span: Span, bound: frozenset[str]) -> Expression:
        start = node.meta.start_pos + self.base
        holes = self.scanner.holes[start]
        if not holes:
            return Expression(span, _plain_text(self._word(node)))
        references: list[Reference] = []
        scopes = [bound]
        for hole in holes:
            self._fill(hole, scopes, references)
        return Expression(span, references=tuple(references))

    def _fill(self, hole: _Hole, scopes: list[frozenset[str]], references: list[Reference]) -> None:
        offset = 0
        names: set[str] = set()
        if hole.directive:
            directive = _DIRECTIVE.match(hole.structure)
            word = directive["word"] if directive else ""
            if directive is None or (word == "endfor" and len(scopes) == 1):
                raise self.source.broken(
                    f"`%{{{hole.structure}}}` is no directive", hole.start, hole.start + 1
                )
            if word == "endfor":
                scopes.pop()
            if word in ("else", "endif", "endfor"):
                return
            offset = directive.end()
            if word == "for" and (loop := _DIRECTIVE_FOR.match(hole.structure)):
                offset = loop.end()
                names = {self.text[slice(*(hole.start + at for at in loop.span(group)))]
                         for group in ("first", "second") if loop[group]}  # fmt: skip
        self._fragment(hole.structure[offset:], hole.start + offset, scopes[-1], references)
        if names:
            scopes.append(scopes[-1] | names)

    def _fragment(
        self, structure: str, start: int, bound: frozenset[str], references: list[Reference]
    ) -> None:
        if plain := _PLAIN.fullmatch(structure):
            # Most interpolations are one name: no need to run the parser for it.
            begin, end = (start + at for at in plain.span("path"))
            self._refer(tuple(self.text[begin:end].split(".")), begin, end, bound, references)
            return
        outer_base, outer_structure = self.base, self.structure
        self.base, self.structure = start - len(_FRAGMENT), f"{_FRAGMENT}{structure})\n"
        value = self._tree(self.structure).children[0].children[0].children[2]
        references += self._expression(value, bound).references
        self.base, self.structure = outer_base, outer_structure

    def _collect(self, node: Any, bound: frozenset[str], references: list[Reference]) -> None:
        """Add what `node`, any part of an expression, refers to."""
        match node.data:
            case "get_attr_expr_term" | "index_expr_term" | "attr_splat_expr_term" | "full_splat_expr_term":
                self._traversal(node, bound, references)
            case "identifier":
                start, end = node.meta.start_pos + self.base, node.meta.end_pos + self.base
                self._refer((self._word(node),), start, end, bound, references)
            case "for_tuple_expr" | "for_object_expr":
                introduction = next(child for child in node.children if _is_node(child))
                *names, collection = [child for child in introduction.children if _is_node(child)]
                self._collect(collection, bound, references)
                inner = bound | {self._word(name) for name in names}
                for child in node.children:
                    if _is_node(child) and child is not introduction:
                        self._collect(child, inner, references)
            case "tuple" | "object" | "string":
                references += self._expression(node, bound).references
            case "get_attr" | "short_index":
                return
            case _:
                for child in node.children:
                    # A call's own identifiers are the function's name; a variable stands in an expr_term.
                    if _is_node(child) and not (node.data == "function_call" and child.data == "identifier"):
                        self._collect(child, bound, references)

    def _traversal(self, node: Any, bound: frozenset[str], references: list[Reference]) -> None:
        start, end = node.meta.start_pos + self.base, node.meta.end_pos + self.base
        steps = []
        while node.data in (
            "get_attr_expr_term",
            "index_expr_term",
            "attr_splat_expr_term",
            "full_splat_expr_term",
        ):
            node, step = node.children
            steps.append(step)
            while node.data == "expr_term" and len(node.children) == 1:
                node = node.children[0]
        names = []
        for step in reversed(steps):
            self._collect(step, bound, references)
            names += [self._word(name.children[1]) for name in step.find_data("get_attr")] if (
                step.data != "braces_index") else []  # fmt: skip
        if node.data == "identifier":
            self._refer((self._word(node), *names), start, end, bound, references)
        else:
            self._collect(node, bound, references)

    def _refer(
        self, names: tuple[str, ...], start: int, end: int, bound: frozenset[str], references: list[Reference]
    ) -> None:
        if names[0] not in bound and names[0] not in ("true", "false", "null"):
            references.append(Reference(names, self.source.span(start, end)))


def _is_node(child: Any) -> bool:
    return getattr(child, "data", "new_line_or_comment") != "new_line_or_comment"


def _all_references(expressions: tuple[Expression, ...]) -> tuple[Reference, ...]:
    return tuple(reference for expression in expressions for reference in expression.references)


_CHARACTERS = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


def _character(escape: re.Match[str]) -> str:
    code = escape["short"] or escape["long"]
    return chr(int(code, 16)) if code else _CHARACTERS[escape[0][1]]


def _plain_text(source: str) -> str:
    """The string that a quoted template or a heredoc without holes stands for."""
    if source.startswith('"'):
        text = _ESCAPE.sub(_character, source[1:-1])
    else:
        opening, _, body = source.partition("\n")
        text = body[: body.rfind("\n") + 1]
        text = textwrap.dedent(text) if opening.startswith("<<-") else text
    return text.replace("$${", "${").replace("%%{", "%{")
