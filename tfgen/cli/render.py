"""`tfgen render` and `tfgen package`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tfgen.cli.console import put, talk
from tfgen.cli.ending import stop_on, wrong_use
from tfgen.cli.reading import SpecArgument, loaded_spec, shown
from tfgen.cli.writing import OutputOption, refuse_inside_code, write_tree


def render(
    spec: SpecArgument,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DIR", help="Write main.tf, the modules and the zipped code there."
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="With -o: write nothing, show what differs, exit 1 if anything does."),
    ] = False,
) -> None:
    """Render a spec as Terraform.

    Writes main.tf to standard output, or with -o a folder that plans by itself.
    """
    loaded = loaded_spec(spec)
    if output is None:
        if check:
            wrong_use("--check compares a folder: give it with -o")
        from tfgen.render.main_tf import render as render_main

        put(render_main(loaded.stack, shown(loaded)))
        return
    write_tree(loaded, output, check)


def package(spec: SpecArgument, output: OutputOption) -> None:
    """Zip the code of every function.

    The zips are the same on every machine, byte for byte.
    """
    from tfgen.render.tree import packages
    from tfgen.render.write import CANNOT_WRITE, write_file

    loaded = loaded_spec(spec)
    refuse_inside_code(loaded, output)
    files, diagnostics = packages(loaded.stack, loaded.source, loaded.project)
    stop_on(diagnostics, loaded.sources)
    for path, content in files.items():
        target = output / path.removeprefix("packages/")
        try:
            write_file(target, content)
        except OSError as error:
            stop_on([CANNOT_WRITE(f"{target}: {error.strerror or error}")], {})
        talk(f"wrote {target} ({len(content):,} bytes)")
