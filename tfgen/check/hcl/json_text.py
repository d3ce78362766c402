"""JSON text → nodes that know their place."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TypeAlias

from tfgen.check.hcl.file import BrokenError, File
from tfgen.diagnostics import Span

Scalar: TypeAlias = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Node:
    """A value. An object is its pairs, because a name may stand twice in it."""

    span: Span
    value: Scalar | list[Node] | tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """`"name": value` in an object."""

    name: str
    span: Span
    value: Node


_TOKEN = re.compile(
    r"""(?P<mark>[][{}:,])
      | (?P<string>"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")
      | (?P<number>-?(?:0|[1-9]\d{,400})(?!\d)(?:\.\d+)?(?:[eE][+-]?\d+)?)
      | (?P<word>true|false|null)""",
    re.VERBOSE,
)
_SPACE = re.compile(r"[ \t\r\n]*")
_DEEPEST = 100


def read_json(file: File) -> Node:
    """The value that a file is. BrokenError: it is no JSON."""
    reader = _Reader(file)
    value = reader.value(reader.next(), 0)
    end = reader.next()
    if end is not None:
        raise reader.unexpected(end)
    return value


class _Reader:
    def __init__(self, file: File) -> None:
        self.file = file
        self.position = 0

    def next(self) -> re.Match[str] | None:
        """The next token; None at the end."""
        self.position = _SPACE.match(self.file.text, self.position).end()  # type: ignore[union-attr]
        if self.position == len(self.file.text):
            return None
        token = _TOKEN.match(self.file.text, self.position)
        if token is None:
            raise self.file.broken("this is no JSON", self.position, self.position + 1)
        self.position = token.end()
        return token

    def unexpected(self, token: re.Match[str] | None) -> BrokenError:
        """What is said of a token that may not stand where it does."""
        if token is None:
            return self.file.broken("the JSON ends too early", max(self.position - 1, 0), self.position)
        return self.file.broken(f"unexpected `{token.group()}`", *token.span())

    def value(self, token: re.Match[str] | None, depth: int) -> Node:
        """The value that begins with a token."""
        if token is None or depth > _DEEPEST:
            raise self.unexpected(token)
        span = self.file.span(*token.span())
        if token.group() == "{":
            return Node(span, tuple(self._pairs(depth)))
        if token.group() == "[":
            return Node(span, self._elements(depth))
        if token["mark"]:
            raise self.unexpected(token)
        return Node(span, json.loads(token.group()))

    def _pairs(self, depth: int) -> list[Pair]:
        pairs: list[Pair] = []
        token = self.next()
        while token is None or token.group() != "}":
            if token is None or not token["string"]:
                raise self.unexpected(token)
            self._mark(":")
            span = self.file.span(*token.span())
            pairs.append(Pair(json.loads(token.group()), span, self.value(self.next(), depth + 1)))
            if self._mark(",", "}") == "}":
                break
            token = self._after_comma("}")
        return pairs

    def _elements(self, depth: int) -> list[Node]:
        elements: list[Node] = []
        token = self.next()
        while token is None or token.group() != "]":
            elements.append(self.value(token, depth + 1))
            if self._mark(",", "]") == "]":
                break
            token = self._after_comma("]")
        return elements

    def _after_comma(self, closing: str) -> re.Match[str] | None:
        token = self.next()
        if token is not None and token.group() == closing:
            raise self.unexpected(token)
        return token

    def _mark(self, *expected: str) -> str:
        token = self.next()
        if token is None or token.group() not in expected:
            raise self.unexpected(token)
        return token.group()
