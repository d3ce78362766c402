"""The commands of pipelines are commands of ours, with options that they have."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any, get_args, get_type_hints

import pytest
import typer

from tests.unit.pipeline import golden
from tests.unit.pipeline.test_pipelines import load
from tfgen.cli.commands import COMMANDS, find
from tfgen.cli.parameters import Parameter
from tfgen.pipeline.engines import Engine

_COMMAND = re.compile(r"(?:^|[\s(;&])tfgen ([a-z]+)(?: ([a-z]+))?((?:[^\n;&|>)])*)")
_OPTION = re.compile(r"(?:^|[\s+])(--?[a-z][\w-]*)")


def _scripts(tree: Any, key: str = "") -> Iterator[str]:
    """What a shell runs, of a pipeline of any engine."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            yield from _scripts(value, str(name))
    elif isinstance(tree, list):
        for value in tree:
            yield from _scripts(value, key)
    elif isinstance(tree, str) and key in ("run", "script", "before_script", "command"):
        yield tree


def _said(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """Every command, by its words, and the options that it is given."""
    for script in _scripts(load(text)):
        for line in script.splitlines():
            if not line.lstrip().startswith("echo"):
                for found in _COMMAND.finditer(line):
                    yield [each for each in found.groups()[:2] if each], _OPTION.findall(found[3])


def _options(name: str, words: list[str]) -> set[str]:
    command: Any = find(name)
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


@pytest.mark.parametrize(("name", "engine"), golden.EACH, ids=str)
def test_commands_and_options_exist(name: str, engine: Engine) -> None:
    seen = set()
    for path, text in golden.files(name, engine).items():
        for words, options in _said(text) if not path.endswith(".tf") else ():
            seen.add(words[0])
            assert words[0] in COMMANDS, f"{path}: {words}"
            assert set(options) <= _options(words[0], words), f"{path}: {words}"
    assert seen >= {"render", "review", "gate"}
    assert engine is Engine.atlantis or seen >= {"plan", "apply", "ci", "drift", "validate"}
