"""What commands take: declared once, and read here from command lines that are plainly right.

typer takes a quarter of the time in which a small spec is rendered, most of it to load. So it is loaded for what needs
it: help, completion, groups of commands, and to refuse. A command line is plain if every word of it is a known option,
the value of one, or an argument that is due; whatever else it may be, typer says.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

Command = Callable[..., object]


class Parameter:
    """A word in the annotation of a command's parameter: what typer's of the same name takes."""

    def __init__(self, *names: str, **settings: Any) -> None:
        self.names, self.settings = names, settings


class Argument(Parameter):
    """It has a place."""


class Option(Parameter):
    """It has names; a list is what is given repeatedly."""


class _NotPlainError(Exception):
    pass


class _Place:
    """A parameter of a function, and how a word becomes its value."""

    def __init__(self, name: str, annotation: Any, default: Any) -> None:
        kind, *words = get_args(annotation)
        self.name, self.word = name, words[0]
        self.names = self.word.names or (f"--{name.replace('_', '-')}",)
        self.is_required = default is inspect.Parameter.empty
        self.is_list = get_origin(kind) is list
        kinds = [each for each in get_args(kind) if each is not NoneType] or [kind]
        self.kind: type = kinds[0]
        is_known = len(kinds) == 1 and (self.kind in (str, Path, bool) or issubclass(self.kind, Enum))
        if not is_known or not self.word.settings.keys() <= {"help", "metavar"}:
            raise _NotPlainError

    def value(self, word: str) -> Any:
        """The value that a word stands for."""
        try:
            return self.kind(word)
        except ValueError:  # no such choice
            raise _NotPlainError from None


def read(command: Command, words: Sequence[str]) -> dict[str, Any] | None:
    """What a plain command line gives a command; None for any other."""
    try:
        return _read(list(_places(command)), iter(words))
    except _NotPlainError:
        return None


def _places(command: Command) -> Iterator[_Place]:
    annotations = get_type_hints(command, include_extras=True)
    for parameter in inspect.signature(command).parameters.values():
        yield _Place(parameter.name, annotations[parameter.name], parameter.default)


def _read(places: Sequence[_Place], words: Iterator[str]) -> dict[str, Any]:
    arguments = iter([place for place in places if isinstance(place.word, Argument)])
    options = {name: place for place in places for name in place.names if isinstance(place.word, Option)}
    found: dict[str, Any] = {place.name: [] for place in places if place.is_list}
    argument: _Place | None = None
    for word in words:
        if word == "-" or not word.startswith("-"):
            argument = argument if argument and argument.is_list else next(arguments, None)
            place, value = argument, word
        else:
            place, value = _option(word, options, words)
        if place is None or (place.name in found and not place.is_list):
            raise _NotPlainError
        if place.is_list:
            found[place.name].append(place.value(value))
        else:
            found[place.name] = place.kind is bool or place.value(value)
    if any(place.is_required and place.name not in found for place in places):
        raise _NotPlainError
    return found


def _option(word: str, options: Mapping[str, _Place], words: Iterator[str]) -> tuple[_Place | None, str]:
    """The option that a word names, and its value: what stands behind `=`, or the next word."""
    name, has_value, value = word.partition("=")
    place = options.get(name)
    if place is None or (has_value and (place.kind is bool or not name.startswith("--"))):
        return None, ""
    if place.kind is bool or has_value:
        return place, value
    value = next(words, "--")
    return (None, "") if value.startswith("-") and value != "-" else (place, value)
