"""What shell scripts ask of tfgen: its commands, and the options that they are given."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any, get_args, get_type_hints

import typer

from tfgen.cli.commands import find
from tfgen.cli.parameters import Parameter

_COMMAND = re.compile(r"(?:^|[\s(;&])tfgen ([a-z]+)(?: ([a-z]+))?((?:[^\n;&|>)])*)")
_OPTION = re.compile(r"(?:^|[\s+])(--?[a-z][\w-]*)")


def said(line: str) -> Iterator[tuple[list[str], list[str]]]:
    """Every command of a line, by its words, and the options that it is given."""
    for found in _COMMAND.finditer(line):
        yield [each for each in found.groups()[:2] if each], _OPTION.findall(found[3])


def options_of(words: list[str]) -> set[str]:
    """The options that a command has."""
    command: Any = find(words[0])
    if isinstance(command, typer.Typer):
        named = {
            each.name or str(getattr(each.callback, "__name__", "")): each.callback
            for each in command.registered_commands
        }
        command = named[words[1]]
    return set(_of(command))


def _of(command: Callable[..., object]) -> Iterator[str]:
    hints = get_type_hints(command, include_extras=True)
    for name in inspect.signature(command).parameters:
        _, *notes = get_args(hints[name])
        for note in (each for each in notes if isinstance(each, Parameter)):
            yield from note.names or (f"--{name.rstrip('_').replace('_', '-')}",)
