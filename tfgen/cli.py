"""The commands: parse arguments, call, print, exit. Nothing else reads argv or writes to stdout."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from tfgen.console import CannotPrintError, has_color, progress, put, talk

if TYPE_CHECKING:
    from tfgen.check.run import Target
    from tfgen.diagnostics import Diagnostic, Kind
    from tfgen.load import Loaded
    from tfgen.rehearse.rehearsal import Rehearsal
    from tfgen.rehearse.run import Rendering

CLEAN, FINDINGS, WRONG_USE = 0, 1, 2

app = typer.Typer(
    help="A short spec in, multi-region Terraform for a serverless API on AWS out.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """The formats that findings are told in."""

    text = "text"
    json = "json"
    sarif = "sarif"
    github = "github"
    junit = "junit"


class ReportFormat(StrEnum):
    """The formats that a rehearsal is told in."""

    text = "text"
    json = "json"
    markdown = "markdown"
    junit = "junit"


def _number(value: float) -> float:
    """Refuses nan, which no bounds refuse."""
    if value != value:
        raise typer.BadParameter("nan is no number of seconds")
    return value


emulator_app = typer.Typer(rich_markup_mode=None, context_settings={"help_option_names": ["-h", "--help"]})
app.add_typer(emulator_app, name="emulator")

RegionArgument = Annotated[str, typer.Argument(metavar="REGION", help="Such as eu-west-1.")]
EndpointOption = Annotated[
    str, typer.Option(envvar="AWS_ENDPOINT_URL", metavar="URL", help="The emulator's address.")
]
RefuseOption = Annotated[
    bool, typer.Option("--refuse-2017", help="Refuse new 2017.11.29 global tables, as AWS does.")
]
SpecArgument = Annotated[str, typer.Argument(metavar="SPEC", help="The spec; - reads standard input.")]
SkipOption = Annotated[list[str], typer.Option(metavar="CHECKS", help="Leave these out: a,b or repeated.")]
OutputOption = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write to.")]


def main() -> NoReturn:
    """The entry point. A user's mistake is a finding; what arrives here as an exception is a bug of ours."""
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


@app.command()
def init(folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="The folder.")] = Path()) -> None:
    """Start a project.

    Writes a spec, a handler, a .gitignore, a Makefile and a GitHub workflow. Overwrites nothing.
    """
    from tfgen.scaffold.project import create, project_files

    _stop_on(create(folder), {})
    for path in project_files():
        talk(f"wrote {folder / path}")
    talk(
        "next: edit spec.yaml, then `tfgen validate spec.yaml` and `tfgen plan spec.yaml -o build --emulated`"
    )


@app.command()
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
    loaded = _loaded(spec)
    if output is None:
        if check:
            _wrong_use("--check compares a folder: give it with -o")
        from tfgen.render.main_tf import render as render_main

        assert loaded.stack is not None  # noqa: S101  # _loaded has stopped otherwise
        put(render_main(loaded.stack, _shown(loaded)))
        return
    _write_tree(loaded, output, check)


def _write_tree(loaded: Loaded, output: Path, check: bool = False) -> None:
    from tfgen.render.write import compare, write

    _refuse_inside_code(loaded, output)
    files = _tree(loaded)
    changes, problems = compare(output, files)
    _stop_on(problems, {})
    if check:
        put("".join(change.diff() for change in changes))
        if changes:
            talk(
                f"{output} is stale: {len(changes)} files differ. Run `tfgen render {loaded.name} -o {output}`"
            )
            raise typer.Exit(FINDINGS)
        return
    _stop_on(write(output, files, changes), {})
    removed = sum(change.new is None for change in changes)
    gone = f", removed {removed}" if removed else ""
    written = f"wrote {len(changes) - removed} of {len(files)} files{gone}" if changes else "up to date"
    talk(f"{output}: {written}")


def _refuse_inside_code(loaded: Loaded, output: Path) -> None:
    assert loaded.stack is not None  # noqa: S101  # _loaded has stopped otherwise
    for package in loaded.stack.packages():
        code = loaded.project / package.code
        if output.resolve().is_relative_to(code.resolve()):
            _wrong_use(
                f"{output} lies in the code folder {code}, and would be packed into the zips: choose another"
            )


def _tree(loaded: Loaded) -> dict[str, bytes]:
    from tfgen.render.tree import configuration, packages

    assert loaded.stack is not None and loaded.source is not None  # noqa: S101  # _loaded has stopped otherwise
    progress("packaging")
    zips, problems = packages(loaded.stack, loaded.source, loaded.project)
    _stop_on(problems, loaded.sources)
    texts = configuration(loaded.stack, _shown(loaded))
    return {**{path: text.encode() for path, text in texts.items()}, **zips}


@app.command()
def validate(
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="A spec, a rendered folder, or - for standard input.")
    ],
    format_: Annotated[Format, typer.Option("--format", "-f", help="How findings are told.")] = Format.text,
    only: Annotated[list[str], typer.Option(metavar="CHECKS", help="Run these alone: a,b or repeated.")] = [],  # noqa: B006  # typer copies it
    skip: SkipOption = [],  # noqa: B006  # typer copies it
    require: Annotated[
        list[str], typer.Option(metavar="TOOLS", help="Fail when checkov or terraform is missing.")
    ] = [],  # noqa: B006  # typer copies it
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Run every check anew.")] = False,
) -> None:
    """Check a spec and what it renders.

    The checks, from the cheapest: spec, rules, syntax, schema, checkov, terraform.
    """
    from tfgen.check.run import CHECKS, Options, run
    from tfgen.diagnostics import in_order

    chosen = (_names(only, CHECKS, "--only") or frozenset(CHECKS)) - _names(skip, CHECKS, "--skip")
    if not chosen:
        _wrong_use("--only and --skip leave no check to run")
    required = _names(require, ("checkov", "terraform"), "--require")
    options = Options(chosen, required, not no_cache, progress)
    if path != "-" and Path(path).is_dir():
        target = _folder_target(Path(path))
        _report(run(target, options), target.sources, format_)
        return
    loaded = _read_spec(path)
    found = _code_problems(loaded)
    if loaded.stack is not None:
        target = _spec_target(loaded)
        found += run(target, options)
    _report(in_order(found), loaded.sources, format_)


def _code_problems(loaded: Loaded) -> list[Diagnostic]:
    from tfgen.render.tree import code_problems

    if loaded.stack is None or loaded.source is None:
        return list(loaded.problems)
    return [*loaded.problems, *code_problems(loaded.stack, loaded.source, loaded.project)]


def _spec_target(loaded: Loaded) -> Target:
    from tfgen.check.run import Target
    from tfgen.render.tree import configuration

    assert loaded.stack is not None  # noqa: S101  # the caller has asked
    return Target(configuration(loaded.stack, _shown(loaded)), loaded.source, loaded.stack)


def _folder_target(folder: Path) -> Target:
    from tfgen.check.run import Target
    from tfgen.load import rendered_folder

    try:
        files = rendered_folder(folder)
    except (OSError, UnicodeDecodeError) as error:
        _wrong_use(f"{folder}: {error}")
    if not files:
        _wrong_use(f"{folder} holds no .tf files")
    return Target(files)


@app.command()
def package(spec: SpecArgument, output: OutputOption) -> None:
    """Zip the code of every function.

    The zips are the same on every machine, byte for byte.
    """
    from tfgen.render.tree import packages
    from tfgen.render.write import CANNOT_WRITE, write_file

    loaded = _loaded(spec)
    assert loaded.stack is not None and loaded.source is not None  # noqa: S101  # _loaded has stopped otherwise
    _refuse_inside_code(loaded, output)
    files, problems = packages(loaded.stack, loaded.source, loaded.project)
    _stop_on(problems, loaded.sources)
    for path, content in files.items():
        target = output / path.removeprefix("packages/")
        try:
            write_file(target, content)
        except OSError as error:
            _stop_on([CANNOT_WRITE(f"{target}: {error.strerror or error}")], {})
        talk(f"wrote {target} ({len(content):,} bytes)")


@app.command()
def plan(
    spec: SpecArgument,
    output: OutputOption,
    emulated: Annotated[
        bool, typer.Option("--emulated", help="Plan against an AWS on 127.0.0.1, without an account.")
    ] = False,
    skip: SkipOption = [],  # noqa: B006  # typer copies it
) -> None:
    """Render, validate and terraform plan.

    Writes the folder that it plans in, and tells what the plan comes to by region.
    """
    from tfgen.check.run import CHECKS, Options, run
    from tfgen.diagnostics import has_errors

    binary = _terraform(emulated)
    loaded = _loaded(spec)
    options = Options(frozenset(CHECKS) - _names(skip, CHECKS, "--skip"), progress=progress)
    found = [*_code_problems(loaded), *run(_spec_target(loaded), options)]
    if found:
        _say_findings(found, loaded.sources)
    if has_errors(found):
        raise typer.Exit(_status(found))
    _write_tree(loaded, output)
    _plan(loaded, output, binary, emulated)


def _plan(loaded: Loaded, output: Path, binary: Path, emulated: bool) -> None:
    import contextlib

    from tfgen.check import tools
    from tfgen.diagnostics import Diagnostic
    from tfgen.emulator import server
    from tfgen.plan.review import review
    from tfgen.plan.run import plan, plan_emulated
    from tfgen.plan.table import table

    assert loaded.stack is not None  # noqa: S101  # the caller has asked
    with contextlib.ExitStack() as opened:
        if emulated:
            progress("starting the emulated AWS")
            endpoint = opened.enter_context(server.emulated(loaded.stack))
            environment = opened.enter_context(tools.terraform_environment())
            environment["AWS_ENDPOINT_URL"] = endpoint
            made = plan_emulated(binary, output, environment, server.init_arguments(loaded.stack), progress)
        else:
            environment = opened.enter_context(tools.terraform_environment())
            made = plan(binary, output, environment, progress)
    if isinstance(made, Diagnostic):
        _stop([made], {})
    put(table(made, loaded.stack, output, emulated))
    _stop_on(review(made.json, loaded.stack), {})


def _terraform(emulated: bool) -> Path:
    """What a plan needs, or the end of the run before anything is done."""
    from tfgen.check import tools

    if emulated:
        _need_emulator()
    binary = tools.find_terraform()
    if binary is None:
        _wrong_use("this needs terraform or tofu on PATH, or named by TFGEN_TERRAFORM")
    return binary


def _need_emulator() -> None:
    from tfgen.emulator import server

    if not server.is_installed():
        hint = 'pip install "tfgen[emulator]"'
        _stop([server.EMULATOR_MISSING("the emulator is not installed", hint=hint)], {})


@app.command()
def rehearse(
    spec: SpecArgument,
    format_: Annotated[
        ReportFormat, typer.Option("--format", "-f", help="How the report is told.")
    ] = ReportFormat.text,
    keep: Annotated[
        bool, typer.Option("--keep", help="Leave the stack and the emulated AWS standing until Ctrl-C.")
    ] = False,
    protect_replicas: Annotated[
        bool, typer.Option("--protect-replicas", help="With their deletion protection; takes 5 minutes more.")
    ] = False,
    refuse_2017: RefuseOption = False,
) -> None:
    """Apply, use, break, heal and destroy the stack on an emulated AWS.

    Runs the real terraform, on the files that render writes, and the code of the functions. Needs no account.
    """
    import contextlib

    from tfgen.diagnostics import has_errors
    from tfgen.emulator import server

    binary = _terraform(True)
    loaded = _loaded(spec)
    found = _code_problems(loaded)
    if has_errors(found):
        _stop(found, loaded.sources)
    assert loaded.stack is not None  # noqa: S101  # _loaded has stopped otherwise
    rendering = _rendering(loaded)
    progress("starting the emulated AWS")
    with contextlib.ExitStack() as opened:
        opened.enter_context(server.undisturbed())
        from tfgen.emulator.emulator import Options
        from tfgen.rehearse.run import prepared

        options = Options(client=loaded.stack.home.name, refuses_2017=refuse_2017)
        try:
            rehearsal = opened.enter_context(
                prepared(loaded.stack, rendering, binary, options, protect_replicas)
            )
        except OSError as error:
            _wrong_use(f"the emulated AWS cannot start: {error}")
        passed = _rehearse(rehearsal, format_, keep)
    raise typer.Exit(CLEAN if passed else FINDINGS)


def _rendering(loaded: Loaded) -> Rendering:
    """How every variation of a stack is rendered: the zips, which they share, are made once."""
    from tfgen.render.tree import configuration

    zips = {path: content for path, content in _tree(loaded).items() if path.startswith("packages/")}
    return lambda stack: {
        **{path: text.encode() for path, text in configuration(stack, _shown(loaded)).items()},
        **zips,
    }


def _rehearse(rehearsal: Rehearsal, format_: ReportFormat, keep: bool) -> bool:
    from tfgen.emulator.words import to_try
    from tfgen.rehearse import run
    from tfgen.rehearse.formats import render as render_report
    from tfgen.rehearse.formats import text

    stack, color = rehearsal.stack, has_color(sys.stdout)
    shown = format_ is ReportFormat.text
    if shown:
        put(text.head(stack))
    report = run.rehearse(
        rehearsal,
        progress,
        (lambda result: put(text.line(result, color))) if shown else (lambda _: None),
        run.KEEPING if keep else run.STEPS,
    )
    put(text.tail(report) if shown else render_report(format_.value, report))
    if keep:
        talk(f"\n{to_try(rehearsal.emulator, stack, rehearsal.terraform)}\nCtrl-C ends it.")
        _wait_for_interrupt()
    return report.failed is None


@emulator_app.callback(invoke_without_command=True)
def emulator(
    context: typer.Context,
    client: Annotated[
        str, typer.Option(metavar="REGION", help="Where clients are who do not say so.")
    ] = "us-east-1",
    speed: Annotated[
        float,
        typer.Option(
            min=1, max=1000, callback=_number, help="How many times faster health checks are than AWS's."
        ),
    ] = 60,
    lag: Annotated[
        float, typer.Option(min=0, max=60, help="Seconds until a write is in other regions.")
    ] = 0.2,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Of AWS's APIs; 0 takes a free one.")] = 0,
    front_door_port: Annotated[int, typer.Option(min=0, max=65535, help="Of domains and APIs.")] = 0,
    dns_port: Annotated[int, typer.Option(min=0, max=65535, help="Of the DNS server, UDP.")] = 0,
    refuse_2017: RefuseOption = False,
) -> None:
    """Run an emulated AWS, for any Terraform or SDK.

    It listens on 127.0.0.1 and ends with Ctrl-C. The commands below change one that runs.
    """
    if context.invoked_subcommand is not None:
        return
    import contextlib

    from tfgen.stack.region_name import REGIONS

    _need_emulator()
    if client not in REGIONS:
        _wrong_use(f"--client takes the name of a region; {client!r} is none")
    from tfgen import process
    from tfgen.emulator import server

    with contextlib.ExitStack() as opened:
        opened.enter_context(server.undisturbed())
        from tfgen.emulator.emulator import Options
        from tfgen.emulator.emulator import emulator as emulated_aws
        from tfgen.emulator.words import to_try

        options = Options(client, speed, lag, refuse_2017, port, front_door_port, dns_port)
        try:
            opened.enter_context(process.guarded())
            aws = opened.enter_context(emulated_aws(options))
        except OSError as error:
            _wrong_use(f"the emulated AWS cannot start: {error}")
        put(to_try(aws))
        _wait_for_interrupt()


@emulator_app.command()
def lose(
    region: RegionArgument,
    only: Annotated[
        list[str], typer.Option(metavar="PARTS", help="Lose these alone: api, tables, control.")
    ] = [],  # noqa: B006  # typer copies it
    endpoint: EndpointOption = "",
) -> None:
    """Lose a region, or parts of it."""
    from tfgen.emulator import control
    from tfgen.emulator.chaos import EVERY_PART, Part

    parts = sorted(_names(only, tuple(Part), "--only") or EVERY_PART)
    _change(endpoint, region, lambda: control.lose(endpoint, region, parts))


@emulator_app.command()
def slow(
    region: RegionArgument,
    seconds: Annotated[
        float,
        typer.Argument(metavar="SECONDS", min=0, max=60, callback=_number, help="How late every answer is."),
    ],
    endpoint: EndpointOption = "",
) -> None:
    """Make a region answer late."""
    from tfgen.emulator import control

    _change(endpoint, region, lambda: control.slow(endpoint, region, seconds))


@emulator_app.command()
def heal(region: RegionArgument, endpoint: EndpointOption = "") -> None:
    """Give a region back as it was."""
    from tfgen.emulator import control

    _change(endpoint, region, lambda: control.heal(endpoint, region))


@emulator_app.command()
def state(endpoint: EndpointOption = "") -> None:
    """Tell which regions are lost or slow."""
    from tfgen.emulator import control

    _change(endpoint, None, lambda: control.state(endpoint))


def _change(endpoint: str, region: str | None, change: Callable[[], dict[str, Any]]) -> None:
    from tfgen.stack.region_name import REGIONS

    if region is not None and region not in REGIONS:
        _wrong_use(f"{region!r} is not the name of a region")
    if not endpoint:
        _wrong_use("which emulator? Give --endpoint, or set AWS_ENDPOINT_URL as `tfgen emulator` says it")
    try:
        found = change()
    except OSError as error:
        _wrong_use(f"{endpoint}: {error}")
    for name, wrong in found.items():
        late = [f"late by {wrong['delay']:g} s"] if wrong["delay"] else []
        words = [f"lost: {', '.join(wrong['lost'])}"] if wrong["lost"] else []
        put(f"{name}  {', '.join(words + late)}\n")
    if not found:
        put("all regions are whole\n")


def _wait_for_interrupt() -> None:
    import contextlib
    import threading

    with contextlib.suppress(KeyboardInterrupt):
        threading.Event().wait()


@app.command()
def explain(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="A finding's code, such as TFG104.")
    ] = None,
) -> None:
    """Tell what a finding means.

    Without a code, lists them all.
    """
    from tfgen.catalog import kinds

    if code is None:
        put("".join(f"{kind.code}  {kind.severity:7}  {kind.title}\n" for kind in kinds().values()))
        return
    kind = kinds().get(code.upper())
    if kind is None:
        _wrong_use(f"no finding has the code {code!r}; `tfgen explain` lists them all")
    put(f"{kind.code}: {kind.title} ({kind.severity})\n\n{kind.explanation.strip()}\n")


@app.command()
def schema() -> None:
    """Print the spec's JSON Schema."""
    import json

    from tfgen.spec.schema import schema as json_schema
    from tfgen.stack.spec import Spec

    put(json.dumps(json_schema(Spec), indent=2, ensure_ascii=False) + "\n")


def _read_spec(path: str) -> Loaded:
    from tfgen.load import load

    loaded = load(path)
    if loaded.source is None and not loaded.text and loaded.problems and loaded.problems[0].span is None:
        _say_findings(loaded.problems, {})
        raise typer.Exit(WRONG_USE)
    return loaded


def _loaded(path: str) -> Loaded:
    """A spec without errors, or the end of the run."""
    loaded = _read_spec(path)
    _stop_on(loaded.problems, loaded.sources)
    return loaded


def _shown(loaded: Loaded) -> str:
    """The spec's name in what is rendered: not where it lies, which differs from machine to machine."""
    return "standard input" if loaded.name == "<stdin>" else Path(loaded.name).name


def _names(texts: list[str], known: Iterable[str], option: str) -> frozenset[str]:
    names = frozenset(name.strip() for text in texts for name in text.split(",") if name.strip())
    unknown = sorted(names - set(known))
    if unknown:
        _wrong_use(f"{option} takes {', '.join(known)}; {unknown[0]!r} is none of them")
    return names


def _report(found: list[Diagnostic], sources: dict[str, str], format_: Format) -> None:
    from tfgen.output.formats import render as render_format

    progress("")
    if format_ is Format.text and not found:
        talk("no findings")
    else:
        color = has_color(sys.stdout)
        put(render_format(format_.value, found, sources, _kinds, color=color))
    raise typer.Exit(_status(found))


def _kinds() -> dict[str, Kind]:
    from tfgen.catalog import kinds

    return kinds()


def _status(found: list[Diagnostic]) -> int:
    from tfgen.diagnostics import Severity

    errors = [diagnostic for diagnostic in found if diagnostic.severity is Severity.ERROR]
    if any(diagnostic.code.startswith("TFG9") for diagnostic in errors):
        return WRONG_USE
    return FINDINGS if errors else CLEAN


def _stop(found: list[Diagnostic], sources: dict[str, str]) -> NoReturn:
    _say_findings(found, sources)
    raise typer.Exit(_status(found))


def _stop_on(found: list[Diagnostic], sources: dict[str, str]) -> None:
    if found:
        _say_findings(found, sources)
    status = _status(found)
    if status != CLEAN:
        raise typer.Exit(status)


def _say_findings(found: list[Diagnostic], sources: dict[str, str]) -> None:
    from tfgen.diagnostics import in_order
    from tfgen.output.text import render as render_text

    progress("")
    sys.stderr.write(render_text(in_order(found), sources, color=has_color(sys.stderr)))


def _wrong_use(message: str) -> NoReturn:
    talk(f"tfgen: {message}")
    raise typer.Exit(WRONG_USE)
