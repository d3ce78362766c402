"""The words of an expression, and the errors that DynamoDB tells of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from moto.core.exceptions import JsonRESTError
from moto.dynamodb.parsing.reserved_keywords import ReservedKeywords

from tfgen.emulator.dynamodb.errors import invalid
from tfgen.emulator.dynamodb.expressions.nodes import Literal
from tfgen.emulator.dynamodb.expressions.values import Value

_TOKEN = re.compile(r"\s*([#:][A-Za-z0-9_]+|[A-Za-z][A-Za-z0-9_]*|[0-9]+|<=|>=|<>|\S)")
_LONGEST = 4096
"""Bytes of an expression."""


@cache
def reserved() -> frozenset[str]:
    """The 573 words that stand in no expression.

    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ReservedWords.html
    """
    return frozenset(ReservedKeywords.get_reserved_keywords())


@dataclass
class Scope:
    """What the expressions of a request share: the names and values that they refer to, which all must be used."""

    names: Mapping[str, str]
    values: Mapping[str, Value]
    used: set[str] = field(default_factory=set)

    def finish(self) -> None:
        """Raises a ValidationException if something is not used."""
        for kind, given in (("Names", self.names), ("Values", self.values)):
            unused = [name for name in given if name not in self.used]
            if unused:
                listed = ", ".join(sorted(unused))
                raise invalid(
                    f"Value provided in ExpressionAttribute{kind} unused in expressions: keys: {{{listed}}}"
                )


class Token(NamedTuple):
    """A word, and where it is."""

    text: str
    start: int
    end: int


class Reader:
    """Reads an expression, word by word."""

    def __init__(self, kind: str, text: str, scope: Scope) -> None:
        self.kind = kind
        self._text = text
        self._scope = scope
        if not text.strip():
            raise self.error("The expression can not be empty;")
        if len(text.encode()) > _LONGEST:
            length = len(text.encode())
            raise self.error(
                f"Expression size has exceeded the maximum allowed size; expression size: {length}"
            )
        found = (Token(match[1], match.start(1), match.end(1)) for match in _TOKEN.finditer(text))
        self._tokens = [*found, Token("<EOF>", len(text), len(text))]
        self._at = 0

    def error(self, message: str) -> JsonRESTError:
        """An error of this expression."""
        return invalid(f"Invalid {self.kind}: {message}")

    @property
    def next(self) -> str:
        """The word that is read next."""
        return self._tokens[self._at].text

    @property
    def after(self) -> str:
        """The word after it."""
        return self._tokens[min(self._at + 1, len(self._tokens) - 1)].text

    def take(self) -> str:
        """Reads a word."""
        self._at += 1
        return self._tokens[self._at - 1].text

    def skip(self, *words: str) -> bool:
        """Reads the next word if it is one of these."""
        if self.next.upper() in words:
            self._at += 1
            return True
        return False

    def expect(self, word: str) -> None:
        """Reads the next word, which has to be this one."""
        if not self.skip(word):
            raise self.unexpected()

    def unexpected(self) -> JsonRESTError:
        """That the next word can not stand here: told with those around it."""
        token, last = self._tokens[self._at], self._tokens[min(self._at + 1, len(self._tokens) - 1)]
        first = self._tokens[self._at - 1] if self._at else token
        end = first.end if token.text == "<EOF>" else max(token.end, 0 if last.text == "<EOF>" else last.end)
        near = self._text[first.start : end]
        return self.error(f'Syntax error; token: "{token.text}", near: "{near}"')

    def name(self) -> str:
        """Reads the name of an attribute."""
        word = self.next
        if word.startswith("#") and len(word) > 1:
            if word not in self._scope.names:
                raise self.error(
                    "An expression attribute name used in the document path is not defined; "
                    f"attribute name: {word}"
                )
            self._scope.used.add(self.take())
            return self._scope.names[word]
        if not (word[0].isascii() and word[0].isalpha()):
            raise self.unexpected()
        if word.upper() in reserved():
            raise self.error(f"Attribute name is a reserved keyword; reserved keyword: {word}")
        return self.take()

    def literal(self) -> Literal:
        """Reads a value such as :v."""
        word = self.next
        if not word.startswith(":") or len(word) == 1:
            raise self.unexpected()
        if word not in self._scope.values:
            raise self.error(
                f"An expression attribute value used in expression is not defined; attribute value: {word}"
            )
        self._scope.used.add(self.take())
        return Literal(self._scope.values[word])
