"""What commands read: specs, and names on the command line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tfgen.cli.ending import WRONG_USE, say_findings, stop_on, wrong_use

if TYPE_CHECKING:
    from tfgen.diagnostics import Diagnostic
    from tfgen.load import Loaded

SpecArgument = Annotated[str, typer.Argument(metavar="SPEC", help="The spec; - reads standard input.")]
SkipOption = Annotated[list[str], typer.Option(metavar="CHECKS", help="Leave these out: a,b or repeated.")]


def read_spec(path: str) -> Loaded:
    """A spec with its mistakes; the end of the run if there is no file."""
    from tfgen.load import load

    loaded = load(path)
    if (
        loaded.source is None
        and not loaded.text
        and loaded.diagnostics
        and loaded.diagnostics[0].span is None
    ):
        say_findings(loaded.diagnostics, {})
        raise typer.Exit(WRONG_USE)
    return loaded


def loaded_spec(path: str) -> Loaded:
    """A spec without errors, or the end of the run."""
    loaded = read_spec(path)
    stop_on(loaded.diagnostics, loaded.sources)
    return loaded


def shown(loaded: Loaded) -> str:
    """The spec's name in what is rendered: not where it lies, which differs from machine to machine."""
    return "standard input" if loaded.name == "<stdin>" else Path(loaded.name).name


def code_diagnostics(loaded: Loaded) -> list[Diagnostic]:
    """The mistakes in a spec, and in the code that it names."""
    from tfgen.render.tree import code_diagnostics

    if loaded.stack is None or loaded.source is None:
        return list(loaded.diagnostics)
    return [*loaded.diagnostics, *code_diagnostics(loaded.stack, loaded.source, loaded.project)]


def names_of(texts: list[str], known: Iterable[str], option: str) -> frozenset[str]:
    """The names that an option lists, `a,b` or repeated; the end of the run if one is not known."""
    names = frozenset(name.strip() for text in texts for name in text.split(",") if name.strip())
    unknown = sorted(names - set(known))
    if unknown:
        wrong_use(f"{option} takes {', '.join(known)}; {unknown[0]!r} is none of them")
    return names
