"""`tfgen plan`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tfgen.cli.console import progress, put
from tfgen.cli.ending import CLEAN, exit_status, stop, stop_on
from tfgen.cli.given import stand_ins, told_inputs, variables
from tfgen.cli.judging import BaselineOption, IgnoreOption, Said, SelectOption, StrictOption, judge_of_spec
from tfgen.cli.leaving import say_what_is_left
from tfgen.cli.outputs import write
from tfgen.cli.parameters import Option
from tfgen.cli.places import in_written
from tfgen.cli.planned_review import reviewed_plans
from tfgen.cli.reading import (
    SPEC,
    EnvOption,
    SkipOption,
    SpecArgument,
    code_diagnostics,
    loaded_spec,
    lock_file,
    names_of,
)
from tfgen.cli.tools import find_terraform
from tfgen.cli.validate import spec_target
from tfgen.cli.writing import OutputOption, refuse_file, write_tree
from tfgen.review.formats.formats import Format

if TYPE_CHECKING:
    from tfgen.check.run import Target
    from tfgen.diagnostics import Diagnostic
    from tfgen.plan.run import Planned
    from tfgen.stack.given_file import Given
    from tfgen.stack.loaded import Readable


def plan(
    output: OutputOption,
    spec: SpecArgument = SPEC,
    env: EnvOption = None,
    emulated: Annotated[
        bool, Option("--emulated", help="Plan against an AWS on 127.0.0.1, without an account.")
    ] = False,
    format_: Annotated[
        Format | None, Option("--format", "-f", help="How the review of the plan is told; text, if not said.")
    ] = None,
    skip: SkipOption = [],  # noqa: B006  # each run is given its own
    strict: StrictOption = False,
    select: SelectOption = [],  # noqa: B006  # each run is given its own
    ignore: IgnoreOption = [],  # noqa: B006  # each run is given its own
    baseline: BaselineOption = None,
) -> None:
    """Render, validate and terraform plan.

    Writes the folder that it plans in, and tells what the plan comes to by region.
    """
    from tfgen.check.run import CHECKS, Options, run
    from tfgen.plan.failed import caused
    from tfgen.plan.review import review
    from tfgen.plan.table import table
    from tfgen.review.formats.text import brief

    binary = find_terraform(emulated)
    refuse_file(output)
    loaded = loaded_spec(spec, env)
    checks = frozenset(CHECKS) - names_of(skip, CHECKS, "--skip")
    judge = judge_of_spec(loaded, Said(select, ignore, strict, baseline, checks=checks))
    ran = {"spec", "code", "plan"}
    options = Options(checks, progress=progress, fails=judge.fails, ran=ran.add)
    target = spec_target(loaded, lock_file(output))
    verdict = judge.parted([*code_diagnostics(loaded), *run(target, options)])
    _tell([*verdict.told, *judge.problems], target, loaded, output, len(verdict.ignored))
    if emulated:  # of which the state knows nothing; with an account, Terraform says it
        say_what_is_left(loaded, output, judge)
    given, inputs = stand_ins(loaded) if emulated else (None, inputs_of_plan(loaded))
    files = write_tree(loaded, output, judge=judge)
    made = planned(loaded, files, output, binary, given, variables(inputs))
    if isinstance(made, list):
        found, sources = in_written([caused(each, target) for each in made], target.files, output)
        stop(found, {**loaded.sources, **sources})
    if made.file:
        _leave_fingerprint(made, output)
    left = [] if emulated else _left(made, loaded, output)
    verdict = judge.parted([*review(made.json, loaded.stack, loaded.source), *left])
    told = [*verdict.told, *judge.leftovers(frozenset(ran))]
    reviewed = reviewed_plans({"": made.json}, told, len(verdict.ignored), loaded, emulated)
    if format_ in (None, Format.text):
        put(table(made, loaded.stack, output, emulated, exit_status(told) == CLEAN) + brief(reviewed))
    else:
        write(reviewed, [(format_, None)])
    stop_on(told, loaded.sources, len(verdict.ignored))


def _left(made: Planned, loaded: Readable, folder: Path) -> list[Diagnostic]:
    """What an apply left behind that did not come to its end."""
    from tfgen.apply.leftovers import is_first, look

    if is_first(made.json):
        return []
    progress("looking for what an earlier apply left")
    return look(made.json, loaded, folder)


def _leave_fingerprint(made: Planned, folder: Path) -> None:
    """Writes what counts of a plan beside it, so that another can be compared with it."""
    from tfgen.apply.record import write_lines
    from tfgen.plan.fingerprint import canonical
    from tfgen.render.write import CANNOT_WRITE

    try:
        write_lines(folder, canonical(made.json))
    except OSError as error:
        stop([CANNOT_WRITE(f"{error.filename or folder}: {error.strerror or error}")], {})


def _tell(found: list[Diagnostic], target: Target, loaded: Readable, output: Path, ignored: int) -> None:
    """Tells what checks found. Where that lets the folder be written, it stands in the files there."""
    is_written = exit_status(found) == CLEAN
    found, sources = in_written(found, target.files, output) if is_written else (found, target.files)
    stop_on(found, {**loaded.sources, **sources}, ignored)


def inputs_of_plan(loaded: Readable) -> dict[str, str]:
    """The inputs of a plan with an account; the end of the run where one lacks."""
    if not loaded.stack.inputs:
        return {}
    from tfgen.plan.lacking import no_inputs

    told = told_inputs(loaded.stack)
    lacking = list(no_inputs(loaded.stack, loaded.source, told))
    if lacking:
        stop(lacking, loaded.sources)
    return told


def planned(
    loaded: Readable,
    files: dict[str, bytes],
    output: Path,
    binary: Path,
    given: Given | None,
    variables: dict[str, str],
) -> Planned | list[Diagnostic]:
    """The plan of what was rendered: against the account, or what stands in for it where something is given."""
    import contextlib

    from tfgen.check import cache, tools
    from tfgen.diagnostics import Diagnostic
    from tfgen.disk import tree_root
    from tfgen.emulator import server
    from tfgen.plan.kept import kept, kept_for_emulator
    from tfgen.plan.lacking import not_there
    from tfgen.plan.refusals import refusal
    from tfgen.plan.run import plan, plan_emulated

    def explain(words: str) -> list[Diagnostic]:
        found = refusal(words, loaded.stack, loaded.source)
        return [found] if found else not_there(words, loaded.stack, loaded.source)

    lock, tree = lock_file(output), tree_root(output)
    with contextlib.ExitStack() as opened:
        if given:
            progress("starting the emulated AWS")
            endpoint = opened.enter_context(server.emulated(loaded.stack, given))
            environment = opened.enter_context(tools.terraform_environment(tools.AWS, tree))
            environment.update(variables, AWS_ENDPOINT_URL=endpoint)
            init = server.init_arguments(loaded.stack)
            return plan_emulated(binary, files, kept_for_emulator(lock), environment, init, progress, explain)
        along = kept(output, loaded.stack, lock)
        if isinstance(along, Diagnostic):
            return [along]
        environment = opened.enter_context(
            tools.terraform_environment(tools.ACCOUNT, tree, cache.folder() / "plugins")
        )
        environment.update(variables)
        return plan(binary, output, files, along, environment, progress, explain)
