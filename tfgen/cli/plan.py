"""`tfgen plan`"""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tfgen.cli.console import progress, put
from tfgen.cli.ending import CLEAN, exit_status, stop, stop_on, wrong_use
from tfgen.cli.given import stand_ins, told_inputs, variables
from tfgen.cli.judging import (
    BaselineOption,
    IgnoreOption,
    Said,
    SelectOption,
    StrictOption,
    judge_of_spec,
    told,
)
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
    shown,
)
from tfgen.cli.tools import find_terraform
from tfgen.cli.validate import spec_target
from tfgen.cli.writing import OutputOption, refuse_file, write_tree
from tfgen.review.formats.formats import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tfgen.check.run import Target
    from tfgen.diagnostics import Diagnostic, Progress
    from tfgen.plan.roots import Choice
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
    state: Annotated[
        list[str],
        Option(metavar="NAME", help="With states per region: plan this one alone. May be given again."),
    ] = [],  # noqa: B006  # each run is given its own
    lost: Annotated[
        list[str],
        Option(
            metavar="REGION",
            help="With states per region: leave out what is in a lost region, and ask it nothing. May be given again.",
        ),
    ] = [],  # noqa: B006  # each run is given its own
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
    from tfgen.plan.guards.codes import AT_ONCE
    from tfgen.plan.layout import of_another_layout
    from tfgen.plan.review import review
    from tfgen.plan.roots import choice, in_root, together
    from tfgen.plan.table import table
    from tfgen.review.formats.text import brief

    binary = find_terraform(emulated)
    refuse_file(output)
    loaded = loaded_spec(spec, env)
    refuse_unknown(loaded, state, lost, emulated)
    chosen = choice(loaded.stack, state, lost)
    checks = frozenset(CHECKS) - names_of(skip, CHECKS, "--skip")
    judge = judge_of_spec(loaded, Said(select, ignore, strict, baseline, checks=checks))
    ran = {"spec", "code", "plan"}
    options = Options(checks, progress=progress, fails=judge.fails, ran=ran.add)
    target = spec_target(loaded, lock_file(output / next(iter(chosen.options), "")))
    verdict = judge.parted([*code_diagnostics(loaded), *run(target, options)])
    _tell([*verdict.told, *judge.problems], target, loaded, output, len(verdict.ignored))
    if not emulated:
        stop_on(told(of_another_layout(output, loaded.stack), loaded, judge), loaded.sources)
    if emulated:  # of which the state knows nothing; with an account, Terraform says it
        say_what_is_left(loaded, output, judge)
    given, inputs = stand_ins(loaded) if emulated else (None, inputs_of_plan(loaded))
    files = write_tree(loaded, output, judge=judge)
    plans: dict[str, Planned] = {}
    failures: list[Diagnostic] = []
    for name, made in plans_of(loaded, files, output, binary, given, variables(inputs), chosen):
        if isinstance(made, list):
            failures += [caused(in_root(each, name), target) for each in made]
        else:
            plans[name] = made
    failed, sources = in_written(failures, target.files, output)
    if not plans:
        stop(failed, {**loaded.sources, **sources})
    left = []
    for made in plans.values():
        if made.file:
            _leave_fingerprint(made, made.file.parent)
            left += _left(made, loaded, made.file.parent)
    said = review(together(plans).json, loaded.stack, loaded.source)
    if loaded.stack.is_apart:  # each state is a plan of its own, and applied so
        said = [each for each in said if each.code != AT_ONCE.id]
    verdict = judge.parted([*said, *left])
    found = [*failed, *verdict.told, *judge.leftovers(frozenset(ran))]
    documents = {name: made.json for name, made in plans.items()}
    reviewed = reviewed_plans(documents, found, len(verdict.ignored), loaded, emulated)
    if format_ in (None, Format.text):
        applies = _applies(spec, env, output) if exit_status(found) == CLEAN else ""
        put(table(plans, loaded.stack, output, emulated, applies, chosen.left_out) + brief(reviewed))
    else:
        write(reviewed, [(format_, None)])
    stop_on(found, {**loaded.sources, **sources}, len(verdict.ignored))


def _applies(spec: str, env: str | None, output: Path) -> str:
    """The command that applies what this plans."""
    words = ["tfgen", "apply", *([spec] if spec != SPEC else []), *(["--env", env] if env else [])]
    return shlex.join([*words, "-o", str(output)])


def refuse_unknown(loaded: Readable, state: list[str], lost: list[str], emulated: bool) -> None:
    """Ends a run that names states or regions that are not there."""
    from tfgen.stack.root import roots

    stack = loaded.stack
    if (state or lost) and not stack.is_apart:
        wrong_use(
            "--state and --lost are of states per region, and the spec has one: `state: {layout: per-region}`"
        )
    if lost and emulated:
        wrong_use("--lost is of an account: the emulated AWS of a plan has lost no region")
    names = [root.name for root in roots(stack)]
    regions = sorted({root.provider_region for root in roots(stack)})
    for said, known, option in ((state, names, "--state"), (lost, regions, "--lost")):
        unknown = [each for each in said if each not in known]
        if unknown:
            wrong_use(f"{option} {unknown[0]} is not there: {', '.join(known)}")


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

    said = told_inputs(loaded.stack)
    lacking = list(no_inputs(loaded.stack, loaded.source, said))
    if lacking:
        stop(lacking, loaded.sources)
    return said


def plans_of(
    loaded: Readable,
    files: dict[str, bytes],
    output: Path,
    binary: Path,
    given: Given | None,
    variables: dict[str, str],
    chosen: Choice,
) -> Iterator[tuple[str, Planned | list[Diagnostic]]]:
    """The plan of each root that is chosen, or why there is none."""
    import contextlib

    from tfgen.check import cache, tools
    from tfgen.diagnostics import Diagnostic
    from tfgen.disk import tree_root
    from tfgen.emulator import server
    from tfgen.plan.kept import kept, kept_for_emulator
    from tfgen.plan.lacking import not_there
    from tfgen.plan.refusals import refusal
    from tfgen.plan.roots import root_of
    from tfgen.plan.run import plan, plan_emulated

    def explain(words: str) -> list[Diagnostic]:
        found = refusal(words, loaded.stack, loaded.source)
        return [found] if found else not_there(words, loaded.stack, loaded.source)

    def saying(root: str) -> Progress:
        return lambda words: progress(f"{root}: {words}" if root else words)

    tree = tree_root(output)
    with contextlib.ExitStack() as opened:
        if given:
            progress("starting the emulated AWS")
            endpoint = opened.enter_context(server.emulated(loaded.stack, given))
            environment = opened.enter_context(tools.terraform_environment(tools.AWS, tree))
            environment.update(variables, AWS_ENDPOINT_URL=endpoint)
            init = server.init_arguments(loaded.stack)
            files = _without_cloud(loaded, files)
            for root in chosen.options:
                along = kept_for_emulator(lock_file(output / root))
                made = plan_emulated(binary, files, along, environment, init, saying(root), explain, root)
                yield root, made
            return
        environment = opened.enter_context(
            tools.terraform_environment(tools.ACCOUNT, tree, cache.folder() / "plugins")
        )
        environment.update(variables)
        for root, more in chosen.options.items():
            found = kept(output / root, loaded.stack, lock_file(output / root), root_of(loaded.stack, root))
            if isinstance(found, Diagnostic):
                yield root, [found]
                continue
            yield root, plan(binary, output, files, found, environment, saying(root), explain, root, more)


def _without_cloud(loaded: Readable, files: dict[str, bytes]) -> dict[str, bytes]:
    """What is planned without an account: with states in files where the spec has workspaces."""
    from tfgen.render.tree import configuration
    from tfgen.stack.variations import without_cloud

    alone = without_cloud(loaded.stack)
    if alone == loaded.stack:
        return files
    return {**files, **{path: it.encode() for path, it in configuration(alone, shown(loaded)).items()}}
