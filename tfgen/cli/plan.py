"""`tfgen plan`"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tfgen.cli.console import progress, put
from tfgen.cli.ending import exit_status, say, stop, stop_on
from tfgen.cli.parameters import Option
from tfgen.cli.reading import SkipOption, SpecArgument, code_diagnostics, loaded_spec, lock_file, names_of
from tfgen.cli.tools import find_terraform
from tfgen.cli.validate import spec_target
from tfgen.cli.writing import OutputOption, write_tree

if TYPE_CHECKING:
    from tfgen.stack.loaded import Readable


def plan(
    spec: SpecArgument,
    output: OutputOption,
    emulated: Annotated[
        bool, Option("--emulated", help="Plan against an AWS on 127.0.0.1, without an account.")
    ] = False,
    skip: SkipOption = [],  # noqa: B006  # each run is given its own
) -> None:
    """Render, validate and terraform plan.

    Writes the folder that it plans in, and tells what the plan comes to by region.
    """
    from tfgen.check.run import CHECKS, Options, run
    from tfgen.diagnostics import has_errors

    binary = find_terraform(emulated)
    loaded = loaded_spec(spec)
    options = Options(frozenset(CHECKS) - names_of(skip, CHECKS, "--skip"), progress=progress)
    found = [*code_diagnostics(loaded), *run(spec_target(loaded, lock_file(output)), options)]
    if found:
        say(found, loaded.sources)
    if has_errors(found):
        sys.exit(exit_status(found))
    write_tree(loaded, output)
    _plan(loaded, output, binary, emulated)


def _plan(loaded: Readable, output: Path, binary: Path, emulated: bool) -> None:
    import contextlib

    from tfgen.check import tools
    from tfgen.diagnostics import Diagnostic
    from tfgen.emulator import server
    from tfgen.plan.review import review
    from tfgen.plan.run import plan, plan_emulated
    from tfgen.plan.table import table

    with contextlib.ExitStack() as opened:
        if emulated:
            progress("starting the emulated AWS")
            endpoint = opened.enter_context(server.emulated(loaded.stack))
            environment = opened.enter_context(tools.terraform_environment(tools.AWS))
            environment["AWS_ENDPOINT_URL"] = endpoint
            made = plan_emulated(binary, output, environment, server.init_arguments(loaded.stack), progress)
        else:
            environment = opened.enter_context(tools.terraform_environment(tools.ACCOUNT))
            made = plan(binary, output, environment, progress)
    if isinstance(made, Diagnostic):
        stop([made], {})
    put(table(made, loaded.stack, output, emulated))
    stop_on(review(made.json, loaded.stack, loaded.source), loaded.sources)
