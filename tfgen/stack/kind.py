"""What a kind of thing is to the Stack: where the spec says it, what a region may change, how it is checked."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from tfgen.diagnostics import Code
from tfgen.frozen import frozen, unique
from tfgen.spec.record import Field, Partial, Record
from tfgen.spec.scalars import Text
from tfgen.spec.shape import Shape
from tfgen.spec.source import Path
from tfgen.stack.key import Key
from tfgen.stack.reading import Reading
from tfgen.stack.stack import Stack

T = TypeVar("T")

_NO_NAME = Text("nothing")

Said = Mapping[str, Any]
"""What a spec says, by its keys."""


@frozen
class Difference(Generic[T]):
    """What a region says of a thing."""

    kind: Kind[T]
    name: str
    thing: T
    """As all other regions have it."""
    region: str
    given: Any
    """What the kind's `differs` read."""
    said: Said
    """The whole spec."""

    @property
    def path(self) -> Path:
        """Where it stands."""
        return ("regions", self.region, self.kind.key, self.name)


@frozen
class Name:
    """A name that AWS is given for a thing, and how long it may be."""

    what: str
    """`role`, where it is not called as its kind is."""
    text: str
    most: int


@frozen
class Statement:
    """What an IAM policy allows or denies. `{region}` and `{account}` stand for themselves, in conditions as well."""

    actions: tuple[str, ...]
    resources: tuple[str, ...]
    conditions: Mapping[str, Mapping[str, str | list[str]]] = dataclasses.field(default_factory=dict)
    effect: str = "Allow"


@frozen
class Check:
    """How tfgen's health function tries a thing."""

    statements: Callable[[Stack, str], Iterator[Statement]]
    """What it must be allowed on the thing of a name."""
    key: Callable[[Stack, str], Mapping[str, str]] = lambda *_: {}
    """The attributes of the thing's key, each with its type; empty where there is none."""


@frozen
class Access:
    """How functions reach the things of a kind."""

    words: tuple[str, ...]
    statements: Callable[[Stack, str, str], Iterator[Statement]]
    """What a word allows on the thing of a name."""
    value: Callable[[Stack, str], str]
    """What a function finds in `<KIND>_<NAME>`."""
    check: Check | None = None
    """How it is tried whether a region reaches one."""


def _as_said(kind: Kind[T], said: Said, _: Reading) -> Mapping[str, T]:
    value = said[kind.key]
    return {"": value} if kind.is_single else value


def _replaced(difference: Difference[T], _: Reading) -> T:
    return dataclasses.replace(difference.thing, **difference.given)  # type: ignore[type-var]  # records are dataclasses


def _unchecked(_stack: Stack, _reading: Reading) -> None:
    """Nothing beyond what the shapes tell."""


def _unnamed(_stack: Stack, _name: str) -> Iterator[Name]:
    """AWS is given no name."""
    yield from ()


@unique
class Kind(Key[T]):
    """A kind of thing, such as tables. What a spec says once, such as the API, is a kind with a single thing."""

    record: type[T]
    name: Text = _NO_NAME
    """What one may be called in the spec."""
    shape: Callable[[tuple[Kind[Any], ...]], Shape[Any]]
    """What the spec's key takes, given all kinds."""
    doc: str
    """What the reference says of the key."""
    existing: type | None = None
    """The record of one that somebody else made, with its name in AWS under `existing`."""
    service: str
    """AWS's service that makes one, as emulator/ calls its folder."""
    required: bool = False
    is_single: bool = False
    also: Mapping[str, Field] = dataclasses.field(default_factory=dict)
    """Further keys of the spec that belong to the kind."""
    differs: Shape[Any] | None = None
    """What a region may say of one."""
    resolve: Callable[[Kind[T], Said, Reading], Mapping[str, T]] = _as_said
    """The things by name, from what the spec says; what is wrong is reported."""
    differ: Callable[[Difference[T], Reading], T] = _replaced
    """A thing as a region has it."""
    check: Callable[[Stack, Reading], None] = _unchecked
    """Reports what AWS would refuse of things whose values are well-formed."""
    codes: tuple[Code, ...] = ()
    """The codes of what its check alone reports."""
    names: Callable[[Stack, str], Iterator[Name]] = _unnamed
    """The names in AWS of the thing of a name."""
    access: Access | None = None
    arn: Callable[[Stack, str], str] | None = None
    """What `{arn: {<one>: name}}` gives, with `{region}` and `{account}` left in."""
    event: type | None = None
    """The record of an event that starts a function. Its field that is called as `one` names the thing."""
    event_word: str = ""
    """The word of access that such a function needs."""
    edge: Callable[[Stack], bool] = lambda _: False
    """Whether it is served by CloudFront, and so needs a provider of us-east-1."""

    def field(self, kinds: tuple[Kind[Any], ...]) -> Field:
        """The kind as a field of the spec."""
        default: Any = self.record() if self.is_single else {}
        return Field(self.key, self.shape(kinds), self.doc, None if self.required else default, self.required)


Kinds = tuple[Kind[Any], ...]


def single(key: str, record: type[T], doc: str, service: str, **more: Any) -> Kind[T]:
    """A kind of which a spec has one, said or not."""
    return Kind(
        one=key,
        key=key,
        record=record,
        shape=lambda _: Record(record),
        doc=doc,
        service=service,
        is_single=True,
        **more,
    )


def differing(record: type, *names: str) -> Partial:
    """What a region may say where it may change these fields of a record."""
    return Partial(record, but=tuple(name for name in Partial(record).fields if name not in names))
