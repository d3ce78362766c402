"""What is read from a plain command line is what typer reads from it."""

from __future__ import annotations

import functools
import inspect
from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
import typer.main
from hypothesis import given
from hypothesis import strategies as st

from tfgen.cli.application import for_typer
from tfgen.cli.commands import COMMANDS, find
from tfgen.cli.parameters import Argument, Command, Option, read
from tfgen.output.formats import Format

FUNCTIONS = {name: found for name in COMMANDS if inspect.isfunction(found := find(name))}
CHOSEN: dict[str, Any] = {"select": [], "ignore": []}
WORDS = (
    "-",
    "--",
    "a",
    "a,b",
    "json",
    "text",
    "spec.yaml",
    "",
    "-x",
    "--output=b",
    "--format=json",
    "-ob",
    "-h",
)


def _by_typer(command: Command, words: list[str]) -> dict[str, Any] | None:
    """What typer gives a command; None where it refuses, or does something else."""
    seen: list[dict[str, Any]] = []

    @functools.wraps(command)
    def record(**given: Any) -> None:
        seen.append(given)

    alone = typer.Typer(rich_markup_mode=None, add_completion=False)
    alone.command()(for_typer(record))
    try:
        typer.main.get_command(alone).main(words, standalone_mode=False)
    except Exception as error:
        assert type(error).__module__.startswith("typer"), error  # a refusal
    return seen[0] if seen else None


def _by_us(command: Command, words: list[str]) -> dict[str, Any] | None:
    found = read(command, words)
    defaults = {name: each.default for name, each in inspect.signature(command).parameters.items()}
    return None if found is None else {**defaults, **found}


@st.composite
def _command_lines(draw: st.DrawFn) -> tuple[str, list[str]]:
    name = draw(st.sampled_from(sorted(FUNCTIONS)))
    options = [f"--{each.replace('_', '-')}" for each in inspect.signature(FUNCTIONS[name]).parameters]
    short = ["-o", "-f", "--format"]
    return name, draw(st.lists(st.sampled_from([*options, *short, *WORDS]), max_size=6))


@given(_command_lines())
def test_what_is_read_is_what_typer_reads(line: tuple[str, list[str]]) -> None:
    name, words = line
    found = _by_us(FUNCTIONS[name], words)
    assert found is None or found == _by_typer(FUNCTIONS[name], words)


@pytest.mark.parametrize(
    ("name", "words", "found"),
    [
        ("render", ["-"], {"spec": ["-"]}),
        ("render", [], {"spec": []}),
        (
            "render",
            ["a.yaml", "-o", "b", "--check"],
            {"spec": ["a.yaml"], "output": Path("b"), "check": True},
        ),
        ("render", ["a", "--output=b", "c"], {"spec": ["a", "c"], "output": Path("b")}),
        ("plan", ["-o", "b"], {"output": Path("b"), "skip": [], "state": [], "lost": []} | CHOSEN),
        ("schema", [], {}),
        (
            "validate",
            ["a", "--skip", "b", "-f", "json", "--skip=c,d"],
            {
                "path": ["a"],
                "skip": ["b", "c,d"],
                "format_": Format.json,
                "only": [],
                "require": [],
                "allow_provider": [],
            }
            | CHOSEN,
        ),
    ],
)
def test_a_plain_line_is_read(name: str, words: list[str], found: dict[str, Any]) -> None:
    assert read(FUNCTIONS[name], words) == found


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("plan", ["a", "b", "-o", "c"]),
        ("render", ["a", "-x"]),
        ("render", ["a", "-o"]),
        ("render", ["a", "-o", "--check"]),
        ("render", ["a", "-ob"]),
        ("render", ["a", "-o=b"]),
        ("render", ["a", "--check=yes"]),
        ("render", ["a", "-o", "b", "-o", "c"]),
        ("render", ["--", "a"]),
        ("render", ["a", "--help"]),
        ("validate", ["a", "-f", "none"]),
        ("package", ["a"]),
    ],
)
def test_any_other_is_left_to_typer(name: str, words: list[str]) -> None:
    assert read(FUNCTIONS[name], words) is None


def test_what_typer_alone_can_check_is_left_to_it() -> None:
    def bounded(number: Annotated[int, Option(min=1)] = 1) -> None: ...

    def checked(text: Annotated[str, Argument(callback=str)]) -> None: ...

    assert read(bounded, ["--number", "0"]) is None
    assert read(checked, ["a"]) is None
