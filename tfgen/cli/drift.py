"""`tfgen drift`"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tfgen.cli.console import progress, put, put_product, talk
from tfgen.cli.ending import CLEAN, FINDINGS, WRONG_USE, say, wrong_use
from tfgen.cli.given import variables
from tfgen.cli.judging import Said, judge_of_spec
from tfgen.cli.parameters import Argument, Option
from tfgen.cli.reading import SPEC, EnvOption, loaded_spec, lock_file, names_of
from tfgen.cli.tools import find_terraform
from tfgen.cli.writing import rendering_of
from tfgen.drift.formats import Format
from tfgen.drift.issue.platform import Platform

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tfgen.diagnostics import Diagnostic
    from tfgen.drift.report import Report, State
    from tfgen.drift.run import Plan
    from tfgen.spec.source import Source
    from tfgen.stack.loaded import Readable
    from tfgen.stack.root import Root
    from tfgen.stack.stack import Stack
    from tfgen.suppress.judge import Judge


def drift(
    path: Annotated[
        str,
        Argument(metavar="[PATH]", help=f"The spec, or a folder of any Terraform; {SPEC} here, if not said."),
    ] = SPEC,
    output: Annotated[
        Path | None,
        Option(
            "--output",
            "-o",
            metavar="DIR",
            help="The folder that a spec is rendered to, with its local state if it has one.",
        ),
    ] = None,
    env: EnvOption = None,
    state: Annotated[
        list[str], Option(metavar="NAMES", help="Of several states, these alone: a,b or repeated.")
    ] = [],  # noqa: B006  # each run is given its own
    lost: Annotated[
        list[str], Option(metavar="REGIONS", help="Leave out what lies in these, and what asks them.")
    ] = [],  # noqa: B006  # each run is given its own
    format_: Annotated[Format, Option("--format", "-f", help="How it is told.")] = Format.text,
    issue: Annotated[
        Platform | None, Option(help="Write it as an issue, which is closed when nothing differs.")
    ] = None,
) -> None:
    """Tell what differs between the state and the account.

    Nothing is changed, written or locked. Exit status 0: no difference. 1: some. 2: not everything could be compared.
    """
    binary = find_terraform(False)
    is_folder = Path(path).is_dir()
    if is_folder and (output or env or state or lost):
        wrong_use("-o, --env, --state and --lost are of specs; a folder of Terraform is compared as it lies")
    if not is_folder and output is None:
        wrong_use(
            "-o DIR says where the spec is rendered to: its lock file lies there, and its state where that is local"
        )
    if is_folder or output is None:
        report, found, source, sources = _of_folder(binary, Path(path))
    else:
        report, found, source, sources = _of_spec(binary, loaded_spec(path, env), output, state, lost)
    tell = put if format_ in (Format.text, Format.markdown) else put_product
    tell(format_.render(report, source))
    if issue:
        found = [*found, *_written(issue, report)]
    problems = [state.problem for state in report.states if state.problem]
    if found or problems:
        say([*found, *problems], sources)
    sys.exit(FINDINGS if report.told else WRONG_USE if report.is_partial else CLEAN)


def _written(platform: Platform, report: Report) -> list[Diagnostic]:
    """Writes the issue; what came of it is said, and what failed given."""
    from tfgen.drift.issue.write import write

    progress("writing the issue")
    written = write(platform, report, os.environ)
    if written.url:
        talk(f"issue {written.did}: {written.url}")
    return [written.problem] if written.problem else []


_Told = tuple["Report", "list[Diagnostic]", "Source | None", dict[str, str]]
"""A report, what is to be said beside it, and the spec with its sources."""


def _of_folder(binary: Path, folder: Path) -> _Told:
    """Of any Terraform that is initialised: it is planned where it lies."""
    from tfgen import process
    from tfgen.check import tools
    from tfgen.check.terraform import Terraform
    from tfgen.drift.places import by_values
    from tfgen.drift.report import Report, state_of
    from tfgen.drift.run import ATTEMPTS, ask
    from tfgen.render.foreign import DATA

    if not (folder / DATA).is_dir():
        wrong_use(f"{folder} is not initialised: run `terraform -chdir={folder} init` first")
    with contextlib.ExitStack() as opened:
        scratch = opened.enter_context(process.temporary_folder())
        environment = opened.enter_context(tools.terraform_environment(process.EVERYTHING))
        progress("comparing the account with the state")
        answer = ask(Terraform(binary, folder, {**ATTEMPTS, **environment}), scratch / "tfplan")
    state = state_of("", answer, by_values)
    told = state.found.drifted if state.found else ()
    return Report(str(folder), str(folder), "", (state,), told, ()), [], None, {}


def _of_spec(binary: Path, loaded: Readable, output: Path, only: list[str], lost: list[str]) -> _Told:
    from tfgen.drift.judged import parted, without_end
    from tfgen.drift.report import Report

    stack, judge = loaded.stack, judge_of_spec(loaded, Said())
    asked = _roots(stack, only)
    states = tuple(_states(binary, loaded, output, asked, _lost(stack, lost), judge))
    drifted = [each for state in states if state.found for each in state.found.drifted]
    told, ignored = parted(drifted, judge, loaded.source)
    report = Report(stack.called, loaded.name, stack.environment, states, told, ignored)
    left = [] if report.is_partial or only else judge.leftovers(frozenset({"drift"}))
    return report, [*judge.problems, *without_end(judge), *left], loaded.source, loaded.sources


def _roots(stack: Stack, only: list[str]) -> list[Root]:
    from tfgen.stack.root import roots

    every = roots(stack)
    if only and not stack.is_apart:
        wrong_use("--state names one of several states, and this spec has one")
    names = names_of(only, [root.name for root in every], "--state")
    return [root for root in every if not names or root.name in names]


def _lost(stack: Stack, said: list[str]) -> frozenset[str]:
    """The regions that are said to be lost, and those that do not answer."""
    from tfgen.cost.usage.readings import sdk_clients
    from tfgen.diagnostics import Diagnostic
    from tfgen.drift.reach import silent

    regions = [*(region.name for region in stack.regions), *stack.retiring]
    named = names_of(said, regions, "--lost")
    clients = sdk_clients()
    if isinstance(clients, Diagnostic):  # without the SDK Terraform finds out itself, which takes longer
        return named
    progress("asking whether the regions answer")
    return named | silent([region for region in regions if region not in named], clients)


def _states(
    binary: Path, loaded: Readable, output: Path, roots: list[Root], lost: frozenset[str], judge: Judge
) -> Iterator[State]:
    from tfgen.check import cache, tools
    from tfgen.cli.plan import inputs_of_plan
    from tfgen.disk import tree_root
    from tfgen.drift import places
    from tfgen.drift.report import State, left_out, state_of
    from tfgen.drift.run import ATTEMPTS

    inputs = variables(inputs_of_plan(loaded))
    files = rendering_of(loaded, judge)(loaded.stack)
    plugins = cache.folder() / "plugins"
    with tools.terraform_environment(tools.ACCOUNT, tree_root(output), plugins) as environment:
        for root in roots:
            if lost and not places.is_asked(loaded.stack, root, lost):
                yield State(root.name, None, tuple(sorted(lost)), left_out(sorted(lost)))
                continue
            targets = places.targets(loaded.stack, lost) if lost and not loaded.stack.is_apart else ()
            around = {**ATTEMPTS, **environment, **inputs}
            answer = _asked(binary, loaded, output, root, files, around, targets)
            missing = tuple(sorted(lost)) if targets else ()
            yield state_of(root.name, answer, places.where_of(loaded.stack, root), missing)


def _asked(
    binary: Path,
    loaded: Readable,
    output: Path,
    root: Root,
    files: Mapping[str, bytes],
    environment: Mapping[str, str],
    targets: tuple[str, ...],
) -> Plan | Diagnostic:
    from tfgen.diagnostics import Diagnostic
    from tfgen.drift.run import in_copy
    from tfgen.plan.kept import kept

    folder = output / root.name
    along = kept(folder, loaded.stack, lock_file(folder), root)
    if isinstance(along, Diagnostic):
        return along
    own = {root.at(path): content for path, content in along.files.items()}
    return in_copy(binary, {**files, **own}, root.name, environment, progress, targets)
