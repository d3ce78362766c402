"""The application, and how it ends."""

from __future__ import annotations

import os
import signal
import sys
from typing import Annotated, Any, NoReturn

import typer

from tfgen.cli.console import CannotPrintError, put, talk
from tfgen.cli.ending import CLEAN, FINDINGS, WRONG_USE

app = typer.Typer(
    help="A short spec in, multi-region Terraform for a serverless API on AWS out.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
GROUP: dict[str, Any] = {
    "rich_markup_mode": None,
    "no_args_is_help": True,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}
"""How groups of commands below the application behave."""


def main() -> NoReturn:
    """The entry point. A user's mistake is a diagnostic; what arrives here as an exception is a bug of ours."""
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
