"""The application, and how it ends."""

from __future__ import annotations

import inspect
import os
import sys
from typing import NoReturn

from tfgen.cli.commands import COMMANDS, find
from tfgen.cli.console import CannotPrintError, clean_errors, talk
from tfgen.cli.ending import CLEAN, FINDINGS, WRONG_USE
from tfgen.cli.parameters import read


def run() -> NoReturn:
    """Runs the command that was asked for. A user's mistake is a diagnostic; what arrives here as an exception is a bug of ours."""
    clean_errors()
    try:
        _run(sys.argv[1:])
    except BrokenPipeError:
        # the reader has seen enough; Python would complain once more when it flushes at exit
        for stream in filter(None, (sys.stdout, sys.stderr)):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        sys.exit(FINDINGS)
    except CannotPrintError as error:
        talk(f"tfgen: cannot write to standard output: {error}")
        sys.exit(WRONG_USE)
    except OSError as error:  # what may not be read, or is not there any more
        if os.environ.get("TFGEN_DEBUG"):
            raise
        place = f"{error.filename}: " if error.filename else ""
        talk(f"tfgen: {place}{error.strerror or error}")
        sys.exit(WRONG_USE)
    except Exception as error:
        if os.environ.get("TFGEN_DEBUG"):
            raise
        talk(f"tfgen: a bug in tfgen, not in your files: {type(error).__name__}: {error}")
        talk("Set TFGEN_DEBUG=1 to see where, and please report it.")
        sys.exit(WRONG_USE)
    sys.exit(CLEAN)


def _run(words: list[str]) -> None:
    """Calls a command with what a plain command line says; any other is typer's."""
    name, *rest = words or [""]
    command = find(name) if name in COMMANDS else None
    given = read(command, rest) if inspect.isfunction(command) else None
    if command is not None and given is not None:
        command(**given)
        return
    from tfgen.cli.application import application

    application(prog_name="tfgen")
