"""Access: what functions may use, over all kinds, and how they find it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tfgen.spec import codes as spec_codes
from tfgen.spec.shape import closest, either
from tfgen.spec.source import Path
from tfgen.stack import codes, names, references
from tfgen.stack.kind import Access, Check, Kind, Statement
from tfgen.stack.kinds import KINDS
from tfgen.stack.kinds.function import FUNCTION, MAX_ENVIRONMENT, Function, invoked
from tfgen.stack.permission import statement
from tfgen.stack.reading import Reading
from tfgen.stack.stack import Stack

CHECK = "check"
"""The word of access of tfgen's own health function. A spec cannot give it."""


def _kind_of(stack: Stack, name: str, word: str) -> tuple[Kind[Any], Access] | None:
    """The kind of the thing of a name, if functions can have access to it.

    A function may be called as another thing is, as a worker often is as its queue: the word tells which is meant.
    """
    called = [(kind, kind.access) for kind in KINDS if kind.access and name in stack.known(kind)]
    knowing = [each for each in called if word in each[1].words or (word == CHECK and each[1].check)]
    return next(iter((*knowing, *called)), None)


def environment(stack: Stack, function: Function) -> dict[str, str]:
    """What a function finds in its environment; `{region}` and `{account}` are left in what names other things.

    What is known only when the stack is deployed is empty.
    """
    own = {name: references.text(stack, value) or "" for name, value in function.env.items()}
    return {**reached(stack, function), **own}


def reached(stack: Stack, function: Function) -> dict[str, str]:
    """The variables by which a function finds what it has access to."""
    found = {}
    for name, word in function.access.items():
        if of := _kind_of(stack, name, word):
            kind, access = of
            found[_variable(kind, name)] = access.value(stack, name)
    return found


def _variable(kind: Kind[Any], name: str) -> str:
    return f"{kind.one}_{''.join(c if c.isascii() and c.isalnum() else '_' for c in name)}".upper()


def words(function: Function) -> dict[str, tuple[str, ...]]:
    """The words of access that a function needs to each thing: those that it is given, and those of its events."""
    found = {name: {word} for name, word in function.access.items()}
    for kind, name in started_by(function):
        found.setdefault(name, set()).add(kind.event_word)
    return {name: tuple(sorted(found[name])) for name in sorted(found)}


def checks(stack: Stack) -> dict[str, Check]:
    """Of the things that functions use, those that a health function can try: how, by the thing's name."""
    every = (words(function).items() for function in stack.all(FUNCTION).values())
    used = {(name, word) for each in every for name, known in each for word in known}
    found = {name: of[1].check for name, word in sorted(used) if (of := _kind_of(stack, name, word))}
    return {name: each for name, each in found.items() if each}


def checked_variable(stack: Stack, name: str) -> str:
    """The variable by which a health function finds the thing of a name."""
    of = _kind_of(stack, name, CHECK)
    return _variable(of[0], name) if of else ""


def started_by(function: Function) -> Iterator[tuple[Kind[Any], str]]:
    """The kinds and names of the things whose events start a function."""
    for event in function.events:
        for kind in KINDS:
            if kind.event and isinstance(event, kind.event) and getattr(event, kind.one):
                yield kind, getattr(event, kind.one)


def statements(stack: Stack, name: str, word: str) -> Iterator[Statement]:
    """What a word of access allows on the thing of a name."""
    if of := _kind_of(stack, name, word):
        _, access = of
        if word == CHECK and access.check:
            yield from access.check.statements(stack, name)
        else:
            yield from access.statements(stack, name, word)


def own_statements(stack: Stack, function: Function) -> Iterator[Statement]:
    """What a function's `allow` and `deny` say."""
    for effect, permissions in (("Allow", function.allow), ("Deny", function.deny)):
        yield from (statement(each, effect, stack) for each in permissions)


def check(stack: Stack, reading: Reading) -> None:
    """Reports access to what is not there, words that a thing does not know, and variables that clash."""
    _check_unique(stack, reading)
    every = tuple(region.name for region in stack.regions)
    for name, function in stack.all(FUNCTION).items():
        path = (FUNCTION.key, name)
        _check_access(stack, name, function, path, reading)
        _check_events(stack, name, function, path, reading)
        _check_variables(stack, name, function, path, reading)
        _check_size(stack, name, function, path, every, reading)
    for region in stack.regions:
        for name, function in region.own(FUNCTION).items():
            at = ("regions", region.name, FUNCTION.key, name)
            if function.env != stack.all(FUNCTION)[name].env:
                _check_size(stack, name, function, at, (region.name,), reading)


def _check_unique(stack: Stack, reading: Reading) -> None:
    """Reports names that two things have. A function's own counts once another function invokes it."""
    first: dict[str, Kind[Any]] = dict.fromkeys(invoked(stack), FUNCTION)
    for kind in KINDS:
        for name in stack.known(kind) if kind.access and kind is not FUNCTION else ():
            taken = first.setdefault(name, kind)
            if taken is not kind:
                message = f"{kind.one} `{name}` is called as a {taken.one} is: `access` could not tell which is meant"
                reading.report(codes.SAME_NAME, (kind.key, name), message, at_key=True)


def _check_access(stack: Stack, name: str, function: Function, path: Path, reading: Reading) -> None:
    keys = [kind.key for kind in KINDS if kind.access]
    written = {each for key in keys for each in reading.source.names(key)}
    for thing, word in function.access.items():
        where = (*path, "access", thing)
        if of := _kind_of(stack, thing, word):
            kind, access = of
            if word not in access.words:
                words = ", ".join(f"`{each}`" for each in access.words)
                message = f"function `{name}` may not `{word}` {kind.one} `{thing}`: access to it is {words}"
                reading.report(spec_codes.BAD_VALUE, where, message)
        elif thing not in written and not any(map(reading.source.is_mistaken, keys)):
            ones = either([kind.one for kind in KINDS if kind.access])
            message = f"function `{name}` needs {ones} `{thing}`, which is not there"
            reading.report(codes.UNKNOWN_NAME, where, message, closest(thing, written), at_key=True)


def _check_events(stack: Stack, name: str, function: Function, path: Path, reading: Reading) -> None:
    first: dict[str, int] = {}
    for number, (kind, thing) in enumerate(started_by(function)):
        where = (*path, "events", number, kind.one)
        if thing not in stack.known(kind):
            written = reading.source.names(kind.key)
            if thing not in written and not reading.source.is_mistaken(kind.key):
                message = f"function `{name}` is started by {kind.one} `{thing}`, which is not there"
                reading.report(codes.UNKNOWN_NAME, where, message, closest(thing, written))
        elif first.setdefault(thing, number) != number:
            message = f"function `{name}` is started by {kind.one} `{thing}` twice"
            reading.report(spec_codes.DUPLICATE, where, message, "keep one of them")


def _check_variables(stack: Stack, name: str, function: Function, path: Path, reading: Reading) -> None:
    """One variable cannot hold how two things are reached, or something else beside one."""
    first: dict[str, str] = {}
    for thing, word in function.access.items():
        of = _kind_of(stack, thing, word)
        if of is None:
            continue
        variable = _variable(of[0], thing)
        if variable in first:
            message = f"function `{name}` would find {of[0].key} `{first[variable]}` and `{thing}` in one variable, `{variable}`"
            reading.report(codes.ENVIRONMENT, (*path, "access", thing), message, at_key=True)
        elif variable in function.env:
            message = f"function `{name}` sets `{variable}`, by which it finds {of[0].one} `{thing}`"
            reading.report(codes.ENVIRONMENT, (*path, "env", variable), message, at_key=True)
        first.setdefault(variable, thing)


def _check_size(
    stack: Stack, name: str, function: Function, path: Path, regions: tuple[str, ...], reading: Reading
) -> None:
    """Reports an environment that is too large where it is largest, defaults included.

    Lambda counts JSON: names, values, quotes, commas and brackets.
    Source: https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-deployment.html
    """
    longest = max(regions, key=len, default="")
    found = {each: names.filled(value, longest) for each, value in environment(stack, function).items()}
    size = len(json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode())
    if size > MAX_ENVIRONMENT:
        message = f"the environment of function `{name}` has {size:,} bytes as JSON, {MAX_ENVIRONMENT:,} at most are allowed"
        reading.report(codes.ENVIRONMENT, (*path, "env"), message, at_key=True)
