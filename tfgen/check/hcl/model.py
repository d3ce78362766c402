"""What a folder of Terraform declares: every module's blocks, with the place of each name and value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from tfgen.diagnostics import Span


class Unknown:
    """The type of UNKNOWN, the value of an expression that is no literal."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = Unknown()
Literal: TypeAlias = "str | int | float | bool | list[Literal] | dict[str, Literal] | None"


@dataclass(frozen=True, slots=True)
class Reference:
    """A use of a name: `aws_x.y["k"].arn` is ("aws_x", "y", "arn"); indexes, splats and `resource.` are left out."""

    names: tuple[str, ...]
    span: Span
    tried: bool = False
    """Whether it stands in `try(…)` or `can(…)`, where a value may lack what is asked of it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One element of an object constructor; the name is None where it is computed."""

    name: str | None
    span: Span
    value: Expression


@dataclass(frozen=True, slots=True)
class Expression:
    """A value: its literal if it is one, its parts if it is a `[…]` or `{…}` constructor or a call, what it refers to.

    References are those to declared things: names bound by `for` and `dynamic`, and `each`, `count`,
    `self`, `path` and `terraform`, are not among them.
    """

    span: Span
    value: Literal | Unknown = UNKNOWN
    references: tuple[Reference, ...] = ()
    elements: tuple[Expression, ...] | None = None
    entries: tuple[Entry, ...] | None = None
    arguments: tuple[Expression, ...] = ()
    """What a function is called with."""

    def attributes(self, name: str) -> Iterator[Expression]:
        """The values of a name in the objects that this is, holds, or is made of by a call, in the order written."""
        for entry in self.entries or ():
            if entry.name == name:
                yield entry.value
            yield from entry.value.attributes(name)
        for part in (*(self.elements or ()), *self.arguments):
            yield from part.attributes(name)


@dataclass(frozen=True, slots=True)
class Attribute:
    """`name = value`; the span is the name's."""

    name: str
    span: Span
    value: Expression


@dataclass(frozen=True, slots=True)
class Block:
    """`type "label" { … }`; the span is that of type and labels. `repeated` holds attributes set again.

    An argument of a `json` block may be a block: JSON writes both alike.
    """

    type: str
    labels: tuple[str, ...]
    span: Span
    attributes: Mapping[str, Attribute]
    blocks: tuple[Block, ...]
    repeated: tuple[Attribute, ...] = ()
    json: bool = False

    def literal(self, name: str) -> Literal | Unknown:
        """The literal of an attribute; None without the attribute."""
        attribute = self.attributes.get(name)
        return attribute.value.value if attribute else None


@dataclass(frozen=True, slots=True)
class Module:
    """The blocks of a directory; incomplete when one of its files did not parse."""

    blocks: tuple[Block, ...]
    complete: bool = True


Configuration: TypeAlias = Mapping[str, Module]
"""Module directory, "." for the root, otherwise like "modules/region", to what it holds."""
