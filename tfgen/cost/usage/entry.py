"""Entries: what a usage file can say of a kind, or of the service as a whole."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Generic, TypeVar

from tfgen.cost import codes
from tfgen.cost.expression import Input
from tfgen.diagnostics import Diagnostic
from tfgen.frozen import frozen, unique
from tfgen.spec.collections import Named
from tfgen.spec.number import Number
from tfgen.spec.record import Field, Record, fields
from tfgen.spec.scalars import Nullable
from tfgen.spec.shape import Shape, closest
from tfgen.spec.source import Path, Source
from tfgen.stack.kind import Kind
from tfgen.stack.stack import Stack

T = TypeVar("T")

MOST = 10**15
"""More of anything in a month than any service has."""
COUNT = Nullable(Number(0, MOST))
PERCENT = Number(0, 100, "percent")


class Move(StrEnum):
    """What becomes of a number when the reader of the page moves a control."""

    FIXED = "fixed"
    """Nothing."""
    CALLS = "calls"
    """Requests, whose sum the control of requests sets."""
    COUNTED = "counted"
    """All else that is counted a month moves along with the requests."""
    READS = "reads"
    WRITES = "writes"
    """Counted too; together they stay as many when the control of their ratio moves."""
    SIZE = "size"
    """KB of an item."""
    HELD = "held"
    """What is stored of items: it grows with their size."""


def _as_it_is(_: Stack, value: Any) -> Any:
    return value


def _unchecked(_: Any, __: tuple[Stack, ...], ___: Source) -> Iterator[Diagnostic]:
    yield from ()


@unique
class Entry(Generic[T]):
    """A key of the usage file."""

    key: str
    shape: Shape[T]
    doc: str
    default: Any
    decides: bool = False
    """Whether it decides what is billed, and not only how much of it."""
    units: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """What its numbers count, where an example is told: `calls a month`."""
    moves: Mapping[str, Move] = dataclasses.field(default_factory=dict)
    there: Callable[[Stack], bool] = lambda _: True
    """Whether a stack has what it is about: a blank file does not ask for what nobody uses."""
    sample: Callable[[Stack], T] | None = None
    """What stands in a blank file for it, commented out; without one, it stands there empty."""
    complete: Callable[[Stack, T], T] = _as_it_is
    """The same, with all that a stack has named."""
    example: Callable[[Stack, T], T] = _as_it_is
    """The same, with an example for everything that the bill of a stack depends on and nobody said."""
    check: Callable[[T, tuple[Stack, ...], Source], Iterable[Diagnostic]] = _unchecked
    """What is wrong with it; of stacks, the first is the one it is for, and it may name what another has."""

    @property
    def field(self) -> Field:
        """The entry as a field of the usage file."""
        return Field(self.key, self.shape, self.doc, self.default, required=False)


@frozen
class Within(Generic[T]):
    """Things within things, such as the indexes of a table: a field of the record of these."""

    field: str
    title: str
    """What one is called: `global index`."""
    example: Any
    names: Callable[[T], Iterable[str]]
    """Those that a thing of the stack has."""


def things(
    kind: Kind[T],
    doc: str,
    example: Any,
    units: Mapping[str, str],
    moves: Mapping[str, Move],
    within: Within[T] | None = None,
    but: Callable[[T], Mapping[str, Any]] = lambda _: {},
    among: Callable[[T], bool] = lambda _: True,
) -> Entry[dict[str, Any]]:
    """The entry of a kind: how much each of its things is used.

    `example` is of a thing that is used; `but` is what is otherwise for one. `among` tells the things of the
    kind that usage is told of.
    """
    record = type(example)

    def told(stack: Stack) -> dict[str, T]:
        return {name: thing for name, thing in stack.all(kind).items() if among(thing)}

    def complete(stack: Stack, said: dict[str, Any]) -> dict[str, Any]:
        return {
            name: _named(said.get(name, record()), thing, within, _left_empty)
            for name, thing in told(stack).items()
        }

    def exemplify(stack: Stack, said: dict[str, Any]) -> dict[str, Any]:
        return {
            name: _named(
                over(dataclasses.replace(example, **but(thing)), said.get(name)), thing, within, over
            )
            for name, thing in told(stack).items()
        }

    def check(said: dict[str, Any], stacks: tuple[Stack, ...], source: Source) -> Iterator[Diagnostic]:
        known = {name for stack in stacks for name in told(stack)}
        yield from strange(kind.one, said, sorted(known), (kind.key,), source)
        for name in said if within else ():
            if within and name in known:
                there = {
                    each for s in stacks if name in s.all(kind) for each in within.names(s.all(kind)[name])
                }
                path = (kind.key, name, within.field)
                yield from strange(
                    within.title, getattr(said[name], within.field), sorted(there), path, source
                )

    return Entry(
        key=kind.key,
        shape=Named(kind.one, kind.name, Record(record)),
        doc=doc,
        default={},
        units=units,
        moves=moves,
        complete=complete,
        example=exemplify,
        check=check,
    )


def _named(usage: Any, thing: T, within: Within[T] | None, filled: Callable[[Any, Any], Any]) -> Any:
    """A usage that names all that is within its thing."""
    if within is None:
        return usage
    said = getattr(usage, within.field)
    return dataclasses.replace(
        usage,
        **{within.field: {name: filled(within.example, said.get(name)) for name in within.names(thing)}},
    )


def _left_empty(example: T, said: T | None) -> T:
    return type(example)() if said is None else said


def over(example: T, said: T | None) -> T:
    """What was said, and the example where nothing was."""
    if said is None:
        return example
    fields = dataclasses.fields(said)  # type: ignore[arg-type]  # records are dataclasses
    known = {field.name: value for field in fields if (value := getattr(said, field.name)) is not None}
    return dataclasses.replace(example, **known)  # type: ignore[type-var]


def strange(
    what: str, names: Iterable[str], known: Iterable[str], path: Path, source: Source
) -> Iterator[Diagnostic]:
    """A diagnostic for each name that is not known."""
    there = list(known)
    for name in names:
        if name not in there:
            message = f"the spec has no {what} `{name}`"
            hint = closest(name, there) or (f"it has {', '.join(there)}" if there else None)
            yield codes.UNKNOWN_IN_USAGE(message, source.key_span((*path, name)), hint)


def whole(what: str, shares: Mapping[str, Decimal], path: Path, source: Source) -> Iterator[Diagnostic]:
    """A diagnostic where percentages are not those of a whole."""
    total = sum(shares.values())
    if shares and total != 100:
        message = f"the shares of the {what} add up to {total} percent, not to 100"
        yield codes.BAD_SHARES(message, source.key_span(path))


def inputs(entry: Entry[Any], value: Any) -> Iterator[tuple[Input, Decimal | None]]:
    """Every number that an entry says, in the order of the file."""
    yield from _numbers(entry.shape, entry.key, (), entry.key, value)


def _numbers(
    shape: Shape[Any], key: str, of: tuple[str, ...], what: str, value: Any
) -> Iterator[tuple[Input, Decimal | None]]:
    if isinstance(shape, Number | Nullable):
        yield Input(key, of, what), value
    elif isinstance(shape, Named) and isinstance(shape.value, Record):
        for name, each in value.items():
            yield from _numbers(shape.value, key, (*of, name), "", each)
    elif isinstance(shape, Record) and value is not None:
        before = "" if of or what == key else f"{what} "
        for name, (words, field) in _fields(shape.cls).items():  # type: ignore[arg-type]  # classes are hashable
            yield from _numbers(field, key, of, before + words, getattr(value, name))


@cache
def _fields(record: type) -> dict[str, tuple[str, Shape[Any]]]:
    """The fields of a record, each in words and with its shape: `key_requests` is told as `key requests`."""
    return {name: (name.replace("_", " "), field.shape) for name, field in fields(record).items()}
