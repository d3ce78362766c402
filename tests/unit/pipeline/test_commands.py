"""The commands of pipelines are commands of ours, with options that they have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.unit.command_lines import options_of, said
from tests.unit.pipeline import golden
from tests.unit.pipeline.test_pipelines import load
from tfgen.cli.commands import COMMANDS
from tfgen.pipeline.engines import Engine


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
                yield from said(line)


@pytest.mark.parametrize(("name", "engine"), golden.EACH, ids=str)
def test_commands_and_options_exist(name: str, engine: Engine) -> None:
    seen = set()
    for path, text in golden.files(name, engine).items():
        for words, options in _said(text) if not path.endswith(".tf") else ():
            seen.add(words[0])
            assert words[0] in COMMANDS, f"{path}: {words}"
            assert set(options) <= options_of(words), f"{path}: {words}"
    assert seen >= {"render", "review", "gate"}
    assert engine is Engine.atlantis or seen >= {"plan", "apply", "ci", "drift", "validate"}
