"""`tfgen ci`"""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tfgen.cli.application import GROUP
from tfgen.cli.console import put, talk
from tfgen.cli.ending import CLEAN, exit_status, say, stop, wrong_use
from tfgen.cli.outputs import append
from tfgen.cli.parameters import Argument, Option
from tfgen.cli.reading import SPEC, EnvOption, SpecArgument, open_specs, or_stop
from tfgen.cli.writing import refuse_file, refuse_to_be_led_out
from tfgen.diagnostics import Severity
from tfgen.review.post.platform import Platform

if TYPE_CHECKING:
    from tfgen.pipeline.engines import Engine
    from tfgen.pipeline.pipeline import Place
    from tfgen.stack.stack import Stack

ci_app = typer.Typer(help="Write pipelines that check, review, plan and apply a spec.", **GROUP)

_OutputOption = Annotated[
    Path, Option("--output", "-o", metavar="DIR", help="The root of the repository; here, if not said.")
]
_RenderedOption = Annotated[
    Path | None,
    Option(
        metavar="DIR",
        help="Where rendered files are committed; the folder terraform beside the spec, if not said.",
    ),
]
_RepositoryOption = Annotated[
    str,
    Option(
        metavar="OWNER/NAME", help="The repository, which the roles trust; with immutable ids OWNER@1/NAME@2."
    ),
]
_BranchOption = Annotated[str, Option(metavar="NAME", help="The branch that is applied.")]
_CheckOption = Annotated[bool, Option("--check", help="Tell how the files differ, and write nothing.")]


@ci_app.command()
def github(
    spec: SpecArgument = SPEC,
    output: _OutputOption = Path(),
    rendered: _RenderedOption = None,
    repository: _RepositoryOption = "",
    branch: _BranchOption = "main",
    check: _CheckOption = False,
) -> None:
    """Write workflows for GitHub Actions."""
    _pipeline("github", spec, output, rendered, repository, branch, check)


@ci_app.command()
def gitlab(
    spec: SpecArgument = SPEC,
    output: _OutputOption = Path(),
    rendered: _RenderedOption = None,
    repository: _RepositoryOption = "",
    branch: _BranchOption = "main",
    check: _CheckOption = False,
) -> None:
    """Write a pipeline for GitLab CI/CD."""
    _pipeline("gitlab", spec, output, rendered, repository, branch, check)


@ci_app.command()
def atlantis(
    spec: SpecArgument = SPEC,
    output: _OutputOption = Path(),
    rendered: _RenderedOption = None,
    repository: _RepositoryOption = "",
    branch: _BranchOption = "main",
    check: _CheckOption = False,
) -> None:
    """Write projects and workflows for Atlantis."""
    _pipeline("atlantis", spec, output, rendered, repository, branch, check)


@ci_app.command(name="reviewed")
def reviewed_fingerprint(
    platform: Annotated[Platform, Argument(metavar="PLATFORM", help="github or gitlab.")],
    spec: SpecArgument = SPEC,
    env: EnvOption = None,
    state: Annotated[str, Option(metavar="NAME", help="The state, where there are several.")] = "",
    given: Annotated[
        str,
        Option(metavar="FINGERPRINT", help="One that somebody gives; of several states NAME=FINGERPRINT …"),
    ] = "",
) -> None:
    """Print the fingerprint that was reviewed for this job's commit, for `tfgen apply --reviewed`.

    The comment of the pull request says it. On GitHub it is also set as the step's output `fingerprint`.
    """
    import os

    from tfgen.diagnostics import Diagnostic
    from tfgen.review.post.reviewed import NOTHING, reviewed

    pairs = dict(pair.split("=", 1) for pair in given.split() if "=" in pair)
    said = pairs.get(state, "") if pairs else given.strip()
    found = said or reviewed(platform, spec, env or "", state, os.environ)
    if isinstance(found, Diagnostic):
        stop([dataclasses.replace(found, severity=Severity.ERROR)], {})
    if found == NOTHING:
        talk("its review found no changes: an apply is refused if there are some")
    append("GITHUB_OUTPUT", f"fingerprint={found}\n")
    put(f"{found}\n")


def _pipeline(
    name: str,
    spec: str,
    output: Path,
    rendered: Path | None,
    repository: str,
    branch: str,
    check: bool,
) -> None:
    import tfgen
    from tfgen.diagnostics import has_errors
    from tfgen.pipeline.codes import STALE
    from tfgen.pipeline.engines import FILES, Engine
    from tfgen.pipeline.pipeline import pipeline
    from tfgen.pipeline.write import compare, write

    engine = Engine(name)
    refuse_file(output)
    refuse_to_be_led_out(output)
    place = _place(engine, spec, output, rendered or Path(spec).parent / "terraform", repository, branch)
    files = FILES[engine](pipeline(_stacks(spec), place, tfgen.__version__))
    changes, found = compare(output, engine, files)
    if check:
        put("".join(change.diff() for change in changes))
        if changes:
            differ = f"{len(changes)} files differ" if len(changes) > 1 else "1 file differs"
            found = [*found, STALE(f"the pipeline is stale: {differ}", hint="run it without --check")]
    if found:
        say(found, {})
    if not has_errors(found) and not check:
        failed = write(output, changes)
        if failed:
            stop(failed, {})
        for change in changes:
            talk(f"{'removed' if change.new is None else 'wrote'} {output / change.path}")
        if not changes:
            talk(f"{output}: up to date")
    sys.exit(exit_status(found) if found else CLEAN)


def _stacks(spec: str) -> list[Stack]:
    """The spec as each environment has it; the end of the run where one has a mistake."""
    from tfgen.cli.ending import WRONG_USE

    return [or_stop(each).stack for each in (open_specs(spec) or sys.exit(WRONG_USE)).values()]


def _place(engine: Engine, spec: str, output: Path, rendered: Path, repository: str, branch: str) -> Place:
    import re

    from tfgen.pipeline.pipeline import Place

    paths = []
    for path, what in ((Path(spec), "the spec"), (rendered, "--rendered")):
        try:
            paths.append(path.resolve().relative_to(output.resolve()).as_posix())
        except ValueError:
            wrong_use(f"{what}, {path}, does not lie in {output}: -o names the root of the repository")
    if paths[1] == ".":
        wrong_use("--rendered is the root of the repository: name a folder in it")
    if not all(re.fullmatch(r"[\w./ -]+", path, re.ASCII) for path in paths):
        wrong_use("the paths of a pipeline are of ASCII letters, digits, and ._/- and spaces")
    depth = r"(/[\w.-]+)*" if engine == "gitlab" else ""
    if repository and not re.fullmatch(rf"[\w.-]+(@\d+)?/[\w.-]+{depth}(@\d+)?", repository, re.ASCII):
        wrong_use(f"--repository takes OWNER/NAME; found {repository!r}")
    if not re.fullmatch(r"[\w.-]+(/[\w.-]+)*", branch, re.ASCII):
        wrong_use(f"--branch takes a branch's name; found {branch!r}")
    return Place(paths[0], paths[1], repository, branch)
