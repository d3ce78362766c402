"""`tfgen usage`"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from tfgen.cli.application import GROUP
from tfgen.cli.console import progress, put_product
from tfgen.cli.ending import exit_status, say, stop, wrong_use
from tfgen.cli.parameters import Option
from tfgen.cli.reading import SPEC, EnvOption, SpecArgument, loaded_spec
from tfgen.cli.writing import write_product

usage_app = typer.Typer(help="Write usage files, which say how much a service is used.", **GROUP)

NewFileOption = Annotated[
    Path | None,
    Option("--output", "-o", metavar="FILE", help="Write there, if nothing is there yet."),
]


@usage_app.command(name="init")
def init_usage(spec: SpecArgument = SPEC, output: NewFileOption = None, env: EnvOption = None) -> None:
    """Write a usage file to fill in, with a comment for each line."""
    from tfgen.cost.usage.blank import blank

    loaded = loaded_spec(spec, env)
    _write_new(output, blank(loaded.stack))


@usage_app.command()
def measure(
    spec: SpecArgument = SPEC,
    output: NewFileOption = None,
    days: Annotated[int, Option(min=1, max=455, help="How many days to look back on.")] = 30,
    env: EnvOption = None,
) -> None:
    """Write the usage of the running stack, as CloudWatch has measured it.

    Asks AWS with your credentials, and changes nothing there.
    """
    from datetime import UTC, datetime

    from tfgen.cost.usage.blank import blank, filled
    from tfgen.cost.usage.measured import measure as measured
    from tfgen.cost.usage.readings import sdk_clients
    from tfgen.diagnostics import Diagnostic, has_errors

    loaded = loaded_spec(spec, env)
    _refuse_existing(output)
    clients = sdk_clients()
    if isinstance(clients, Diagnostic):
        stop([clients], {})
    progress("asking CloudWatch")
    usage, diagnostics = measured(loaded.stack, days, datetime.now(UTC), clients)
    if diagnostics:
        say(diagnostics, {})
    text = filled(loaded.stack, usage)
    if not has_errors(diagnostics) or text != blank(loaded.stack):
        _write_new(output, text)
    if has_errors(diagnostics):
        sys.exit(exit_status(diagnostics))


@usage_app.command(name="schema")
def usage_schema() -> None:
    """Print the JSON Schema of usage files."""
    from tfgen.cost.usage.file import FILE
    from tfgen.spec.schema import schema_text

    put_product(schema_text(FILE, "tfgen usage"))


def _write_new(output: Path | None, text: str) -> None:
    _refuse_existing(output)
    write_product(output, text.encode())


def _refuse_existing(output: Path | None) -> None:
    if output is not None and (output.is_file() or output.is_symlink()):
        wrong_use(f"{output} is there already, and may hold numbers of yours: choose another name")
