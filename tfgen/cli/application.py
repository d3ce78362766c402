"""The commands as typer knows them: for help, completion, groups, and to refuse what is no command line of ours."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, get_args, get_type_hints

import typer
import typer.core
import typer.main

from tfgen.cli.commands import COMMANDS, find
from tfgen.cli.console import put
from tfgen.cli.parameters import Argument, Command, Option

GROUP: dict[str, Any] = {
    "rich_markup_mode": None,
    "no_args_is_help": True,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}
"""How groups of commands behave."""


class _Commands(Mapping[str, Any]):
    """The commands by name, each imported when it is asked for."""

    def __getitem__(self, name: str) -> Any:
        found = find(name)
        if isinstance(found, typer.Typer):
            for command in (*found.registered_commands, found.registered_callback):
                if command and command.callback:
                    command.callback = for_typer(command.callback)
            return typer.main.get_group(found)
        alone = typer.Typer(rich_markup_mode=None, add_completion=False)
        alone.command(name)(for_typer(found))
        return typer.main.get_command(alone)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


def for_typer(command: Command) -> Command:
    """A command whose parameters are annotated as typer wants it."""

    @functools.wraps(command)
    def called(**given: Any) -> object:
        return command(**given)

    hints = get_type_hints(command, include_extras=True)
    signature = inspect.signature(command)
    parameters = [
        each.replace(annotation=_for_typer(hints[each.name])) for each in signature.parameters.values()
    ]
    called.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]  # inspect reads it
    called.__annotations__ = {}
    return called


def _for_typer(annotation: Any) -> Any:
    kind, *words = get_args(annotation) or (annotation,)
    if words and isinstance(words[0], Option):
        return Annotated[kind, typer.Option(*words[0].names, **words[0].settings)]
    if words and isinstance(words[0], Argument):
        return Annotated[kind, typer.Argument(**words[0].settings)]
    return annotation


class _Application(typer.core.TyperGroup):
    def __init__(self, **settings: Any) -> None:
        super().__init__(**{**settings, "commands": _Commands()})

    def list_commands(self, _: Any) -> list[str]:
        """Their names, without importing any."""
        return list(self.commands)


application = typer.Typer(
    cls=_Application,
    help="A short spec in, multi-region Terraform for a serverless API on AWS out.",
    pretty_exceptions_enable=False,
    **GROUP,
)


def _version(wanted: bool) -> None:
    if wanted:
        from tfgen import __version__

        put(f"tfgen {__version__}\n")
        raise typer.Exit


@application.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass
