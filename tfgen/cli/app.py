"""The application, and how it ends."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, NoReturn

import typer
import typer.core
import typer.main

from tfgen.cli.console import CannotPrintError, put, talk
from tfgen.cli.ending import CLEAN, FINDINGS, WRONG_USE

GROUP: dict[str, Any] = {
    "rich_markup_mode": None,
    "no_args_is_help": True,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}
"""How groups of commands behave."""

COMMANDS = {
    "init": "init:init",
    "render": "render:render",
    "package": "render:package",
    "validate": "validate:validate",
    "plan": "plan:plan",
    "cost": "cost:cost",
    "usage": "usage:usage_app",
    "prices": "prices:prices_app",
    "rehearse": "rehearse:rehearse",
    "emulator": "emulator:emulator_app",
    "explain": "explain:explain",
    "schema": "explain:schema",
}
"""Every command, in the order that --help lists them: a function, or a Typer of commands below it, in `tfgen.cli`."""


class _Commands(Mapping[str, Any]):
    """The commands by name. Each is imported when it is asked for: a run needs one of them."""

    def __getitem__(self, name: str) -> Any:
        module, _, attribute = COMMANDS[name].partition(":")
        found = getattr(importlib.import_module(f"tfgen.cli.{module}"), attribute)
        if isinstance(found, typer.Typer):
            return typer.main.get_group(found)
        alone = typer.Typer(rich_markup_mode=None, add_completion=False)
        alone.command(name)(found)
        return typer.main.get_command(alone)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class _Application(typer.core.TyperGroup):
    """The commands as typer knows them."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{**settings, "commands": _Commands()})

    def list_commands(self, _: Any) -> list[str]:
        """Their names, without importing any."""
        return list(self.commands)


app = typer.Typer(
    cls=_Application,
    help="A short spec in, multi-region Terraform for a serverless API on AWS out.",
    pretty_exceptions_enable=False,
    **GROUP,
)


def run() -> NoReturn:
    """Runs the command that was asked for. A user's mistake is a diagnostic; what arrives here as an exception is a bug of ours."""
    # by default the signals with which CI and terminals cancel skip every `finally`, and terraform would outlive us
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    try:
        app(prog_name="tfgen")
    except BrokenPipeError:
        # the reader has seen enough; Python would complain once more when it flushes at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FINDINGS)
    except CannotPrintError as error:
        talk(f"tfgen: cannot write to standard output: {error}")
        sys.exit(WRONG_USE)
    except Exception as error:
        if os.environ.get("TFGEN_DEBUG"):
            raise
        talk(f"tfgen: a bug in tfgen, not in your files: {type(error).__name__}: {error}")
        talk("Set TFGEN_DEBUG=1 to see where, and please report it.")
        sys.exit(WRONG_USE)
    sys.exit(CLEAN)


def _version(wanted: bool) -> None:
    if wanted:
        from tfgen import __version__

        put(f"tfgen {__version__}\n")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass
