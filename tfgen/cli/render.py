"""`tfgen render` and `tfgen package`"""

from __future__ import annotations

import dataclasses
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tfgen.cli.console import is_file, put_product, talk
from tfgen.cli.ending import each_to_its_end, say, stop_on, wrong_use
from tfgen.cli.judging import told
from tfgen.cli.leaving import say_what_is_left
from tfgen.cli.parameters import Option
from tfgen.cli.reading import (
    SPEC,
    EnvOption,
    SpecArgument,
    SpecsArgument,
    loaded_spec,
    lock_diagnostics,
    named_or_here,
    shown,
)
from tfgen.cli.writing import (
    OutputOption,
    folders,
    refuse_file,
    refuse_inside_code,
    refuse_to_be_led_out,
    write_tree,
)

if TYPE_CHECKING:
    from tfgen.render.module_source import ModuleSource
    from tfgen.stack.loaded import Readable


def render(
    spec: SpecsArgument = [],  # noqa: B006  # each run is given its own
    output: Annotated[
        Path | None,
        Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Write main.tf, the modules and the zipped code there; {dir} in it is the spec's folder, {name} its name, {env} the environment.",
        ),
    ] = None,
    env: EnvOption = None,
    check: Annotated[
        bool,
        Option("--check", help="With -o: write nothing, show what differs, exit 1 if anything does."),
    ] = False,
    modules: Annotated[
        str,
        Option(metavar="SOURCE", help="Call the modules at this address, instead of copies beside main.tf."),
    ] = "",
    modules_version: Annotated[
        str, Option(metavar="VERSION", help="The version of modules that come from a registry.")
    ] = "",
) -> None:
    """Render a spec as Terraform.

    Writes main.tf to standard output, or with -o a folder that plans by itself. Several specs need a folder each, such
    as -o '{dir}/terraform'.
    """
    from tfgen.render.main_tf import HERE
    from tfgen.render.main_tf import render as render_main
    from tfgen.render.module_source import ModuleSource

    if modules_version and not modules:
        wrong_use("--modules-version is the version of what --modules names")
    source = ModuleSource(modules, modules_version) if modules else HERE
    beside = dataclasses.replace(
        source, own="."
    )  # where a file that is written by `>` finds the project's own
    specs = named_or_here(spec)
    if output is not None:
        targets = folders(specs, output, env)
        each_to_its_end(partial(_write, each, env, target, check, source) for each, target in targets.items())
        return
    if check:
        wrong_use("--check compares a folder: give it with -o")
    if len(specs) > 1:
        wrong_use("standard output takes one main.tf: give several specs a folder each, -o '{dir}/terraform'")
    loaded = loaded_spec(specs[0], env)
    _refuse_half(loaded, beside)
    if loaded.stack.is_apart:
        wrong_use(
            "standard output takes one main.tf, and with `layout: per-region` each state has one, in a folder of its own: write them with -o terraform"
        )
    put_product(render_main(loaded.stack, shown(loaded), beside))
    _say_what_lacks(loaded, beside)


def _refuse_half(loaded: Readable, source: ModuleSource) -> None:
    """Copies of modules/region leave out what a stack does not use; at an address of its own it is whole."""
    from tfgen.render.kinds import has_regions
    from tfgen.stack.kinds.routing import is_routed

    if not source.is_copied and has_regions(loaded.stack) and not is_routed(loaded.stack):
        wrong_use(
            "--modules names a modules/region that takes a domain, and the spec makes none: leave --modules out"
        )


def _write(spec: str, env: str | None, output: Path, check: bool, source: ModuleSource) -> None:
    loaded = loaded_spec(spec, env)
    _refuse_half(loaded, source)
    say_what_is_left(loaded, output)
    write_tree(loaded, output, check, source)
    locked, sources = lock_diagnostics(loaded, output)
    locked = told(locked, loaded)
    if locked:
        say(locked, sources)


def _say_what_lacks(loaded: Readable, source: ModuleSource) -> None:
    """Where main.tf went to a file, and would find no modules or zips beside it, says what brings them."""
    from tfgen.render.tree import beside

    if not is_file(sys.stdout):
        return
    folders = {path.split("/")[0] for path in beside(loaded.stack, source) if not Path(path).exists()}
    if folders:
        lacking = " and ".join(f"{folder}/" for folder in sorted(folders))
        env = f" --env {loaded.stack.environment}" if loaded.stack.environment else ""
        talk(f"main.tf needs {lacking} beside it: `tfgen plan {loaded.name}{env} -o .` brings them and plans")


def package(output: OutputOption, spec: SpecArgument = SPEC, env: EnvOption = None) -> None:
    """Zip the code of every function.

    The zips are the same on every machine, byte for byte.
    """
    from tfgen.render.tree import packages
    from tfgen.render.write import CANNOT_WRITE, inside, write_file

    loaded = loaded_spec(spec, env)
    refuse_file(output)
    refuse_inside_code(loaded, output)
    refuse_to_be_led_out(output)
    files, diagnostics = packages(loaded.stack, loaded.source, loaded.project)
    stop_on(told(diagnostics, loaded), loaded.sources)
    for path, content in files.items():
        name = path.removeprefix("packages/")
        target = output / name
        try:
            inside(output, name)
            write_file(target, content)
        except OSError as error:
            stop_on([CANNOT_WRITE(f"{target}: {error.strerror or error}")], {})
        talk(f"wrote {target} ({len(content):,} bytes)")
